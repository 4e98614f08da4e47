import type { AudienceCount } from '../../../../src/contracts/broadcasts.js';
import { fmt } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';

/** How many it goes to, and of which state they are. */
export function ReachLine(props: { count: AudienceCount | null }) {
  const t = useBoardTexts().broadcasts;
  const { count } = props;
  if (count === null) return <p class="soft">{t.counting}</p>;
  return (
    <div class="reach" role="status">
      <strong class={count.people === 0 ? 'warn-words' : 'digits'}>
        {count.people === 0 ? t.reachesNobody : t.reaches(fmt.number(count.people))}
      </strong>
      <ul>
        {count.states.map((one) => (
          <li key={one.state}>
            <span>{t.states[one.state]}</span>
            <span class="digits">{fmt.number(one.people)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
