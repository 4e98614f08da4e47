import { Clock } from '../../src/kernel/clock.js';

/** A clock that a test turns on by hand; it begins at the next whole hour. */
export class SetClock extends Clock {
  private at = Math.ceil(Date.now() / 3_600_000) * 3_600_000;

  now(): Date {
    return new Date(this.at);
  }

  /** @returns the time it then shows */
  turn(minutes: number): Date {
    this.at += minutes * 60_000;
    return this.now();
  }
}
