import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database/transactions.js';

const AT_MOST = 2_000;

/** Names of staff by id, read once: they hardly change. */
@Injectable()
export class StaffNames {
  private readonly known = new Map<string, string>();

  constructor(@Inject(Transactions) private readonly transactions: Transactions) {}

  async of(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const unknown = ids.filter((id) => !this.known.has(id));
    if (unknown.length > 0) {
      if (this.known.size > AT_MOST) this.known.clear();
      const rows = await this.transactions.read.query<{ id: string; full_name: string }[]>(
        'SELECT id, full_name FROM staff WHERE id = ANY ($1::uuid[])',
        [unknown],
      );
      for (const row of rows) this.known.set(row.id, row.full_name);
    }
    return this.known;
  }
}
