import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Stage } from '../../../src/contracts/ceremony.js';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import type { SessionKind } from '../../../src/contracts/people.js';
import { Celebration } from './celebration.js';
import { Countdown } from './countdown.js';
import { HallFrame } from './hall-frame.js';
import { heldIn } from './held.js';
import { ReplayCue } from './replay-cue.js';
import type { ServerClock } from './server-clock.js';
import { Slate } from './slate.js';
import type { Trust } from './trust.js';

export interface Air {
  snapshot: ScreenSnapshot;
  stage: Stage;
  trust: Trust;
  clock: ServerClock;
  as: SessionKind;
  foot: ComponentChildren;
}

/** Draws the cue that runs. */
export function OnAir(air: Air) {
  const { stage, trust, clock, as, foot } = air;
  const { cue, frozen } = stage;
  const snapshot = useMemo(() => heldIn(air.snapshot, frozen), [air.snapshot, frozen]);
  const behind = as === 'staff' ? `/board/#/day/${snapshot.eventId}/numbers` : undefined;
  const frame = { snapshot, stage, trust, foot, behind, as };
  switch (cue?.kind) {
    case undefined:
    case 'number':
      return <HallFrame {...frame} />;
    case 'map':
      return <HallFrame {...frame} layout="map" />;
    case 'spotlight':
      return <HallFrame {...frame} layout="spot" spot={cue} />;
    case 'press':
      return (
        <>
          <HallFrame {...frame} />
          <Celebration key={cue.startsAt} cue={cue} clock={clock} />
        </>
      );
    case 'countdown':
      return (
        <Countdown
          key={cue.startsAt}
          cue={cue}
          snapshot={snapshot}
          stage={stage}
          clock={clock}
          foot={foot}
          trust={trust}
        />
      );
    case 'replay':
      return <ReplayCue key={cue.startsAt} cue={cue} air={air} />;
    case 'welcome':
    case 'thanks':
    case 'hold':
      return <Slate cue={cue} snapshot={snapshot} stage={stage} trust={trust} foot={foot} />;
    case 'black':
      return <main class="black" data-testid="cue" data-cue="black" />;
  }
}
