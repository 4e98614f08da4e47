import { hash } from 'node:crypto';

const FOR_MS = 60_000;
const AT_MOST = 10_000;

/** Remembers for a minute what was seen. */
export class SeenLately {
  private readonly until = new Map<string, number>();

  /** Whether the same was seen less than a minute ago. */
  again(what: string, now = performance.now()): boolean {
    const key = hash('sha256', what);
    if ((this.until.get(key) ?? 0) > now) return true;
    if (this.until.size >= AT_MOST) this.until.clear();
    this.until.set(key, now + FOR_MS);
    return false;
  }
}
