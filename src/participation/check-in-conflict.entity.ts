import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CheckInMethod, Refusal } from '../contracts/participation.js';

/** A scan that was not counted, kept with its reason. */
@Entity('check_in_conflicts')
export class CheckInConflictEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid', { nullable: true }) site_id!: string | null;
  @Column('uuid', { nullable: true }) person_id!: string | null;
  /** The ledger row that was there before, for a duplicate. */
  @Column('uuid', { nullable: true }) check_in_id!: string | null;
  @Column('text') method!: CheckInMethod;
  @Column('text') refusal!: Refusal;
  /** What was wrong with the code, where that is not the refusal. */
  @Column('text', { nullable: true }) code_fault!: Refusal | null;
  @Column('text') device_id!: string;
  @Column('uuid') entry_id!: string;
  @Column('timestamptz') device_time!: Date;
  @Column('timestamptz') recorded_at!: Date;
  @Column('uuid') recorded_by!: string;
  @Column('bigint') rev!: string;
}
