import { useEffect } from 'preact/hooks';
import { fmt, useTexts } from '../i18n.js';
import { FASTEST, SLOWEST } from './player.js';
import { replayTexts } from './texts.js';
import type { Replayed } from './use-replay.js';

const SPEEDS = [1, 10, 60, 120, 300, 600];
const MINUTE_MS = 60_000;
const iso = (at: number): Date => new Date(at);

/** Play, pause, the day's clock on a line, and how fast it runs. Also by keys: space, arrows, Home, End. */
export function ReplayControls({ replayed }: { replayed: Replayed }) {
  const t = useTexts(replayTexts);
  const { reader, clock, playing, speed } = replayed;
  useKeys(replayed);
  return (
    <div class="replay-controls" role="group" aria-label={t.controls}>
      <button
        type="button"
        class="button plain"
        aria-label={t.toStart}
        title={t.toStart}
        onClick={() => replayed.seek(reader.from)}
      >
        |◀
      </button>
      <button type="button" class="button primary replay-play" onClick={replayed.toggle}>
        {playing ? `❚❚ ${t.pause}` : `▶ ${t.play}`}
      </button>
      <time class="digits replay-clock" dateTime={iso(clock).toISOString()} data-testid="replay-clock">
        {fmt.seconds(iso(clock))}
      </time>
      <input
        class="replay-line"
        type="range"
        aria-label={t.line}
        aria-valuetext={fmt.seconds(iso(clock))}
        min={reader.from}
        max={reader.to}
        step={1000}
        value={clock}
        onInput={(event) => replayed.seek(event.currentTarget.valueAsNumber)}
      />
      <span class="digits replay-end">{fmt.seconds(iso(reader.to))}</span>
      <button
        type="button"
        class="button plain"
        aria-label={t.toEnd}
        title={t.toEnd}
        onClick={() => replayed.seek(reader.to)}
      >
        ▶|
      </button>
      <label class="replay-speed">
        <span>{t.speed}</span>
        <input
          class="input digits"
          type="number"
          list="replay-speeds"
          min={SLOWEST}
          max={FASTEST}
          step="any"
          value={speed}
          onChange={(event) => replayed.setSpeed(event.currentTarget.valueAsNumber)}
        />
        <span aria-hidden="true">×</span>
        <datalist id="replay-speeds">
          {SPEEDS.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </label>
    </div>
  );
}

/** Not while somebody types, nor on a button that the space bar presses anyway. */
function useKeys(replayed: Replayed): void {
  const { reader, toggle, seek, skip } = replayed;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const busy =
        target instanceof Element && target.closest('input, button, select, textarea, a, dialog') !== null;
      if (busy || event.altKey || event.ctrlKey || event.metaKey) return;
      const does: Record<string, () => void> = {
        ' ': toggle,
        ArrowLeft: () => skip(-MINUTE_MS),
        ArrowRight: () => skip(MINUTE_MS),
        Home: () => seek(reader.from),
        End: () => seek(reader.to),
      };
      const act = does[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}
