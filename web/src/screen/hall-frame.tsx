import type { ComponentChildren } from 'preact';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import { fmt, useTexts } from '../shared/i18n.js';
import { BigNumber } from './big-number.js';
import { HallMap } from './hall-map.js';
import { screenTexts } from './texts.js';
import type { Trust } from './trust.js';

/** The wall itself: map, number, bar, communes. Whoever fills it says at its foot how far it can be believed. */
export function HallFrame(props: {
  snapshot: ScreenSnapshot;
  trust: Trust | 'replay';
  /** Beside the title. */
  mark?: ComponentChildren;
  foot: ComponentChildren;
  /** Where staff see what is behind the number; the hall itself names nobody. */
  behind?: string | undefined;
}) {
  const t = useTexts(screenTexts);
  const { snapshot, trust } = props;
  const { people } = snapshot.totals;
  const share = snapshot.target > 0 ? Math.min(1, people / snapshot.target) : 0;
  const number = <BigNumber value={people} widest={snapshot.target} jumps={trust === 'replay'} />;
  return (
    <main class="hall" data-trust={trust}>
      <header>
        <h1>{snapshot.title}</h1>
        {props.mark}
        {snapshot.simulated && <strong class="hall-simulated">{t.simulated}</strong>}
      </header>
      <HallMap snapshot={snapshot} />
      <section class="hall-numbers">
        <p class="hall-label">{t.present}</p>
        {props.behind === undefined ? number : <a href={props.behind}>{number}</a>}
        {snapshot.target > 0 && (
          <>
            <div class="hall-bar" aria-hidden="true">
              <div style={{ width: `${100 * share}%` }} data-full={people >= snapshot.target} />
            </div>
            <p class="hall-line" data-testid="target">
              <b>{fmt.number(people)}</b> / {fmt.number(snapshot.target)}
              <span class="hall-share">{fmt.percent(people, snapshot.target)}</span>
            </p>
          </>
        )}
        <p class="hall-line" data-testid="communes">
          <b>{fmt.number(snapshot.communesPresent)}</b>
          {' / '}
          {t.communes(fmt.number(snapshot.communesAll))}
        </p>
      </section>
      {props.foot}
    </main>
  );
}
