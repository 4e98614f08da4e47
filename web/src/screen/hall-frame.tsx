import type { ComponentChildren } from 'preact';
import type { RunningCue, Stage } from '../../../src/contracts/ceremony.js';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import type { SessionKind } from '../../../src/contracts/people.js';
import { useTexts } from '../shared/i18n.js';
import { HallMap } from './hall-map.js';
import { Logo } from './logo.js';
import { NumberPanel } from './number-panel.js';
import { SpotPanel } from './spot-panel.js';
import { screenTexts } from './texts.js';
import type { Trust } from './trust.js';

/** The wall itself: map, number, bar, communes. Whoever fills it says at its foot how far it can be believed. */
export function HallFrame(props: {
  snapshot: ScreenSnapshot;
  stage: Stage;
  trust: Trust | 'replay';
  as: SessionKind;
  layout?: 'map' | 'spot';
  /** The commune that is shown alone. */
  spot?: RunningCue | null;
  /** Beside the title. */
  mark?: ComponentChildren;
  foot: ComponentChildren;
  /** Where staff see what is behind the number; the hall itself names nobody. */
  behind?: string | undefined;
}) {
  const t = useTexts(screenTexts);
  const { snapshot, stage, trust, layout = 'number', spot = null, behind } = props;
  const held = trust === 'replay' ? null : stage.frozen;
  return (
    <main
      class="hall"
      data-trust={trust}
      data-layout={layout}
      data-testid="cue"
      data-cue={stage.cue?.kind ?? ''}
    >
      <header>
        <Logo src={stage.logo} class="hall-logo" />
        <div class="hall-titles">
          {stage.host !== '' && <p class="hall-host">{stage.host}</p>}
          <h1 data-long={lengthOf(snapshot.title)}>{snapshot.title}</h1>
        </div>
        {props.mark}
        {snapshot.simulated && <strong class="hall-simulated">{t.simulated}</strong>}
      </header>
      <HallMap snapshot={snapshot} theme={stage.theme} spot={spot?.communeId ?? null} />
      {spot === null ? (
        <NumberPanel snapshot={snapshot} held={held} jumps={trust === 'replay'} behind={behind} />
      ) : (
        <SpotPanel snapshot={snapshot} held={held} spot={spot} as={props.as} />
      )}
      {props.foot}
    </main>
  );
}

/** A title of two hundred letters is written smaller, so that none of it is cut off. */
function lengthOf(title: string): 'short' | 'long' | 'very' {
  if (title.length <= 60) return 'short';
  return title.length <= 110 ? 'long' : 'very';
}
