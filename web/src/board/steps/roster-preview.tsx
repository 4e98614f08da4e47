import type { ComponentChildren } from 'preact';
import type { RosterImport, RosterRow } from '../../../../src/contracts/people.js';
import { fmt, say } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';

const EFFECTS = ['new', 'changed', 'unchanged', 'rejected'] as const;

/** What a file would do before it does it: counts, columns, bad rows with reasons, a sample. */
export function RosterPreview(props: {
  job: RosterImport;
  onApply: () => Promise<unknown>;
  again: ComponentChildren;
}) {
  const t = useBoardTexts();
  const words = t.steps.people;
  const { job } = props;
  const writes = job.counts.new + job.counts.changed;
  return (
    <>
      <dl class="figures">
        {EFFECTS.map((effect) => (
          <div key={effect} class={effect === 'rejected' && job.counts.rejected > 0 ? 'bad' : ''}>
            <dt>{words.counts[effect]}</dt>
            <dd class="digits">{fmt.number(job.counts[effect])}</dd>
          </div>
        ))}
      </dl>
      <p class="columns-read">
        <span class="soft">{words.columnsTitle}:</span>
        {job.columns.map((column) => (
          <span key={column.header} class={column.field === null ? 'tag off' : 'tag'}>
            {column.header} → {fieldName(column.field, words.fields) ?? words.ignored}
          </span>
        ))}
      </p>
      {job.rejected.length > 0 && (
        <>
          <div class="form-foot spread">
            <h4>
              {words.rejectedTitle} ({fmt.number(job.counts.rejected)})
            </h4>
            <a class="button plain" href={`/api/roster-imports/${job.id}/rejected.xlsx`} download>
              {words.rejectedFile}
            </a>
          </div>
          {job.rejected.length < job.counts.rejected && (
            <p class="soft">{words.rejectedFirst(fmt.number(job.rejected.length))}</p>
          )}
          <RowTable rows={job.rejected} rejected />
        </>
      )}
      {job.state === 'ready' && job.sample.length > 0 && (
        <>
          <h4>{words.sampleTitle}</h4>
          <RowTable rows={job.sample} rejected={false} />
        </>
      )}
      <div class="form-foot">
        {props.again}
        {job.state === 'ready' && writes > 0 && (
          <Button look="primary" onClick={props.onApply}>
            {words.apply(fmt.number(writes))}
          </Button>
        )}
        {job.state === 'ready' && writes === 0 && <p>{words.nothingToApply}</p>}
        {job.state === 'applied' && <strong class="good-words">✓ {words.applied}</strong>}
      </div>
    </>
  );
}

function fieldName(field: string | null, names: Record<string, string>): string | null {
  return field === null ? null : (names[field] ?? field);
}

/** A date that was understood as 26/03/2001; one that was not stays as it was written. */
const dateText = (date: string | null): string =>
  (date ?? '').replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1');

function RowTable(props: { rows: RosterRow[]; rejected: boolean }) {
  const words = useBoardTexts().steps.people;
  return (
    <div class="row-table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th class="num">{words.row}</th>
            <th>{words.name}</th>
            <th>{words.phone}</th>
            <th>{words.unitColumn}</th>
            <th>{words.birthDate}</th>
            <th>{props.rejected ? words.reason : words.effect}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.row}>
              <td class="num">{row.row}</td>
              <td>{row.fullName}</td>
              <td class="digits">{row.phone}</td>
              <td>{row.unit}</td>
              <td class="digits">{dateText(row.birthDate)}</td>
              <td class={props.rejected ? 'bad-words' : ''}>
                {props.rejected ? row.faults.map(say).join(' ') : words.effects[row.effect]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
