import type { CheckInBatch, Receipt } from '../../src/contracts/participation.js';
import { newId } from '../../src/kernel/ids.js';
import type { Random } from '../../src/kernel/random.js';
import type { Stage } from './stage.js';

/** One upload of a phone, with the moment it leaves. */
export interface Upload {
  /** Milliseconds after the load has begun. */
  at: number;
  /** Which web process is asked first; a retry goes to the next. */
  via: number;
  batch: CheckInBatch;
}

/** What the load client is started with. */
export interface LoadOrder {
  urls: readonly string[];
  eventId: string;
  cookie: string;
  /** Its own ledger: one JSON object a line, on disk before the next step is taken. */
  ledger: string;
  uploads: readonly Upload[];
  /** How long a phone waits for an answer. */
  patienceMs: number;
  /** For tests of the harness: writes down a receipt that it never got. */
  lies?: boolean;
}

/** A line of the load client's ledger. */
export type LedgerLine =
  | { is: 'attempted'; ids: string[] }
  | { is: 'acknowledged'; receipt: Receipt; web: number }
  | { is: 'refused'; ids: string[]; status: number; code: string }
  | { is: 'unknown'; ids: string[]; why: string }
  /** From here on everything is sent once more: what was acknowledged before may have been undone. */
  | { is: 'replayed' };

/** What it tells the harness while it runs. */
export interface LoadNews {
  acknowledged: number;
  /** Uploads without a final answer that have been tried at least once. */
  waiting: number;
  done: boolean;
}

export interface LoadShape {
  people: number;
  /** Over how long they arrive. */
  overMs: number;
  /** Share of scans that are made again by another device. */
  again: number;
  /** Entries in an upload, at most. */
  batch: number;
}

export const SMALL_LOAD: LoadShape = { people: 240, overMs: 4_000, again: 0.15, batch: 3 };

/** For a run that must be short. */
export const LIGHT_LOAD = { people: 120, overMs: 1_200 };

/** Arrivals as phones and gates send them: small uploads, some people scanned twice, in seeded order. */
export function arrivals(stage: Stage, shape: LoadShape, random: Random): Upload[] {
  const scans = stage.people.flatMap((person) => (random.chance(shape.again) ? [person, person] : [person]));
  shuffle(scans, random);
  const uploads: Upload[] = [];
  while (scans.length > 0) {
    const some = scans.splice(0, random.between(1, shape.batch));
    uploads.push({
      at: Math.floor(random.next() * shape.overMs),
      via: random.between(0, 1),
      batch: {
        deviceId: `device-${newId()}`,
        entries: some.map(({ id, siteId }) => ({
          id: newId(),
          method: 'leader',
          siteId,
          personId: id,
          deviceTime: new Date().toISOString(),
        })),
      },
    });
  }
  return uploads.sort((a, b) => a.at - b.at);
}

export function shuffle<T>(list: T[], random: Random): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.between(0, i);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}
