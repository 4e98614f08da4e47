import type { Tx } from '../../platform/database/transactions.js';

/**
 * One after another, until the transaction ends: two rosters that name the same new phone would meet in its
 * constraint, and a merge of units would leave behind whom a roster is writing.
 */
export async function inTurnWithRosters(tx: Tx): Promise<void> {
  await tx.manager.query('SELECT pg_advisory_xact_lock(20250707)');
}
