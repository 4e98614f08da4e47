import { useEffect, useState } from 'preact/hooks';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import type { SessionKind } from '../../../src/contracts/people.js';
import type { Replay } from '../../../src/contracts/replay.js';
import { ApiError, createApi } from '../shared/api.js';
import { fmt, useTexts } from '../shared/i18n.js';
import { ReplayControls } from '../shared/replay/controls.js';
import type { Moment } from '../shared/replay/reader.js';
import { useReplay } from '../shared/replay/use-replay.js';
import { jitter } from '../live-client/index.js';
import { BARE_STAGE } from '../shared/stage.js';
import { sharedTexts } from '../shared/texts.js';
import { Calm } from './calm.js';
import { HallFrame } from './hall-frame.js';
import { screenTexts } from './texts.js';
import { useWakeLock } from '../shared/wake-lock.js';

const TRY_AGAIN_MS = 5_000;
const STEP_SECONDS = 2;

/** The wall shows a day that has passed, from the ledger, at a speed of one's choice. */
export function HallReplay(props: { eventId: string; as: SessionKind; speed: number }) {
  const t = useTexts(screenTexts);
  const replay = useTelling(props.eventId, props.as);
  useWakeLock();
  if (replay === null) return <Calm notice={t.connecting} />;
  if (replay === 'refused') return <Calm notice={t.sessionOver} />;
  if (!replay.changes.some((change) => change.step > 0)) return <Calm notice={t.nothingToReplay} />;
  return <Playing replay={replay} speed={props.speed} as={props.as} />;
}

function Playing(props: { replay: Replay; speed: number; as: SessionKind }) {
  const { replay, speed } = props;
  const shared = useTexts(sharedTexts).replay;
  const replayed = useReplay(replay, speed, true);
  const at = new Date(replayed.moment.at);
  return (
    <HallFrame
      snapshot={snapshotOf(replay, replayed.moment)}
      stage={BARE_STAGE}
      as={props.as}
      trust="replay"
      mark={<strong class="replay-mark">{shared.mark}</strong>}
      foot={
        <footer data-testid="trust" data-trust="replay">
          <span data-testid="replay-moment">{shared.asOf(fmt.seconds(at), fmt.date(at))}</span>
          <ReplayControls replayed={replayed} />
        </footer>
      }
    />
  );
}

/** Asks for the telling until there is an answer; null until then. */
export function useTelling(eventId: string, as: SessionKind): Replay | 'refused' | null {
  const [replay, set] = useState<Replay | 'refused' | null>(null);
  useEffect(() => {
    const call = createApi(as);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const ask = () => {
      call('GET /events/:eventId/replay', { params: { eventId }, query: { stepSeconds: STEP_SECONDS } }).then(
        // The hall is told of the whole event, or of nothing.
        (told) => current && set(told.within === 'own' ? 'refused' : told),
        (thrown: unknown) => {
          if (!current) return;
          const refused = thrown instanceof ApiError && [401, 403, 404].includes(thrown.status);
          if (refused) set('refused');
          else timer = setTimeout(ask, jitter(TRY_AGAIN_MS));
        },
      );
    };
    ask();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [eventId, as]);
  return replay;
}

/** The wall's state as it would have been at that moment. */
export function snapshotOf(replay: Replay, moment: Moment): ScreenSnapshot {
  const { eventId, rev, title, provinceId, simulated, target } = replay;
  return {
    eventId,
    epoch: 'replay',
    rev,
    at: new Date(moment.at).toISOString(),
    title,
    provinceId,
    state: 'live',
    simulated,
    totals: moment.totals,
    target,
    communesPresent: moment.communes.filter((commune) => commune.counts.people > 0).length,
    communesAll: moment.communes.length,
    results: [],
    communes: moment.communes.map(({ communeId, counts, target: wanted }) => ({
      communeId,
      people: counts.people,
      target: wanted,
    })),
    stage: BARE_STAGE,
  };
}
