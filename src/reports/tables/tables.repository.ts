import { Injectable } from '@nestjs/common';
import type { EntityManager, ObjectLiteral } from 'typeorm';
import { longRead } from '../../platform/database/long-read.js';
import type { ExportTable } from './table.js';

/** Runs the statements that the tables are. */
@Injectable()
export class TablesRepository {
  /** @param about the event, or the units */
  rows(
    manager: EntityManager,
    { sql }: ExportTable,
    about: string | readonly string[],
  ): Promise<ObjectLiteral[]> {
    return longRead<ObjectLiteral>(manager, sql, [about]);
  }
}
