/** A bucket that refills with time: how much somebody may still send. */
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
  take(now: number, amount = 1): number {
    this.left = Math.min(this.most, this.left + ((now - this.at) / 1000) * this.perSecond) - amount;
    this.at = now;
    return this.left;
  }

  /** Takes one only if there is one. @returns 0, or in how many milliseconds there will be one */
  takeOrWait(now: number): number {
    if (this.take(now) >= 0) return 0;
    this.left += 1;
    return ((1 - this.left) / this.perSecond) * 1000;
  }
}
