import type { SessionKind } from '../../../src/contracts/people.js';
import { fmt, useTexts } from '../shared/i18n.js';
import { HallFrame } from './hall-frame.js';
import { Calm } from './calm.js';
import { screenTexts } from './texts.js';
import { useScreen } from './use-screen.js';
import { useWakeLock } from '../shared/wake-lock.js';

/** What the hall sees. Once a number is known it never leaves the wall. */
export function Hall({ eventId, as }: { eventId: string; as: SessionKind }) {
  const t = useTexts(screenTexts);
  const { snapshot, asOf, trust, refused } = useScreen(eventId, as);
  useWakeLock();
  if (!snapshot) return refused ? <Calm notice={t.sessionOver} /> : <Calm notice={t.connecting} />;

  const time = fmt.seconds(asOf ?? snapshot.at);
  return (
    <HallFrame
      snapshot={snapshot}
      trust={trust}
      behind={as === 'staff' ? `/board/#/day/${eventId}/numbers` : undefined}
      foot={
        <footer data-testid="trust" data-trust={trust}>
          <i class="hall-mark" aria-hidden="true" />
          {trust === 'live'
            ? `${t.live} · ${t.asOf(time)}`
            : trust === 'stale'
              ? t.stale(time)
              : t.gone(time)}
          {refused && <span>{t.sessionOver}</span>}
        </footer>
      }
    />
  );
}
