import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RosterImport } from '../../contracts/people.js';
import type { ReadRoster } from './domain/roster-row.js';

@Entity('roster_imports')
export class RosterImportEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') org_unit_id!: string;
  @Column('uuid') staff_id!: string;
  @Column('text') file_name!: string;
  /** The file itself; let go once it is applied or cannot be read. */
  @Column('bytea', { nullable: true, select: false }) content!: Buffer | null;
  @Column('text') state!: RosterImport['state'];
  @Column('integer') done!: number;
  @Column('integer') total!: number;
  @Column('jsonb') counts!: RosterImport['counts'];
  @Column('jsonb') columns!: RosterImport['columns'];
  @Column('jsonb', { nullable: true, select: false }) rows!: ReadRoster | null;
  @Column('jsonb', { nullable: true }) error!: RosterImport['error'];
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') updated_at!: Date;
}
