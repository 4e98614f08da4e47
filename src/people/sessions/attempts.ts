/**
 * Counts attempts per key in a sliding window, in this process only: a brake on guessing, not a
 * record. With several web processes each has its own count, so the real limit is a few times higher.
 */
export class Attempts {
  private readonly windows = new Map<string, { count: number; until: number }>();

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly maxKeys = 50_000,
  ) {}

  /** Takes one attempt; false when there is none left. Call it before the work, not after it failed. */
  take(key: string, now: number): boolean {
    const window = this.windows.get(key);
    if (window && window.until > now) return ++window.count <= this.limit;
    if (this.windows.size >= this.maxKeys) this.forgetOld(now);
    this.windows.set(key, { count: 1, until: now + this.windowMs });
    return true;
  }

  /** A success wipes the slate. */
  forget(key: string): void {
    this.windows.delete(key);
  }

  private forgetOld(now: number): void {
    for (const [key, window] of this.windows) if (window.until <= now) this.windows.delete(key);
    if (this.windows.size >= this.maxKeys) this.windows.clear();
  }
}
