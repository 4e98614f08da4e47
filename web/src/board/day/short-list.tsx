import { memo } from 'preact/compat';
import { useMemo } from 'preact/hooks';
import type { CommuneCounts } from '../../../../src/contracts/events.js';
import { fmt, useLang } from '../../shared/i18n.js';
import { Empty } from '../../shared/ui.js';
import { FigureButton } from '../behind/figure-button.js';
import { nameOf } from '../communes.js';
import { SendButton } from '../people/send-button.js';
import { useBoardTexts } from '../texts/index.js';
import { useCalm } from '../use-calm.js';
import { useWindow } from '../use-window.js';
import { type Basis, inOrderOf, shortCommunes } from './shortage.js';
import { useDay } from './use-day.js';

/** The height of a row, in the style sheet too. */
const ROW_PX = 34;
/** So long a row keeps its place; its numbers are the newest all the time. */
const ORDER_MS = 2_000;

/** Where people are missing, worst first. */
export function ShortList(props: {
  selected: string | null;
  onSelect: (id: string) => void;
  /** Absent where nobody can be sent. */
  onSend?: ((id: string) => void) | undefined;
}) {
  const t = useBoardTexts();
  const { board, basis, communes } = useDay();
  const worst = useMemo(() => shortCommunes(board.communes, basis), [board.communes, basis]);
  const order = useCalm(worst, ORDER_MS);
  const short = order === worst ? worst : inOrderOf(order, worst);
  const seen = useWindow<HTMLUListElement>(short.length, ROW_PX);
  return (
    <section class="panel short-list" aria-label={t.day.shortTitle}>
      <h2>
        {t.day.shortTitle} <span class="count digits">{fmt.number(short.length)}</span>
      </h2>
      {board.target === 0 && <Empty title={t.day.shortNoDemand} hint={t.day.shortNoDemandHint} />}
      {board.target > 0 && short.length === 0 && <Empty title={`✓ ${t.day.shortNone}`} />}
      <ul class="scroll" ref={seen.ref} style={seen.padding}>
        {short.slice(seen.from, seen.to).map(({ row, short: people }) => (
          <ShortRow
            key={row.communeId}
            row={row}
            people={people}
            name={nameOf(communes, row.communeId)}
            basis={basis}
            selected={props.selected === row.communeId}
            onSelect={props.onSelect}
            onSend={props.onSend}
          />
        ))}
      </ul>
    </section>
  );
}

/** Drawn again only when its own numbers change. */
const ShortRow = memo(function ShortRow(props: {
  row: CommuneCounts;
  people: number;
  name: string;
  basis: Basis;
  selected: boolean;
  onSelect: (id: string) => void;
  onSend: ((id: string) => void) | undefined;
}) {
  useLang();
  const t = useBoardTexts();
  const { row, basis, selected } = props;
  const { communeId } = row;
  return (
    <li
      class={`short-row ${row.counts[basis] < row.minimum ? 'severe' : ''}`}
      data-selected={selected}
      onClick={() => props.onSelect(communeId)}
    >
      <button type="button" class="row-button" aria-pressed={selected}>
        <span class="ellipsis">{props.name}</span>
      </button>
      <span class="soft digits">
        <FigureButton value={row.counts[basis]} of={{ metric: basis, communeId }} /> /{' '}
        {fmt.number(row.target)}
      </span>
      <strong class="digits" aria-label={t.day.shortBy(fmt.number(props.people))}>
        −{fmt.number(props.people)}
      </strong>
      {props.onSend && (
        <SendButton communeId={communeId} name={props.name} onSend={props.onSend}>
          +
        </SendButton>
      )}
    </li>
  );
});
