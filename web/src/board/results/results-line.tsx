import { fmt, say } from '../../shared/i18n.js';
import { useDay } from '../day/use-day.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import './results.css';

/** Above the day, as soon as anything is reported: what was achieved, live. */
export function ResultsLine() {
  const t = useBoardTexts().results;
  const { board, eventId } = useDay();
  const told = board.results.filter((one) => one.amount > 0);
  if (told.length === 0) return null;
  return (
    <section aria-label={t.title}>
      <a class="results-line digits" href={to.results(eventId)}>
        <strong>{t.title}</strong>
        {told.map((one) => (
          <span key={one.indicatorId}>
            {say(one.name)}: <b>{fmt.number(one.amount)}</b>
            {one.target !== null && ` / ${fmt.number(one.target)}`}
          </span>
        ))}
        <span aria-hidden="true">›</span>
      </a>
    </section>
  );
}
