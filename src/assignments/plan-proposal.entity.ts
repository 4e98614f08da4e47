import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Reason } from '../contracts/assignments.js';
import type { Skill } from '../contracts/common.js';

/** What a plan says of one person: a place or none, and why. */
@Entity('plan_proposals')
export class PlanProposalEntity {
  @PrimaryColumn('uuid') plan_id!: string;
  @PrimaryColumn('uuid') person_id!: string;
  @Column('uuid', { nullable: true }) shift_id!: string | null;
  @Column('text', { nullable: true }) skill!: Skill | null;
  @Column('double precision', { nullable: true }) distance_km!: number | null;
  @Column('boolean') pinned!: boolean;
  @Column('jsonb') reason!: Reason;
  @Column('uuid', { nullable: true }) standby_shift_id!: string | null;
  @Column('integer', { nullable: true }) standby_rank!: number | null;
  /** Its place was offered while the plan stayed a draft. */
  @Column('boolean') published!: boolean;
}
