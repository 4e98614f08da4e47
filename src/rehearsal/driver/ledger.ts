import type { Receipt } from '../../contracts/participation.js';
import type { Shown } from '../domain/verdict.js';

/** What the crowd itself knows: who holds a receipt, what was refused, what went wrong. */
export class Ledger {
  readonly acknowledged = new Set<string>();
  readonly receipts: Shown[] = [];
  readonly refused = new Map<string, number>();
  readonly failures = new Map<string, number>();
  /** Requests whose answer never came. */
  lost = 0;

  acknowledge(personId: string, receipt: Receipt): void {
    this.acknowledged.add(personId);
    this.receipts.push({ rev: receipt.rev, at: performance.now() });
  }

  refuse(reason: string): void {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
  }

  lose(): void {
    this.lost++;
  }

  fail(what: string): void {
    this.failures.set(what, (this.failures.get(what) ?? 0) + 1);
  }

  get errors(): number {
    return [...this.failures.values()].reduce((sum, n) => sum + n, 0);
  }
}
