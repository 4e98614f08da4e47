import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Stage } from '../../../src/contracts/ceremony.js';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import type { SessionKind } from '../../../src/contracts/people.js';
import type { Replay } from '../../../src/contracts/replay.js';
import { ApiError, createApi } from '../shared/api.js';
import { askUntilAnswered } from '../shared/ask-until-answered.js';
import { fmt, useTexts } from '../shared/i18n.js';
import type { Moment } from '../shared/replay/reader.js';
import { BARE_STAGE } from '../shared/stage.js';
import { replayTexts } from '../shared/replay/texts.js';
import { HallFrame } from './hall-frame.js';

const STEP_SECONDS = 2;

/** Asks for the telling of a day until there is an answer; null until then. */
export function useTelling(eventId: string, as: SessionKind): Replay | 'refused' | null {
  const [replay, set] = useState<Replay | 'refused' | null>(null);
  useEffect(() => {
    const call = createApi(as);
    return askUntilAnswered(
      () =>
        call('GET /events/:eventId/replay', { params: { eventId }, query: { stepSeconds: STEP_SECONDS } }),
      // The hall is told of the whole event, or of nothing.
      (told) => set(told.within === 'own' ? 'refused' : told),
      (thrown) => {
        const refused = thrown instanceof ApiError && [401, 403, 404].includes(thrown.status);
        if (refused) set('refused');
        return refused;
      },
    );
  }, [eventId, as]);
  return replay;
}

/** Whether there is anything to tell: somebody came. */
export const isTold = ({ changes }: Replay): boolean => changes.some((change) => change.step > 0);

/** The wall at one moment of a day that has passed, marked so that nobody takes it for the present. */
export function ToldFrame(props: {
  replay: Replay;
  moment: Moment;
  stage: Stage;
  as: SessionKind;
  /** Beside the moment, at the foot. */
  children?: ComponentChildren;
}) {
  const { replay, moment } = props;
  const shared = useTexts(replayTexts);
  const at = new Date(moment.at);
  return (
    <HallFrame
      snapshot={snapshotOf(replay, moment)}
      stage={props.stage}
      as={props.as}
      trust="replay"
      mark={<strong class="replay-mark">{shared.mark}</strong>}
      foot={
        <footer data-testid="trust" data-trust="replay">
          <span data-testid="replay-moment">{shared.asOf(fmt.seconds(at), fmt.date(at))}</span>
          {props.children}
        </footer>
      }
    />
  );
}

/** The wall's state as it would have been at that moment. */
function snapshotOf(replay: Replay, moment: Moment): ScreenSnapshot {
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
