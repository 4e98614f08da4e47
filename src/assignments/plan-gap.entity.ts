import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Reason } from '../contracts/assignments.js';
import type { Skill } from '../contracts/common.js';

/** A row of demand that a plan leaves short, and why. */
@Entity('plan_gaps')
export class PlanGapEntity {
  @PrimaryColumn('uuid') plan_id!: string;
  @PrimaryColumn('uuid') shift_id!: string;
  /** The empty text: people of any skill. */
  @PrimaryColumn('text') skill!: Skill | '';
  @Column('integer') short!: number;
  @Column('boolean') below_minimum!: boolean;
  @Column('jsonb') reason!: Reason;
}
