import type { ReplayTexts } from './vi.js';

/** Words of a replay, English. */
export const en: ReplayTexts = {
  mark: 'REPLAY',
  asOf: (time, date) => `Figures of the ledger at ${time} on ${date}`,
  controls: 'Replay controls',
  play: 'Play',
  pause: 'Pause',
  toStart: 'To the beginning',
  toEnd: 'To the last moment',
  line: 'Moment of the day',
  speed: 'Speed',
};
