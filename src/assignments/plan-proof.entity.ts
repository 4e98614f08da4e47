import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Certificate } from './domain/problem.js';

/** What a plan was computed from and what proves it, so that anybody can check it later. */
@Entity('plan_proofs')
export class PlanProofEntity {
  @PrimaryColumn('uuid') plan_id!: string;
  /** The `MatchingProblem`, JSON under gzip. */
  @Column('bytea') question!: Buffer;
  @Column('jsonb') certificate!: Certificate;
}
