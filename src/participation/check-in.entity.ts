import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CheckInMethod } from '../contracts/participation.js';

/** The ledger: who was where. Rows are added, never changed. */
@Entity('check_ins')
export class CheckInEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') site_id!: string;
  @Column('uuid') shift_id!: string;
  @Column('uuid') person_id!: string;
  @Column('boolean') simulated!: boolean;
  @Column('uuid', { nullable: true }) assignment_id!: string | null;
  /** The person's unit on that day. */
  @Column('uuid') org_unit_id!: string;
  @Column('text') method!: CheckInMethod;
  @Column('text') device_id!: string;
  @Column('uuid') entry_id!: string;
  @Column('timestamptz') device_time!: Date;
  @Column('timestamptz') recorded_at!: Date;
  @Column('uuid') recorded_by!: string;
  /** How many check-ins of this person and shift had been voided before this one. */
  @Column('smallint') attempt!: number;
  /** Who decided that a scan which was refused at the gate counts after all. */
  @Column('uuid', { nullable: true }) decided_by!: string | null;
  /** A bigint: pg gives it as text. */
  @Column('bigint') rev!: string;
  /** What a check-in without an assignment is tied to, empty for all others; the database derives them. */
  @Column({ type: 'uuid', nullable: true, insert: false, update: false }) walk_in_shift_id!: string | null;
  @Column({ type: 'uuid', nullable: true, insert: false, update: false }) walk_in_event_id!: string | null;
  @Column({ type: 'uuid', nullable: true, insert: false, update: false }) walk_in_person_id!: string | null;
  @Column({ type: 'uuid', nullable: true, insert: false, update: false }) walk_in_unit_id!: string | null;
}
