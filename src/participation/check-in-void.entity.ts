import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CorrectionReason } from '../contracts/closing.js';

/** A check-in that does not count any more, and why. Rows are added, never changed. */
@Entity('check_in_voids')
export class CheckInVoidEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') check_in_id!: string;
  @Column('uuid') person_id!: string;
  @Column('uuid') shift_id!: string;
  @Column('text') reason!: CorrectionReason;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid') voided_by!: string;
  @Column('timestamptz') recorded_at!: Date;
  @Column('bigint') rev!: string;
}
