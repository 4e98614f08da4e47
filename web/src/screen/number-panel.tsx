import type { Frozen } from '../../../src/contracts/ceremony.js';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import { fmt, useTexts } from '../shared/i18n.js';
import { BigNumber, emsOf } from './big-number.js';
import { screenTexts } from './texts.js';

/** The one number, its bar, its numerator and denominator, the communes. */
export function NumberPanel(props: {
  snapshot: ScreenSnapshot;
  /** What is held, which the snapshot then shows. */
  held: Frozen | null;
  /** Goes to each value at once: in a replay no number is shown that the ledger never said. */
  jumps: boolean;
  behind: string | undefined;
}) {
  const t = useTexts(screenTexts);
  const { snapshot, held, behind } = props;
  const { target } = snapshot;
  const { people } = snapshot.totals;
  const share = target > 0 ? Math.min(1, people / target) : 0;
  // Numerator, stroke, denominator, gap and percentage.
  const lineEms = emsOf(fmt.number(people)) + emsOf(fmt.number(target)) + 4.6;
  // Held, or let go: another number from one moment to the next, and not a way between the two.
  const number = <BigNumber key={held?.rev ?? 'live'} value={people} widest={target} jumps={props.jumps} />;
  return (
    <section class="hall-numbers" style={{ '--line-ems': lineEms }}>
      <p class="hall-label">{t.present}</p>
      {behind === undefined ? number : <a href={behind}>{number}</a>}
      {target > 0 && (
        <>
          <div class="hall-bar" aria-hidden="true">
            <div style={{ width: `${100 * share}%` }} data-full={people >= target} />
          </div>
          <p class="hall-line" data-testid="target">
            <b>{fmt.number(people)}</b> / {fmt.number(target)}
            <span class="hall-share">{fmt.percent(people, target)}</span>
          </p>
        </>
      )}
      {snapshot.communesAll > 0 && (
        <p class="hall-line" data-testid="communes">
          <b>{fmt.number(snapshot.communesPresent)}</b>
          {' / '}
          {t.communes(fmt.number(snapshot.communesAll))}
        </p>
      )}
    </section>
  );
}
