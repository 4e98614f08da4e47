import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AssignmentState } from '../contracts/assignments.js';

/** A state that an assignment has entered; coming is in the ledger. Rows are added, never changed. */
@Entity('assignment_steps')
export class AssignmentStepEntity {
  /** A bigint: pg gives it as text. */
  @PrimaryColumn('bigint') seq!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') assignment_id!: string;
  /** The unit it counts for in this state. */
  @Column('uuid') org_unit_id!: string;
  @Column('text') state!: AssignmentState;
  @Column('timestamptz') at!: Date;
  @Column('bigint') rev!: string;
  /** The member of the staff who took it; null: the person, or time. */
  @Column('uuid', { nullable: true }) staff_id!: string | null;
}
