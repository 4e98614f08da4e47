import type { SessionKind } from '../../../src/contracts/people.js';
import { fmt, useTexts } from '../shared/i18n.js';
import { BigNumber } from './big-number.js';
import { HallMap } from './hall-map.js';
import { Calm } from './calm.js';
import { screenTexts } from './texts.js';
import { useScreen } from './use-screen.js';
import { useWakeLock } from './wake-lock.js';

/** What the hall sees. Once a number is known it never leaves the wall. */
export function Hall({ eventId, as }: { eventId: string; as: SessionKind }) {
  const t = useTexts(screenTexts);
  const { snapshot, asOf, trust, refused } = useScreen(eventId, as);
  useWakeLock();
  if (!snapshot) return refused ? <Calm notice={t.sessionOver} steps /> : <Calm notice={t.connecting} />;

  const { people } = snapshot.totals;
  const time = fmt.seconds(asOf ?? snapshot.at);
  const share = snapshot.target > 0 ? Math.min(1, people / snapshot.target) : 0;
  return (
    <main class="hall" data-trust={trust}>
      <header>
        <h1>{snapshot.title}</h1>
        {snapshot.simulated && <strong class="hall-simulated">{t.simulated}</strong>}
      </header>
      <HallMap snapshot={snapshot} />
      <section class="hall-numbers">
        <p class="hall-label">{t.present}</p>
        <BigNumber value={people} widest={snapshot.target} />
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
      <footer data-testid="trust" data-trust={trust}>
        <i class="hall-mark" aria-hidden="true" />
        {trust === 'live' ? `${t.live} · ${t.asOf(time)}` : trust === 'stale' ? t.stale(time) : t.gone(time)}
        {refused && <span>{t.sessionOver}</span>}
      </footer>
    </main>
  );
}
