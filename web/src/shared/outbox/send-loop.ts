import { REAL_TIMERS, type Timers } from '../../live-client/timers.js';

/** By the device's clock: what waits on the disk knows it from one visit to the next. */
export const CLOCK_TIMERS: Timers = { ...REAL_TIMERS, now: () => Date.now() };

/**
 * Nothing waits longer. What still seems to was saved by a clock that ran ahead and has been set back since, as phones'
 * are in the moment the network comes: it is due, or it would lie there for as long as the clock was wrong.
 */
const LONGEST_WAIT_MS = 120_000;

/** Sends what is due, batch after batch, and looks again when the next becomes due. */
export class SendLoop<S extends { notBefore: number }> {
  private sending = false;
  private round: Promise<void> = Promise.resolve();
  private cancelTimer: () => void = () => undefined;
  private closed = false;

  constructor(
    private readonly timers: Pick<Timers, 'now' | 'after'>,
    /** What has not been answered, in its order. */
    private readonly waiting: () => readonly S[],
    /** Sends some of what is due; what it sent is answered or due later then. */
    private readonly send: (due: readonly S[]) => Promise<void>,
  ) {}

  /** Whoever is sending looks again at the end. Resolves after the attempt. */
  run(): Promise<void> {
    if (!this.sending) this.round = this.sendDue();
    return this.round;
  }

  close(): void {
    this.closed = true;
    this.cancelTimer();
  }

  private async sendDue(): Promise<void> {
    this.sending = true;
    this.cancelTimer();
    try {
      for (let due = this.due(); due.length > 0; due = this.due()) await this.send(due);
    } finally {
      this.sending = false;
    }
    this.sleep();
  }

  private due(): S[] {
    const now = this.timers.now();
    const isDue = ({ notBefore }: S) => notBefore <= now || notBefore - now > LONGEST_WAIT_MS;
    return this.closed ? [] : this.waiting().filter(isDue);
  }

  private sleep(): void {
    const times = this.waiting().map((one) => one.notBefore);
    if (times.length === 0 || this.closed) return;
    const ms = Math.max(50, Math.min(...times) - this.timers.now());
    this.cancelTimer = this.timers.after(ms, () => void this.run());
  }
}
