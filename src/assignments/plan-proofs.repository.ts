import { gunzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Certificate, MatchingProblem, Place } from './domain/problem.js';

/** A plan as it can be checked again: what was asked, what is planned, and what proves it. */
export interface KeptPlan {
  /** JSON under gzip. */
  question: Uint8Array;
  /** JSON too: a country's is not read on the event loop. */
  places: string;
  certificate: Certificate;
}

@Injectable()
export class PlanProofsRepository {
  /** @returns null when the plan was never computed */
  async load(manager: EntityManager, planId: string): Promise<KeptPlan | null> {
    const rows = await manager.query<KeptPlan[]>(
      `SELECT question, certificate,
              (SELECT coalesce(json_agg(json_build_object(
                        'personId', pp.person_id, 'shiftId', pp.shift_id, 'skill', pp.skill)
                        ORDER BY pp.person_id), '[]')::text
               FROM plan_proposals pp WHERE pp.plan_id = k.plan_id) AS places
       FROM plan_proofs k WHERE k.plan_id = $1`,
      [planId],
    );
    return rows[0] ?? null;
  }
}

/** For a thread or a process of its own: a country's takes seconds. */
export function readKept({ question, places, certificate }: KeptPlan): {
  problem: MatchingProblem;
  places: Place[];
  certificate: Certificate;
} {
  return {
    // Both were written by this server alone.
    problem: JSON.parse(gunzipSync(question).toString()) as MatchingProblem,
    places: JSON.parse(places) as Place[],
    certificate,
  };
}
