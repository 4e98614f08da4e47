import { measure } from './measure.js';

export interface DayFigures {
  people: number;
  placed: number;
  /** From adding the job to the stored, checked plan. */
  seconds: number;
  /** Of it, until the run had begun. */
  queueSeconds: number;
  /** The longest the server's event loop, web and worker in one, did not turn. */
  longestBlockMs: number;
}

/** The country's launch day, through the whole server: 241,400 people, 3,321 communes. @returns seconds */
export async function nationalDay(seed: number): Promise<number> {
  const script = new URL('./national-day.main.js', import.meta.url);
  const { value, peakKb } = await measure<DayFigures>(script, [String(seed)], { limitSeconds: 600 });
  const share = ((100 * value.queueSeconds) / value.seconds).toFixed(2);
  console.log(
    `the national day: ${value.placed} of ${value.people} placed in ${value.seconds.toFixed(1)} s, the queue's share ${share} %, ` +
      `event loop blocked ${value.longestBlockMs.toFixed(0)} ms at most, peak ${Math.round(peakKb / 1024)} MB`,
  );
  return Math.round(value.seconds * 10) / 10;
}
