import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ResultRefusal } from '../contracts/results.js';

/** One entry of the ledger of what was achieved. Rows are added, never changed. */
@Entity('results')
export class ResultEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') person_id!: string;
  /** The phone's own id of the report. */
  @Column('uuid') entry_id!: string;
  @Column('text') device_id!: string;
  /** Why it was kept and not counted; then it is tied to nothing. */
  @Column('text', { nullable: true }) refusal!: ResultRefusal | null;
  @Column('uuid', { nullable: true }) assignment_id!: string | null;
  @Column('uuid', { nullable: true }) shift_id!: string | null;
  @Column('uuid', { nullable: true }) site_id!: string | null;
  @Column('uuid', { nullable: true }) org_unit_id!: string | null;
  @Column('boolean') simulated!: boolean;
  @Column('uuid', { nullable: true }) indicator_id!: string | null;
  @Column('integer') amount!: number;
  @Column('integer') people!: number;
  @Column('timestamptz') device_time!: Date;
  @Column('timestamptz') recorded_at!: Date;
  /** A bigint: pg gives it as text. */
  @Column('bigint') rev!: string;
}
