import type { AuditEntry } from '../../../../src/contracts/audit.js';
import { fmt } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';

/** Of a statement that changed many rows; the file has twenty. */
const SHOWN = 3;

type Values = NonNullable<AuditEntry['changes'][number]['after']>;

/** One entry: what changed is read as before → after. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const t = useBoardTexts().audit;
  const { rows, actor } = entry;
  const seen = entry.kind === 'look' || entry.kind === 'export';
  const left = rows.count - Math.min(rows.first.length, SHOWN);
  return (
    <tr>
      <td class="digits nowrap">
        {fmt.date(entry.at)}
        <div>{fmt.seconds(entry.at)}</div>
        <div class="soft small">{entry.link === null ? t.unsealed : t.link(fmt.number(entry.link))}</div>
      </td>
      <td>
        {actor.name ?? t.actors[actor.kind] ?? actor.kind}
        {actor.name !== null && <div class="soft small">{t.actors[actor.kind] ?? actor.kind}</div>}
        {actor.name === null && actor.id !== null && <Code text={actor.id} />}
      </td>
      <td>
        <strong>{t.whats[entry.kind]}</strong> {entry.table ?? ''}
        <div class="soft small">{entry.route ?? entry.action}</div>
      </td>
      <td class="audit-changes">
        {rows.count > 1 && <div class="soft small">{(seen ? t.people : t.rows)(fmt.number(rows.count))}</div>}
        {entry.changes.slice(0, SHOWN).map((change, index) => (
          <div key={index}>
            {change.row !== undefined && rows.count > 1 && <Code text={change.row} />}
            <Changes before={change.before} after={change.after ?? change.of} />
          </div>
        ))}
        {(seen || rows.count === 1) && rows.first.slice(0, SHOWN).map((id) => <Code key={id} text={id} />)}
        {left > 0 && <div class="soft small">{t.more(fmt.number(left))}</div>}
      </td>
      <td>
        <span class="digits">{entry.address ?? '–'}</span>
        {entry.sessionId !== null && <Code text={entry.sessionId} />}
      </td>
    </tr>
  );
}

function Changes({ before, after }: { before: Values | undefined; after: Values | undefined }) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (names.length === 0) return null;
  return (
    <dl class="audit-values">
      {names.map((name) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {before?.[name] !== undefined && <del>{shown(before[name])}</del>}
            {before?.[name] !== undefined && after?.[name] !== undefined && ' → '}
            {after?.[name] !== undefined && <ins>{shown(after[name])}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const Code = ({ text }: { text: string }) => <code class="audit-id">{text}</code>;

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
