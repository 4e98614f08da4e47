import { useState } from 'preact/hooks';
import type { Skill } from '../../../../src/contracts/common.js';
import type { DemandApplied } from '../../../../src/contracts/events.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Dialog, Field, FilePicker, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { useBoardTexts } from '../texts/index.js';
import { sayDone } from './say-done.js';
import { SiteDialog } from './site-dialog.js';
import { SkillSelect } from './skill-select.js';
import { WholeNumber } from './whole-number.js';

/** Demand for a whole province at once: by a rule, or from a file. */
export function DemandDialog(props: { onClose: () => void }) {
  const t = useBoardTexts();
  const { eventId, reloadSites } = useDay();
  const [kind, setKind] = useState<'per_commune' | 'per_population'>('per_commune');
  const [people, setPeople] = useState(5);
  const [per, setPer] = useState(10_000);
  const [skill, setSkill] = useState<Skill | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [addsSite, setAddsSite] = useState(false);

  const done = async (applied: DemandApplied) => {
    sayDone((words) =>
      words.steps.demand.applied(
        fmt.number(applied.sitesCreated),
        fmt.number(applied.shiftsChanged),
        fmt.number(applied.people),
      ),
    );
    await reloadSites();
    props.onClose();
  };
  const applyRule = async () => {
    const body = kind === 'per_commune' ? { kind, people, skill } : { kind, people, per, skill };
    await done(await call('POST /events/:eventId/demand/rule', { params: { eventId }, body }));
  };
  const importFile = async () => {
    if (!file) return;
    const form = new FormData();
    form.set('file', file);
    await done(await call('POST /events/:eventId/demand/import', { params: { eventId }, form }));
  };
  if (addsSite) return <SiteDialog communeId={null} onClose={props.onClose} />;
  return (
    <Dialog title={t.steps.demand.title} onClose={props.onClose}>
      <Form submit={t.steps.demand.apply} onSubmit={applyRule} onCancel={props.onClose}>
        <p class="soft">{t.steps.demand.lead}</p>
        <fieldset class="choices">
          <legend>{t.steps.demand.rule}</legend>
          {(['per_commune', 'per_population'] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="rule" checked={kind === one} onChange={() => setKind(one)} />
              {one === 'per_commune' ? t.steps.demand.perCommune : t.steps.demand.perPopulation}
            </label>
          ))}
        </fieldset>
        <div class="two">
          <Field label={t.steps.demand.people}>
            <WholeNumber value={people} onChange={setPeople} min={1} max={1000} />
          </Field>
          {kind === 'per_population' && (
            <Field label={t.steps.demand.per}>
              <WholeNumber value={per} onChange={setPer} min={100} max={10_000_000} />
            </Field>
          )}
          <Field label={t.steps.demand.skill}>
            <SkillSelect value={skill} onChange={setSkill} />
          </Field>
        </div>
      </Form>
      <hr />
      <div class="form">
        <FilePicker
          label={`${t.steps.demand.importTitle} (XLSX, CSV)`}
          accept=".xlsx,.csv"
          file={file}
          onFile={setFile}
        />
        <div class="form-foot spread">
          <Button look="quiet" onClick={() => setAddsSite(true)}>
            + {t.steps.demand.addSite}
          </Button>
          <Button onClick={importFile} disabled={!file}>
            {t.steps.demand.importSubmit}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
