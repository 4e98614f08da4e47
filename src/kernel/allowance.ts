/** A bucket that refills with time: how many messages somebody may still send. */
export class Allowance {
  private left: number;
  private at: number;

  constructor(
    private readonly most: number,
    private readonly perSecond: number,
    now: number,
  ) {
    this.left = most;
    this.at = now;
  }

  /** @returns what is left; below zero when too much was asked */
  take(now: number): number {
    this.left = Math.min(this.most, this.left + ((now - this.at) / 1000) * this.perSecond) - 1;
    this.at = now;
    return this.left;
  }
}
