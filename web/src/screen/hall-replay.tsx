import { useEffect } from 'preact/hooks';
import type { SessionKind } from '../../../src/contracts/people.js';
import type { Replay } from '../../../src/contracts/replay.js';
import { useTexts } from '../shared/i18n.js';
import { ReplayControls } from '../shared/replay/controls.js';
import { useReplay } from '../shared/replay/use-replay.js';
import { BARE_STAGE } from '../shared/stage.js';
import { useWakeLock } from '../shared/wake-lock.js';
import { Calm } from './calm.js';
import { showIsAlive } from './open-screen.js';
import { screenTexts } from './texts.js';
import { isTold, ToldFrame, useTelling } from './told.js';

const ALIVE_MS = 30_000;

/** The wall shows a day that has passed, from the ledger, at a speed of one's choice. */
export function HallReplay(props: { eventId: string; as: SessionKind; speed: number }) {
  const t = useTexts(screenTexts);
  const replay = useTelling(props.eventId, props.as);
  useWakeLock();
  // It has no live line that would say so.
  useEffect(() => {
    if (props.as !== 'screen') return undefined;
    const timer = setInterval(showIsAlive, ALIVE_MS);
    return () => clearInterval(timer);
  }, [props.as]);
  if (replay === null) return <Calm notice={t.connecting} />;
  if (replay === 'refused') return <Calm notice={t.sessionOver} />;
  if (!isTold(replay)) return <Calm notice={t.nothingToReplay} />;
  return <Playing replay={replay} speed={props.speed} as={props.as} />;
}

function Playing(props: { replay: Replay; speed: number; as: SessionKind }) {
  const { replay, as } = props;
  const replayed = useReplay(replay, props.speed, true);
  return (
    <ToldFrame replay={replay} moment={replayed.moment} stage={BARE_STAGE} as={as}>
      <ReplayControls replayed={replayed} />
    </ToldFrame>
  );
}
