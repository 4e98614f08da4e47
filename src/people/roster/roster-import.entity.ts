import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RosterImport } from '../../contracts/people.js';
import { defineSealed } from '../../platform/sealing/sealed-column.js';

// Whole files: one at a time.
export const ROSTER_FILE = defineSealed('roster_imports', 'content_sealed', { batch: 1 });
export const ROSTER_ROWS = defineSealed('roster_imports', 'rows_sealed', { batch: 1 });
export const ROSTER_SHOWN = defineSealed('roster_imports', 'shown_sealed', { batch: 1 });

@Entity('roster_imports')
export class RosterImportEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') org_unit_id!: string;
  @Column('uuid') staff_id!: string;
  @Column('text') file_name!: string;
  /** The file itself; let go once it is applied or cannot be read. */
  @Column('bytea', { nullable: true, select: false }) content_sealed!: Buffer | null;
  @Column('text') state!: RosterImport['state'];
  @Column('integer') done!: number;
  @Column('integer') total!: number;
  @Column('jsonb') counts!: RosterImport['counts'];
  @Column('jsonb') columns!: RosterImport['columns'];
  /** Rows as they were read: what apply writes, and the rejected ones for the file to be mended. */
  @Column('bytea', { nullable: true, select: false }) rows_sealed!: Buffer | null;
  /** What the preview shows of them. */
  @Column('bytea', { nullable: true, select: false }) shown_sealed!: Buffer | null;
  @Column('jsonb', { nullable: true }) error!: RosterImport['error'];
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') updated_at!: Date;
  /** How often its present step was started anew because its job was lost or failed. */
  @Column('integer') restarts!: number;
}
