import { Injectable } from '@nestjs/common';
import type { Columns } from '../platform/database/columns.js';
import type { Tx } from '../platform/database/transactions.js';
import { DemandEntity } from './demand.entity.js';

@Injectable()
export class DemandsRepository {
  /** One statement for any number of rows; a row of the same shift and skill is replaced. */
  async insertMany(tx: Tx, demands: readonly Columns<DemandEntity>[]): Promise<void> {
    if (demands.length === 0) return;
    await tx.manager.query(
      `INSERT INTO demands AS d (shift_id, skill, minimum, target, maximum)
       SELECT shift_id, skill, minimum, target, maximum
       FROM jsonb_to_recordset($1::jsonb)
         AS n (shift_id uuid, skill text, minimum int, target int, maximum int)
       ON CONFLICT (shift_id, skill) DO UPDATE
       SET minimum = excluded.minimum, target = excluded.target, maximum = excluded.maximum`,
      [JSON.stringify(demands)],
    );
  }

  /** These rows are the whole demand of the shift from now on. */
  async replace(tx: Tx, shiftId: string, demands: readonly Columns<DemandEntity>[]): Promise<void> {
    await tx.manager.delete(DemandEntity, { shift_id: shiftId });
    await this.insertMany(tx, demands);
  }
}
