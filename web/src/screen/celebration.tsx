import { useEffect, useState } from 'preact/hooks';
import type { RunningCue } from '../../../src/contracts/ceremony.js';
import { useTexts } from '../shared/i18n.js';
import type { ServerClock } from './server-clock.js';
import { screenTexts } from './texts.js';

/** Long enough for applause; then the number stands there, as it truly is. */
const LASTS_MS = 5_000;

/** The press of the button: rays over the number, which goes on below and is uncovered at the end. */
export function Celebration({ cue, clock }: { cue: RunningCue; clock: ServerClock }) {
  const t = useTexts(screenTexts);
  const endsAt = Date.parse(cue.startsAt) + LASTS_MS;
  // A screen that comes back later does not celebrate alone.
  const [over, end] = useState(() => clock.now() >= endsAt);
  useEffect(() => {
    if (over) return undefined;
    const timer = setTimeout(() => end(true), Math.min(LASTS_MS, endsAt - clock.now()));
    return () => clearTimeout(timer);
  }, [over, endsAt]);
  if (over) return null;
  return (
    <div class="celebration" data-testid="celebration">
      <div class="celebration-rays" aria-hidden="true" />
      <p class="celebration-words">{cue.text === '' ? t.pressed : cue.text}</p>
    </div>
  );
}
