/**
 * What all gatherers of a process share: how much may wait for them together, and how many of them may
 * write at one moment. The queue is bounded by what can be served in time, the writers by the pool of
 * connections, of which others need some too.
 */
export class FlushCapacity {
  private waiting = 0;
  private writing = 0;
  private readonly turns: (() => void)[] = [];

  constructor(private readonly limits: { waiting: number; writing: number }) {}

  /** Takes room in the queue; false when there is not enough. */
  enter(weight: number): boolean {
    if (this.waiting + weight > this.limits.waiting) return false;
    this.waiting += weight;
    return true;
  }

  leave(weight: number): void {
    this.waiting -= weight;
  }

  /** Waits for a turn to write, first come, first served. @returns what ends it, to be called once */
  async turn(): Promise<() => void> {
    if (this.writing < this.limits.writing) this.writing++;
    else await new Promise<void>((resolve) => this.turns.push(resolve));
    return () => {
      const next = this.turns.shift();
      if (next) next();
      else this.writing--;
    };
  }
}
