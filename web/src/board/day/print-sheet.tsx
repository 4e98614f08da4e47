import { flushSync } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';
import { byName, fmt } from '../../shared/i18n.js';
import { nameOf } from '../communes.js';
import { useBoardTexts } from '../texts/index.js';
import { useDay } from './use-day.js';

/** The day on paper: the total with its time, and all communes; in the page only while it is printed. */
export function PrintSheet() {
  const t = useBoardTexts();
  const { board, basis, communes } = useDay();
  if (!usePrinting()) return null;
  const { event, totals, target } = board;
  const rows = [...board.communes].sort((a, b) =>
    byName(nameOf(communes, a.communeId), nameOf(communes, b.communeId)),
  );
  const { columns } = t.day;
  return (
    <section class="print-sheet">
      <h1>{event.title}</h1>
      <p>
        {fmt.weekday(event.startsAt)} {fmt.dateTime(event.startsAt)}–{fmt.time(event.endsAt)} ·{' '}
        {t.events.states[event.state]}
        {event.simulated && <strong> · {t.day.simulatedBanner}</strong>}
      </p>
      <p class="print-total">
        <strong>{`${fmt.number(totals[basis])} / ${fmt.number(target)}`}</strong>{' '}
        {basis === 'people' ? t.day.present : t.day.acceptedWord} ·{' '}
        {t.day.asOf(`${fmt.date(board.at)} ${fmt.seconds(board.at)}`)}
      </p>
      <div class="print-columns">
        <table>
          <thead>
            <tr>
              <th>{columns.name}</th>
              {(['target', 'offered', 'accepted', 'people', 'percent'] as const).map((column) => (
                <th key={column}>{columns[column]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.communeId}>
                <td>{communes.get(row.communeId)?.fullName ?? row.communeId}</td>
                <Figures
                  counts={row.counts}
                  target={row.target}
                  share={fmt.percent(row.counts[basis], row.target)}
                />
              </tr>
            ))}
            <tr class="print-sum">
              <td>{t.day.allTogether}</td>
              <Figures counts={totals} target={target} share={fmt.percent(totals[basis], target)} />
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Figures(props: {
  counts: { offered: number; accepted: number; people: number };
  target: number;
  share: string;
}) {
  const { offered, accepted, people } = props.counts;
  return (
    <>
      {[props.target, offered, accepted, people].map((value, index) => (
        <td key={index}>{fmt.number(value)}</td>
      ))}
      <td>{props.share}</td>
    </>
  );
}

/** At once, not with the next frame: the browser prints what is there when it has told of it. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}
