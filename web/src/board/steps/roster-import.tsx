import { useEffect, useState } from 'preact/hooks';
import type { OrgUnit, RosterImport } from '../../../../src/contracts/people.js';
import { fmt, say } from '../../shared/i18n.js';
import { toast } from '../../shared/toast.js';
import { Button, Empty, Field, FilePicker, Form, Progress } from '../../shared/ui.js';
import { call } from '../client.js';
import { useBoardTexts } from '../texts/index.js';
import { RosterPreview } from './roster-preview.js';
import { sayDone } from './say-done.js';

const POLL_MS = 500;

/** File → progress → preview with every bad row → one transaction for all good rows. */
export function RosterImportPart(props: { units: OrgUnit[]; onApplied: () => Promise<unknown> }) {
  const t = useBoardTexts();
  const [job, setJob] = useState<RosterImport | null>(null);
  const working = job?.state === 'reading' || job?.state === 'applying';
  useEffect(() => {
    if (!working) return;
    const params = { importId: job.id };
    let current = true;
    const timer = setTimeout(() => {
      call('GET /roster-imports/:importId', { params }).then(
        (next) => {
          if (!current) return;
          setJob(next);
          if (job.state === 'applying' && next.state === 'applied') {
            sayDone((words) => words.steps.people.applied);
            void props.onApplied();
          }
        },
        (thrown: unknown) => {
          toast.error(thrown);
          if (current) setJob({ ...job }); // asks again
        },
      );
    }, POLL_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [job, working]);

  if (!job) return <ChooseFile units={props.units} onJob={setJob} />;
  const again = (
    <Button look="quiet" onClick={() => setJob(null)}>
      {t.steps.people.again}
    </Button>
  );
  return (
    <section class="form">
      <h3>
        {t.steps.people.importTitle} · {job.fileName}
      </h3>
      {working && (
        <Progress
          label={job.state === 'reading' ? t.steps.people.reading : t.steps.people.applying}
          value={job.total > 0 ? job.done / job.total : 0}
          note={t.steps.people.rows(fmt.number(job.done), fmt.number(job.total))}
        />
      )}
      {job.state === 'failed' && (
        <Empty title={t.steps.people.failed} hint={job.error ? say(job.error) : undefined}>
          {again}
        </Empty>
      )}
      {(job.state === 'ready' || job.state === 'applied') && (
        <RosterPreview
          job={job}
          onApply={async () => {
            const params = { importId: job.id };
            setJob(await call('POST /roster-imports/:importId/apply', { params }));
          }}
          again={again}
        />
      )}
    </section>
  );
}

function ChooseFile(props: { units: OrgUnit[]; onJob: (job: RosterImport) => void }) {
  const t = useBoardTexts();
  const [file, setFile] = useState<File | null>(null);
  const [unitId, setUnit] = useState<string | null>(null);
  const chosen = unitId ?? props.units[0]?.id ?? '';
  const upload = async () => {
    if (!file) return;
    const form = new FormData();
    form.set('orgUnitId', chosen);
    form.set('file', file);
    props.onJob(await call('POST /roster-imports', { form }));
  };
  return (
    <section>
      <h3>{t.steps.people.importTitle}</h3>
      <Form submit={t.steps.people.upload} onSubmit={upload} disabled={!file || chosen === ''}>
        <p class="soft">
          {t.steps.people.importHint}{' '}
          <a href="/api/roster-imports/template.xlsx" download>
            {t.steps.people.template}
          </a>
        </p>
        <div class="two">
          <Field label={t.steps.people.unit}>
            <select value={chosen} onChange={(event) => setUnit(event.currentTarget.value)}>
              {props.units.map((unit) => (
                <option key={unit.id} value={unit.id}>
                  {unit.name}
                </option>
              ))}
            </select>
          </Field>
          <FilePicker label={t.steps.people.file} accept=".xlsx,.csv" file={file} onFile={setFile} />
        </div>
      </Form>
    </section>
  );
}
