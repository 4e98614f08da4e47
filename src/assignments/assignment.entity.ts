import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AssignmentState, Reason } from '../contracts/assignments.js';
import type { Skill } from '../contracts/common.js';

/** A person on a shift. Its state moves only along domain/transitions.ts. */
@Entity('assignments')
export class AssignmentEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') shift_id!: string;
  @Column('uuid') site_id!: string;
  @Column('uuid') person_id!: string;
  /** The unit it counts for, wherever the person moves later. */
  @Column('uuid') org_unit_id!: string;
  @Column('boolean') simulated!: boolean;
  @Column('uuid', { nullable: true }) plan_id!: string | null;
  @Column('text') state!: AssignmentState;
  @Column('text', { nullable: true }) skill!: Skill | null;
  @Column('jsonb', { nullable: true }) reason!: Reason | null;
  @Column('text', { nullable: true }) decline_reason!: string | null;
  /** The shift's window, copied for the constraint against overlaps. */
  @Column('timestamptz') starts_at!: Date;
  @Column('timestamptz') ends_at!: Date;
  @Column('timestamptz', { nullable: true }) deadline_at!: Date | null;
  /** Said by the person who has accepted; a check-in asks nothing of it. */
  @Column('timestamptz', { nullable: true }) on_the_way_at!: Date | null;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') changed_at!: Date;
  /** Its state still holds the person's time; the database derives it. */
  @Column({ type: 'boolean', insert: false, update: false }) standing!: boolean;
  /** An offer without an answer; the database derives it. */
  @Column({ type: 'boolean', insert: false, update: false }) awaiting!: boolean;
}
