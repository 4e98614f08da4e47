import { useEffect } from 'preact/hooks';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import type { SessionKind } from '../../../src/contracts/people.js';
import { useTexts } from '../shared/i18n.js';
import { Calm } from './calm.js';
import { Foot } from './foot.js';
import { OnAir } from './on-air.js';
import { useOnCue, useReport } from './on-cue.js';
import { usePointer } from './pointer.js';
import { screenTexts } from './texts.js';
import { type ScreenView, useScreen } from './use-screen.js';
import { useWakeLock } from '../shared/wake-lock.js';

/** What the hall sees. Once a number is known it never leaves the wall. */
export function Hall({ eventId, as }: { eventId: string; as: SessionKind }) {
  const t = useTexts(screenTexts);
  const view = useScreen(eventId, as);
  useWakeLock();
  usePointer();
  const { snapshot, refused } = view;
  if (!snapshot) return refused ? <Calm notice={t.sessionOver} /> : <Calm notice={t.connecting} />;
  return <Shown view={view} snapshot={snapshot} as={as} />;
}

function Shown(props: { view: ScreenView; snapshot: ScreenSnapshot; as: SessionKind }) {
  const { snapshot, as } = props;
  const { asOf, trust, refused, clock, socket } = props.view;
  const { eventId } = snapshot;
  const stage = useOnCue(snapshot.stage, clock);
  useReport(as === 'screen' ? socket : null, eventId, stage.rev, clock);
  useEffect(() => {
    document.documentElement.dataset['theme'] = stage.theme;
  }, [stage.theme]);
  const { frozen } = stage;
  return (
    <OnAir
      snapshot={snapshot}
      stage={stage}
      trust={trust}
      clock={clock}
      as={as}
      foot={<Foot trust={trust} asOf={asOf ?? snapshot.at} heldAt={frozen?.at ?? null} refused={refused} />}
    />
  );
}
