import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { VoidResult } from '../contracts/results.js';

/** A report that does not count any more, and why. Rows are added, never changed. */
@Entity('result_voids')
export class ResultVoidEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') result_id!: string;
  @Column('text') reason!: VoidResult['reason'];
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid') voided_by!: string;
  @Column('timestamptz') recorded_at!: Date;
  @Column('bigint') rev!: string;
}
