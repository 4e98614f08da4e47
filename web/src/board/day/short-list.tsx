import { fmt } from '../../shared/i18n.js';
import { Empty } from '../../shared/ui.js';
import { FigureButton } from '../behind/figure-button.js';
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
          <li
            key={row.communeId}
            class={`short-row ${row.counts[basis] < row.minimum ? 'severe' : ''}`}
            data-selected={props.selected === row.communeId}
            onClick={() => props.onSelect(row.communeId)}
          >
            <button type="button" class="row-button ellipsis" aria-pressed={props.selected === row.communeId}>
              {nameOf(communes, row.communeId)}
            </button>
            <span class="soft digits">
              <FigureButton value={row.counts[basis]} of={{ metric: basis, communeId: row.communeId }} /> /{' '}
              {fmt.number(row.target)}
            </span>
            <strong class="digits" aria-label={t.day.shortBy(fmt.number(people))}>
              −{fmt.number(people)}
            </strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
