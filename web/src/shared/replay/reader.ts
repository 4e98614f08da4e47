import type { CommuneCounts, Counts } from '../../../../src/contracts/events.js';
import type { Replay } from '../../../../src/contracts/replay.js';

/** What the ledger said at one moment of the day. */
export interface Moment {
  step: number;
  /** The moment itself: the numbers are of then, to the second. */
  at: number;
  totals: Counts;
  /** Rows that did not change since the moment shown before are the very same objects. */
  communes: CommuneCounts[];
}

const NONE: Counts = { registered: 0, offered: 0, accepted: 0, turns: 0, people: 0 };

/** Reads a telling at any moment. Forward it goes on from where it was, back it begins anew. */
export class ReplayReader {
  /** The day's first and last moment, in ms. */
  readonly from: number;
  readonly to: number;
  private next = 0;
  private totals: Counts = NONE;
  private communes: CommuneCounts[];

  constructor(readonly replay: Replay) {
    this.from = Date.parse(replay.from);
    this.to = this.from + replay.lastStep * replay.stepSeconds * 1000;
    this.communes = this.empty();
  }

  /** The newest moment that is not after `at`. */
  read(at: number): Moment {
    const { changes, lastStep, stepSeconds } = this.replay;
    const passed = Math.floor((at - this.from) / (stepSeconds * 1000));
    const step = Math.min(lastStep, Math.max(0, passed));
    const applied = changes[this.next - 1];
    if (applied && applied.step > step) this.rewind();
    let communes: CommuneCounts[] | null = null;
    for (let change = changes[this.next]; change && change.step <= step; change = changes[++this.next]) {
      this.totals = countsOf(change.totals);
      communes ??= [...this.communes];
      for (const [index = -1, ...values] of change.communes) {
        const row = communes[index];
        if (row) communes[index] = { ...row, counts: countsOf([0, ...values]) };
      }
    }
    if (communes) this.communes = communes;
    const { totals } = this;
    return { step, at: this.from + step * stepSeconds * 1000, totals, communes: this.communes };
  }

  private rewind(): void {
    this.next = 0;
    this.totals = NONE;
    this.communes = this.empty();
  }

  private empty(): CommuneCounts[] {
    return this.replay.communes.map((commune) => ({ ...commune, counts: NONE }));
  }
}

function countsOf([registered = 0, offered = 0, accepted = 0, turns = 0, people = 0]: number[]): Counts {
  return { registered, offered, accepted, turns, people };
}
