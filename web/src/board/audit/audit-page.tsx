import { useState } from 'preact/hooks';
import type { AuditFilter } from '../../../../src/contracts/audit.js';
import { fmt } from '../../shared/i18n.js';
import { DateField } from '../../shared/date-field.js';
import { Button, Empty, Field, Loading } from '../../shared/ui.js';
import { FileLink } from '../account/file-link.js';
import { call } from '../client.js';
import { LoadFailed, PageShell } from '../page-shell.js';
import { Pager } from '../plan/pager.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import './audit.css';
import { AuditRow } from './audit-row.js';

const PAGE = 50;
const KINDS = ['', 'changes', 'looks', 'act', 'insert', 'update', 'delete', 'look', 'export'] as const;

type Asked = Partial<Record<Exclude<keyof AuditFilter, 'eventId'>, string>>;

/** Who did what, and who looked at whom, within one's scope. */
export function AuditPage() {
  const t = useBoardTexts().audit;
  const [asked, ask] = useState<{ filter: Asked; page: number }>({ filter: {}, page: 1 });
  const query = { ...asked.filter, page: asked.page, pageSize: PAGE };
  const loaded = useLoad(() => call('GET /audit', { query }), JSON.stringify(asked));
  const found = useKept(loaded.data);
  return (
    <PageShell title={t.title} back={to.events} wide>
      <div class="audit-page">
        <p class="soft">
          {t.lead} {t.hidden}
        </p>
        <Filter
          onAsk={(filter) => ask({ filter, page: 1 })}
          found={found?.total ?? null}
          filter={asked.filter}
        />
        {found === null && loaded.error === null && <Loading />}
        {loaded.error !== null && <LoadFailed error={loaded.error} onRetry={loaded.reload} />}
        {loaded.error === null && found?.total === 0 && <Empty title={t.none} hint={t.noneHint} />}
        {loaded.error === null && found !== null && found.total > 0 && (
          <>
            <div class="row-table tall audit-rows" tabIndex={0} role="region" aria-label={t.title}>
              <table>
                <thead>
                  <tr>
                    <th>{t.at}</th>
                    <th>{t.actor}</th>
                    <th>{t.action}</th>
                    <th>{t.changed}</th>
                    <th>{t.place}</th>
                  </tr>
                </thead>
                <tbody>
                  {found.items.map((entry) => (
                    <AuditRow key={entry.id} entry={entry} />
                  ))}
                </tbody>
              </table>
            </div>
            <Pager
              page={found.page}
              total={found.total}
              size={PAGE}
              onPage={(page) => ask({ ...asked, page })}
            />
          </>
        )}
      </div>
    </PageShell>
  );
}

function Filter(props: { filter: Asked; found: number | null; onAsk: (filter: Asked) => void }) {
  const t = useBoardTexts().audit;
  const [draft, set] = useState<Asked>({});
  const text = (name: 'who' | 'row' | 'table', label: string, hint: string) => (
    <Field label={label}>
      <input
        placeholder={hint}
        value={draft[name] ?? ''}
        onInput={(event) => set({ ...draft, [name]: event.currentTarget.value })}
      />
    </Field>
  );
  const time = (name: 'from' | 'until', label: string) => (
    <DateField
      label={label}
      value={draft[name] ?? ''}
      type="datetime-local"
      onInput={(value) => set({ ...draft, [name]: value })}
    />
  );
  const submit = (event: Event) => {
    event.preventDefault();
    props.onAsk(wanted(draft));
  };
  const clear = () => {
    set({});
    props.onAsk({});
  };
  return (
    <form class="audit-filter" onSubmit={submit}>
      {text('who', t.who, t.whoHint)}
      <Field label={t.what}>
        <select
          value={draft.what ?? ''}
          onChange={(event) => set({ ...draft, what: event.currentTarget.value })}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t.whats[kind]}
            </option>
          ))}
        </select>
      </Field>
      {text('row', t.row, t.rowHint)}
      {text('table', t.table, t.tableHint)}
      {time('from', t.from)}
      {time('until', t.until)}
      <div class="audit-actions">
        <Button look="primary" type="submit">
          {t.search}
        </Button>
        <Button onClick={clear}>{t.clear}</Button>
        <FileLink href={`/api/audit.csv?${new URLSearchParams(props.filter).toString()}`}>
          {t.download}
        </FileLink>
        {props.found !== null && <span class="soft digits">{t.total(fmt.number(props.found))}</span>}
      </div>
    </form>
  );
}

/** What was filled in; times are those of Việt Nam's clocks. */
function wanted({ from, until, ...draft }: Asked): Asked {
  const given = Object.entries(draft).flatMap(([name, value]) => {
    const text = value.trim();
    return text === '' ? [] : [[name, name === 'table' ? text.toLowerCase() : text]];
  });
  return {
    ...(Object.fromEntries(given) as Asked),
    ...(from ? { from: fmt.fromInput(from) } : {}),
    ...(until ? { until: fmt.fromInput(until) } : {}),
  };
}
