import type { ComponentChildren } from 'preact';
import type { RunningCue, Stage } from '../../../src/contracts/ceremony.js';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import { fmt, useTexts } from '../shared/i18n.js';
import { Logo } from './logo.js';
import { screenTexts } from './texts.js';
import type { Trust } from './trust.js';

/** A sentence on the whole wall: before it begins, in between, at the end. */
export function Slate(props: {
  cue: RunningCue;
  snapshot: ScreenSnapshot;
  stage: Stage;
  trust: Trust;
  foot: ComponentChildren;
}) {
  const t = useTexts(screenTexts);
  const { cue, snapshot, stage, trust } = props;
  const kind = cue.kind === 'thanks' || cue.kind === 'hold' ? cue.kind : 'welcome';
  return (
    <main class={`slate ${kind}`} data-testid="cue" data-cue={kind} data-trust={trust}>
      <SlateHead snapshot={snapshot} stage={stage} titled={kind !== 'welcome'} />
      <div class="slate-body">
        {kind === 'welcome' && <h1 class="slate-title">{snapshot.title}</h1>}
        <p class="slate-text">{cue.text === '' ? t.slates[kind] : cue.text}</p>
        {kind === 'thanks' && (
          <p class="slate-figure">
            <b data-testid="present" data-value={snapshot.totals.people}>
              {fmt.number(snapshot.totals.people)}
            </b>{' '}
            {t.presentWord}
            {snapshot.communesAll > 0 && (
              <>
                {' '}
                · <b>{fmt.number(snapshot.communesPresent)}</b> /{' '}
                {t.communes(fmt.number(snapshot.communesAll))}
              </>
            )}
          </p>
        )}
      </div>
      {kind === 'thanks' || trust !== 'live' ? props.foot : <span />}
    </main>
  );
}

/** Who invites, to what; and whether all this is a rehearsal. */
export function SlateHead(props: { snapshot: ScreenSnapshot; stage: Stage; titled?: boolean }) {
  const t = useTexts(screenTexts);
  const { snapshot, stage, titled = true } = props;
  return (
    <header class="slate-head">
      <Logo src={stage.logo} class="slate-logo" />
      <div>
        {stage.host !== '' && <p class="slate-host">{stage.host}</p>}
        {titled && <p class="slate-event">{snapshot.title}</p>}
      </div>
      {snapshot.simulated && <strong class="hall-simulated">{t.simulated}</strong>}
    </header>
  );
}
