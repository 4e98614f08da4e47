import { memo } from 'preact/compat';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CommuneCounts } from '../../../../src/contracts/events.js';
import { fold } from '../../../../src/kernel/vietnamese.js';
import { byName, fmt, useLang } from '../../shared/i18n.js';
import { stepOf } from '../../shared/step.js';
import { Empty, SearchField } from '../../shared/ui.js';
import { FigureButton } from '../behind/figure-button.js';
import { nameOf } from '../communes.js';
import { useBoardTexts } from '../texts/index.js';
import { SendButton } from '../people/send-button.js';
import { type Window, useWindow } from '../use-window.js';
import { type Basis, shortOf } from './shortage.js';
import { useDay } from './use-day.js';

/** The height of a row, in the style sheet too. */
const ROW_PX = 34;
const COLUMNS = ['name', 'target', 'offered', 'accepted', 'people', 'percent'] as const;
type Column = (typeof COLUMNS)[number];

function valueOf(row: CommuneCounts, column: Exclude<Column, 'name'>, basis: Basis): number {
  if (column === 'target') return row.target;
  if (column === 'percent') return row.target > 0 ? row.counts[basis] / row.target : 2;
  return row.counts[column];
}

/** The same list for as long as the rows are of the same communes. */
function useIds(rows: readonly CommuneCounts[]): readonly string[] {
  const kept = useRef<readonly string[]>([]);
  const { current } = kept;
  const same = current.length === rows.length && rows.every((row, i) => row.communeId === current[i]);
  return same ? current : (kept.current = rows.map((row) => row.communeId));
}

/** All communes: sorted by any column, found with or without diacritics. */
export function CommuneTable(props: {
  onSelect: (id: string) => void;
  /** Absent where nobody can be sent. */
  onSend?: ((id: string) => void) | undefined;
  /** Where the reader comes back from. */
  near?: string | null;
}) {
  const t = useBoardTexts();
  const { board, basis, communes, rowOf } = useDay();
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState<{ by: Column; down: boolean }>({ by: 'name', down: false });
  // Comparing and folding Vietnamese names is dear, and they stay the same from frame to frame.
  const ids = useIds(board.communes);
  const found = useMemo(() => {
    const wanted = fold(query);
    return ids
      .filter((id) => wanted === '' || fold(nameOf(communes, id)).includes(wanted))
      .sort((a, b) => byName(nameOf(communes, a), nameOf(communes, b)));
  }, [ids, communes, query]);
  const rows = useMemo(() => {
    const named = found.flatMap((id) => rowOf.get(id) ?? []);
    const { by, down } = sort;
    if (by === 'name') return down ? named.reverse() : named;
    const sign = down ? -1 : 1;
    // Equal values stay in the order of their names, whichever way the column is sorted.
    return named.sort((a, b) => sign * (valueOf(a, by, basis) - valueOf(b, by, basis)));
  }, [rowOf, found, sort, basis]);
  const seen = useWindow<HTMLDivElement>(rows.length, ROW_PX);
  useReturn(seen, rows, props.near ?? null);
  return (
    <>
      <div class="table-head">
        <h2>{t.day.communes(fmt.number(rows.length))}</h2>
        <SearchField label={t.day.search} value={query} onInput={setQuery} />
      </div>
      <div class="scroll" ref={seen.ref}>
        <table class="communes" aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th
                  key={column}
                  class={column === 'name' ? '' : 'num'}
                  aria-sort={sort.by !== column ? 'none' : sort.down ? 'descending' : 'ascending'}
                >
                  <button
                    type="button"
                    title={t.day.sortBy(t.day.columns[column])}
                    onClick={() =>
                      setSort({ by: column, down: sort.by === column ? !sort.down : column !== 'name' })
                    }
                  >
                    {t.day.columns[column]}
                    <span aria-hidden="true">{sort.by === column ? (sort.down ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              ))}
              <th>
                <span class="visually-hidden">{t.people.dispatch.open}</span>
              </th>
            </tr>
          </thead>
          <tbody style={seen.padding}>
            {rows.slice(seen.from, seen.to).map((row, index) => (
              <CommuneRow
                key={row.communeId}
                row={row}
                place={seen.from + index + 2}
                name={nameOf(communes, row.communeId)}
                basis={basis}
                onSelect={props.onSelect}
                onSend={props.onSend}
              />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && board.communes.length > 0 && <p class="soft pad">{t.day.searchNone}</p>}
        {board.communes.length === 0 && <Empty title={t.day.shortNoDemand} hint={t.day.shortNoDemandHint} />}
      </div>
    </>
  );
}

/** Drawn again only when its own numbers change: a frame carries the rows that did. */
const CommuneRow = memo(function CommuneRow(props: {
  row: CommuneCounts;
  /** Among all rows: only some are in the page. */
  place: number;
  name: string;
  basis: Basis;
  onSelect: (id: string) => void;
  onSend?: ((id: string) => void) | undefined;
}) {
  useLang();
  const t = useBoardTexts();
  const { row, basis } = props;
  const { counts, target, communeId } = row;
  return (
    <tr data-commune={communeId} aria-rowindex={props.place} onClick={() => props.onSelect(communeId)}>
      <td>
        <button type="button" class="row-button">
          <span class="swatch" data-step={stepOf(counts[basis], target) ?? ''} aria-hidden="true" />
          <span class="ellipsis">{props.name}</span>
        </button>
      </td>
      <td class="num">{fmt.number(target)}</td>
      <td class="num">
        <FigureButton value={counts.offered} of={{ metric: 'offered', communeId }} />
      </td>
      <td class="num">
        <FigureButton value={counts.accepted} of={{ metric: 'accepted', communeId }} />
      </td>
      <td class="num strong">
        <FigureButton value={counts.people} of={{ metric: 'people', communeId }} />
      </td>
      <td class="num">{fmt.percent(counts[basis], target)}</td>
      <td class="num">
        {props.onSend && shortOf(target, counts, basis) > 0 && (
          <SendButton communeId={communeId} name={props.name} onSend={props.onSend}>
            {t.people.dispatch.openShort}
          </SendButton>
        )}
      </td>
    </tr>
  );
});

/** Back from a commune: its row is in sight, and has the focus. */
function useReturn(seen: Window<HTMLElement>, rows: readonly CommuneCounts[], near: string | null): void {
  const back = useRef(near);
  useEffect(() => {
    const box = seen.ref.current;
    const index = rows.findIndex((row) => row.communeId === back.current);
    if (!box || index < 0) return;
    const row = box.querySelector<HTMLElement>(`tr[aria-rowindex="${index + 2}"] button`);
    if (row === null) {
      box.scrollTop = index * ROW_PX;
      return;
    }
    back.current = null;
    row.focus();
  }, [seen.from]);
}
