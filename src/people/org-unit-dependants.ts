import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transactions.js';

/** Something of an outer room that is a unit's own, and goes to its successor. */
export interface OrgUnitDependant {
  /** In the transaction that merges, and before anything of the units has changed. */
  merge(tx: Tx, fromId: string, intoId: string): Promise<void>;
}

/** Rooms that this one may not know register here in `onModuleInit`: all of it goes over, or nothing. */
@Injectable()
export class OrgUnitDependants {
  private readonly dependants: OrgUnitDependant[] = [];

  register(dependant: OrgUnitDependant): void {
    this.dependants.push(dependant);
  }

  async merge(tx: Tx, fromId: string, intoId: string): Promise<void> {
    for (const dependant of this.dependants) await dependant.merge(tx, fromId, intoId);
  }
}
