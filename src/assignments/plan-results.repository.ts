import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transactions.js';
import type { Gap, Placement } from './domain/problem.js';
import { movedByHand } from './domain/reasons.js';
import type { Skill } from '../contracts/common.js';
import type { MatchedPlan } from './matching-thread.js';

/** Rows in one statement: a country's in one would keep the event loop for seconds. */
const BATCH = 1_000;

/** Writes what the engine has found, in bulk, and keeps a draft's numbers true when it is changed by hand. */
@Injectable()
export class PlanResultsRepository {
  /** running → draft, with everything in it. @returns false when the run is not wanted any more */
  async save(tx: Tx, planId: string, matched: MatchedPlan, now: Date): Promise<boolean> {
    const { placements, gaps, certificate } = matched.result;
    const [, count] = await tx.manager.query<[unknown[], number]>(
      `UPDATE plans SET state = 'draft', progress = 1, people = $2, proof = $3, updated_at = $4
       WHERE id = $1 AND state = 'running'`,
      [planId, placements.length, JSON.stringify(matched.proof), now],
    );
    if (count === 0) return false;
    for (let start = 0; start < placements.length; start += BATCH) {
      await this.insertProposals(tx, planId, placements.slice(start, start + BATCH));
    }
    for (let start = 0; start < gaps.length; start += BATCH) {
      await this.insertGaps(tx, planId, gaps.slice(start, start + BATCH));
    }
    await tx.manager.query('INSERT INTO plan_proofs (plan_id, question, certificate) VALUES ($1, $2, $3)', [
      planId,
      Buffer.from(matched.question),
      JSON.stringify(certificate),
    ]);
    await this.recountPlan(tx, planId);
    return true;
  }

  private async insertGaps(tx: Tx, planId: string, gaps: readonly Gap[]): Promise<void> {
    await tx.manager.query(
      `INSERT INTO plan_gaps (plan_id, shift_id, skill, short, below_minimum, reason)
       SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::int[], $5::bool[], $6::jsonb[])`,
      [
        planId,
        gaps.map((g) => g.shiftId),
        gaps.map((g) => g.skill ?? ''),
        gaps.map((g) => g.short),
        gaps.map((g) => g.belowMinimum),
        gaps.map((g) => JSON.stringify(g.reason)),
      ],
    );
  }

  private async insertProposals(tx: Tx, planId: string, placements: readonly Placement[]): Promise<void> {
    await tx.manager.query(
      `INSERT INTO plan_proposals (plan_id, person_id, shift_id, skill, distance_km, pinned, reason,
                                   standby_shift_id, standby_rank)
       SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::float8[], $6::bool[], $7::jsonb[],
                                $8::uuid[], $9::int[])`,
      [
        planId,
        placements.map((p) => p.personId),
        placements.map((p) => p.shiftId),
        placements.map((p) => p.skill),
        placements.map((p) => p.distanceKm),
        placements.map((p) => p.pinned),
        placements.map((p) => JSON.stringify(p.reason)),
        placements.map((p) => p.standbyShiftId),
        placements.map((p) => p.standbyRank),
      ],
    );
  }

  /** An earlier draft gives way to a newer one. */
  async supersedeOthers(tx: Tx, eventId: string, planId: string, now: Date): Promise<void> {
    await tx.manager.query(
      `UPDATE plans SET state = 'superseded', updated_at = $3
       WHERE event_id = $1 AND id <> $2 AND state = 'draft'`,
      [eventId, planId, now],
    );
  }

  /** Says anew what these shifts lack, from the proposals as they are now. */
  async recountGaps(tx: Tx, planId: string, shiftIds: readonly string[]): Promise<void> {
    await tx.manager.query('DELETE FROM plan_gaps WHERE plan_id = $1 AND shift_id = ANY($2)', [
      planId,
      shiftIds,
    ]);
    const rows = await tx.manager.query<
      { shift_id: string; skill: Skill | ''; short: number; below_minimum: boolean }[]
    >(
      `SELECT d.shift_id, d.skill, d.target - n.seated AS short, n.seated < d.minimum AS below_minimum
       FROM demands d CROSS JOIN LATERAL (
         SELECT count(*)::int AS seated FROM plan_proposals p
         WHERE p.plan_id = $1 AND p.shift_id = d.shift_id AND coalesce(p.skill, '') = d.skill) n
       WHERE d.shift_id = ANY($2) AND n.seated < d.target`,
      [planId, shiftIds],
    );
    await this.insertGaps(
      tx,
      planId,
      rows.map((row) => {
        const skill = row.skill === '' ? null : row.skill;
        const { shift_id: shiftId, short, below_minimum: belowMinimum } = row;
        return { shiftId, skill, short, belowMinimum, reason: movedByHand(short, skill) };
      }),
    );
  }

  /** The plan's own numbers, from its proposals and its event's demand. */
  async recountPlan(tx: Tx, planId: string): Promise<void> {
    await tx.manager.query(
      `WITH seated AS (
         SELECT shift_id, coalesce(skill, '') AS skill, count(*)::int AS n FROM plan_proposals
         WHERE plan_id = $1 AND shift_id IS NOT NULL GROUP BY 1, 2
       ), short AS (
         SELECT coalesce(sum(greatest(d.minimum - coalesce(n, 0), 0)), 0)::int AS of_minimum,
                coalesce(sum(greatest(d.target - coalesce(n, 0), 0)), 0)::int AS of_target
         FROM plans p JOIN shifts s ON s.event_id = p.event_id JOIN demands d ON d.shift_id = s.id
         LEFT JOIN seated ON seated.shift_id = d.shift_id AND seated.skill = d.skill
         WHERE p.id = $1
       ), placed AS (
         SELECT count(*)::int AS people, count(shift_id)::int AS placed,
                avg(distance_km) FILTER (WHERE shift_id IS NOT NULL) AS mean_km
         FROM plan_proposals WHERE plan_id = $1
       )
       UPDATE plans SET people = placed.people, placed = placed.placed, unplaced = placed.people - placed.placed,
              mean_km = round(placed.mean_km::numeric, 1)::float8,
              short_of_minimum = short.of_minimum, short_of_target = short.of_target
       FROM placed, short WHERE id = $1`,
      [planId],
    );
  }
}
