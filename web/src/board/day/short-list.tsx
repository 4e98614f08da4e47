import { fmt } from '../../shared/i18n.js';
import { Empty } from '../../shared/ui.js';
import { nameOf } from '../communes.js';
import { useBoardTexts } from '../texts/index.js';
import { shortCommunes } from './shortage.js';
import { useDay } from './use-day.js';

/** Where people are missing, worst first. */
export function ShortList(props: { selected: string | null; onSelect: (id: string) => void }) {
  const t = useBoardTexts();
  const { board, basis, communes } = useDay();
  const short = shortCommunes(board.communes, basis);
  return (
    <section class="panel short-list" aria-label={t.day.shortTitle}>
      <h2>
        {t.day.shortTitle} <span class="count digits">{fmt.number(short.length)}</span>
      </h2>
      {board.target === 0 && <Empty title={t.day.shortNoDemand} hint={t.day.shortNoDemandHint} />}
      {board.target > 0 && short.length === 0 && <Empty title={`✓ ${t.day.shortNone}`} />}
      <ul class="scroll">
        {short.map(({ row, short: people }) => (
          <li key={row.communeId}>
            <button
              type="button"
              class={`short-row ${row.counts[basis] < row.minimum ? 'severe' : ''}`}
              aria-pressed={props.selected === row.communeId}
              onClick={() => props.onSelect(row.communeId)}
            >
              <span class="ellipsis">{nameOf(communes, row.communeId)}</span>
              <span class="soft digits">
                {fmt.number(row.counts[basis])} / {fmt.number(row.target)}
              </span>
              <strong class="digits" aria-label={t.day.shortBy(fmt.number(people))}>
                −{fmt.number(people)}
              </strong>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
