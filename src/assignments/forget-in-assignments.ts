import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transactions.js';

const NO_REASON = JSON.stringify({ code: 'erased', vi: 'Đã xóa dữ liệu.', en: 'The data was erased.' });

/** Takes from places and plans what says who somebody was; that somebody was sent there stays. */
@Injectable()
export class ForgetInAssignments {
  async forget(tx: Tx, personId: string): Promise<void> {
    // A reason says how far from home somebody is sent; what was typed may say anything.
    await tx.manager.query(
      'UPDATE assignments SET reason = NULL, decline_reason = NULL WHERE person_id = $1',
      [personId],
    );
    await tx.manager.query('UPDATE plan_proposals SET reason = $2, distance_km = NULL WHERE person_id = $1', [
      personId,
      NO_REASON,
    ]);
  }
}
