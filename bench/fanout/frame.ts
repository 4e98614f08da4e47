import type { BoardFrame } from '../../src/contracts/live.js';

const COMMUNES = 166;
const CHANGED = Math.round(COMMUNES * 0.2);

/** A tick of a whole province in which a fifth of the communes changed. */
export function provinceFrame(eventId: string, rev: number): BoardFrame {
  const communes = Array.from({ length: CHANGED }, (_, i) => {
    const n = (rev * CHANGED + i) % COMMUNES;
    const people = (rev + n) % 60;
    return {
      communeId: String(14_758 + 3 * n),
      sites: 1,
      minimum: 20,
      target: 30,
      counts: { registered: 40, offered: 38, accepted: 31, turns: people, people },
    };
  });
  const people = 10 * rev;
  const totals = { registered: 6_640, offered: 6_308, accepted: 5_146, turns: people, people };
  const at = new Date(Date.UTC(2026, 9, 10) + 250 * rev).toISOString();
  return { topic: 'board', eventId, from: rev - 1, rev, at, changed: { totals, communes } };
}
