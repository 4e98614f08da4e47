import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Columns } from '../platform/database/columns.js';
import type { MatchingWeights, Plan, PlanProof, PlanState, Reason } from '../contracts/assignments.js';

/** One run of the matching engine: a draft to look at, then published. */
@Entity('plans')
export class PlanEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('text') state!: PlanState;
  @Column('double precision') progress!: number;
  @Column('integer') people!: number;
  @Column('integer') placed!: number;
  @Column('integer') unplaced!: number;
  @Column('integer') short_of_minimum!: number;
  @Column('integer') short_of_target!: number;
  @Column('double precision', { nullable: true }) mean_km!: number | null;
  @Column('jsonb', { nullable: true }) error!: Reason | null;
  @Column('jsonb') weights!: MatchingWeights;
  @Column('integer') may_move!: number;
  @Column('integer') rest_minutes!: number;
  /** Null until it is computed, and after changes by hand. */
  @Column('jsonb', { nullable: true }) proof!: PlanProof | null;
  /** Why the run refused; people stand in the sentences as `‹id›`. */
  @Column('jsonb') contradictions!: Reason[];
  @Column('uuid', { nullable: true }) staff_id!: string | null;
  /** How long an offer of this plan stands; null until something of it is published. */
  @Column('integer', { nullable: true }) answer_within_minutes!: number | null;
  @Column('timestamptz') created_at!: Date;
  /** While it runs: its worker's last sign of life. */
  @Column('timestamptz') updated_at!: Date;
  @Column('timestamptz', { nullable: true }) published_at!: Date | null;
}

export type PlanRow = Omit<Columns<PlanEntity>, 'staff_id' | 'answer_within_minutes' | 'updated_at'>;

/** As the faces see it, but for names: in contradictions people stand as `‹id›`. */
export function toPlan(row: PlanRow): Plan {
  return {
    id: row.id,
    eventId: row.event_id,
    state: row.state,
    progress: row.progress,
    people: row.people,
    placed: row.placed,
    unplaced: row.unplaced,
    shortOfMinimum: row.short_of_minimum,
    shortOfTarget: row.short_of_target,
    meanKm: row.mean_km,
    error: row.error,
    contradictions: row.contradictions,
    weights: row.weights,
    mayMove: row.may_move,
    restMinutes: row.rest_minutes,
    proof: row.proof,
    createdAt: row.created_at.toISOString(),
    publishedAt: row.published_at?.toISOString() ?? null,
  };
}
