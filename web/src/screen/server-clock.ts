import type { LiveSocket } from '../live-client/index.js';
import { keep, measure, type Measured, type Sample } from './clock-samples.js';

/** A handful at once when a line is new, then one now and then. */
const FIRST = { samples: 6, everyMs: 250 };
const THEN_EVERY_MS = 10_000;

/**
 * The server's time on this wall, whatever the computer's own clock says: it is set wrong as often as
 * not. Counted on the page's steady clock, which nobody sets.
 */
export class ServerClock {
  measured: Measured | null = null;
  private samples: Sample[] = [];
  private stopAsking: () => void = () => undefined;

  /** In ms; before the first answer, the computer's own. */
  readonly now = (): number => (this.measured === null ? Date.now() : performance.now() + this.measured.add);

  /** How far the computer's own clock is off, for whoever looks after it. */
  get offset(): { offsetMs: number; uncertaintyMs: number } | null {
    if (this.measured === null) return null;
    return {
      offsetMs: Math.round(Date.now() - this.now()),
      uncertaintyMs: Math.ceil(this.measured.uncertaintyMs),
    };
  }

  /** What was measured holds no more: after a sleep, or where another node may answer. */
  begin(socket: LiveSocket): void {
    this.stop();
    this.samples = [];
    let asked = 0;
    const ask = () => {
      this.ask(socket);
      const wait = ++asked < FIRST.samples ? FIRST.everyMs : THEN_EVERY_MS;
      const timer = setTimeout(ask, wait);
      this.stopAsking = () => clearTimeout(timer);
    };
    ask();
  }

  stop(): void {
    this.stopAsking();
  }

  private ask(socket: LiveSocket): void {
    if (!socket.connected) return;
    const sentAt = performance.now();
    socket.emit('clock', {}, (answer) => {
      if (!answer.ok) return;
      this.samples = keep(this.samples, { sentAt, heardAt: performance.now(), at: answer.at });
      this.measured = measure(this.samples);
    });
  }
}
