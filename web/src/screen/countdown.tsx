import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { RunningCue, Stage } from '../../../src/contracts/ceremony.js';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import { useTexts } from '../shared/i18n.js';
import { SlateHead } from './slate.js';
import type { ServerClock } from './server-clock.js';
import { screenTexts } from './texts.js';
import type { Trust } from './trust.js';

interface Props {
  cue: RunningCue;
  snapshot: ScreenSnapshot;
  stage: Stage;
  clock: ServerClock;
  trust: Trust;
  foot: ComponentChildren;
}

/**
 * Counts down to an instant of the server's clock, so that all screens are at zero together. Each second
 * is a timer of its own to the instant at which the next number is true, however late the last one was.
 */
export function Countdown({ cue, snapshot, stage, clock, trust, foot }: Props) {
  const t = useTexts(screenTexts);
  const element = useRef<HTMLParagraphElement>(null);
  const zeroAt = Date.parse(cue.zeroAt ?? cue.startsAt);
  const start = t.begins;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      const leftMs = zeroAt - clock.now();
      const left = Math.max(0, Math.ceil(leftMs / 1_000));
      const { current } = element;
      if (current && current.dataset['left'] !== String(left)) {
        current.dataset['left'] = String(left);
        current.textContent = left === 0 ? start : String(left);
      }
      // Asked again in between: the clock may have been measured better meanwhile.
      if (left > 0) timer = setTimeout(draw, Math.min(200, leftMs - (left - 1) * 1_000 + 0.5));
    };
    draw();
    return () => clearTimeout(timer);
  }, [zeroAt, start]);

  return (
    <main class="slate countdown" data-testid="cue" data-cue="countdown" data-trust={trust}>
      <SlateHead snapshot={snapshot} stage={stage} />
      <div class="slate-body">
        {cue.text !== '' && <p class="slate-text">{cue.text}</p>}
        <p ref={element} class="countdown-left" data-testid="countdown" role="timer" />
      </div>
      {trust === 'live' ? <span /> : foot}
    </main>
  );
}
