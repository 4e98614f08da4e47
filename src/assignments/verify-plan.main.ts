import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import type { PlanProof, PlanState } from '../contracts/assignments.js';
import { IdSchema } from '../contracts/common.js';
import { Refusal, withCommandDatabase } from '../platform/database/command-database.js';
import { readEnv } from '../platform/env.js';
import { checkPlan } from './domain/check-plan.js';
import { type KeptPlan, PlanProofsRepository, readKept } from './plan-proofs.repository.js';

const USAGE = `npm run verify-plan -- PLAN
  PLAN   the id of a plan, as the board's address shows it
Reads the database of DATABASE_URL, else that of the server in DATA_DIR (./var), running or stopped,
and checks the plan anew against what was asked. Leaves with 0 when it holds and 1 when it does not.`;

interface PlanRow {
  state: PlanState;
  proof: PlanProof | null;
}

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const id = IdSchema.safeParse(given[0]);
  if (given.length !== 1 || !id.success) throw new Refusal(USAGE);
  await withCommandDatabase(readEnv(), async (dataSource) => {
    const { plan, kept } = await read(dataSource, id.data);
    verify(id.data, plan, kept);
  });
}

/** In one snapshot: an organiser may be changing the plan at this moment. */
function read(dataSource: DataSource, id: string): Promise<{ plan: PlanRow; kept: KeptPlan }> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => {
    const tables = await manager.query<{ there: boolean }[]>(
      "SELECT to_regclass('plan_proofs') IS NOT NULL AS there",
    );
    if (tables[0]?.there !== true) {
      throw new Refusal('This database keeps no proofs: it is of an older Ra Quân, or of something else.');
    }
    const [plan] = await manager.query<PlanRow[]>('SELECT state, proof FROM plans WHERE id = $1', [id]);
    if (!plan) throw new Refusal(`There is no plan ${id} in this database.`);
    const kept = await new PlanProofsRepository().load(manager, id);
    if (!kept)
      throw new Refusal(`Plan ${id} has no proof: it was never computed to its end (${plan.state}).`);
    return { plan, kept };
  });
}

function verify(id: string, plan: PlanRow, kept: KeptPlan): void {
  if (!plan.proof) {
    throw new Refusal(
      `Plan ${id} has no proof any more: it was changed by hand after it was computed, so what was ` +
        'proven is not what is planned now. A new run proves the changes that are pinned.',
    );
  }
  const { problem, places, certificate } = readKept(kept);
  const given = places.filter((place) => place.shiftId !== null).length;
  console.log(
    `Plan ${id} (${plan.state}): ${n(problem.people.length)} people, ${n(problem.shifts.length)} shifts, ` +
      `${n(given)} places given.`,
  );
  const proof = check(() => checkPlan(problem, places, certificate));
  if (!isDeepStrictEqual(proof, plan.proof)) {
    throw new Refusal('The plan does NOT hold: the proof that the board shows is not the one found here.');
  }
  const { mayMove, restMinutes } = problem.settings;
  const limited = certificate.movePrice > 0 && proof.moved < mayMove;
  const among = limited
    ? `Among the plans that move at most ${n(proof.moved)} published places (with ${n(mayMove)} there may be a better one):\n`
    : '';
  console.log(
    `Checked for each of them: free at that time with ${n(restMinutes)} minutes of rest, available, near
  enough, old enough, with the skill, in no excluded commune; pins and published places kept; no row of
  demand beyond its maximum.
Published places moved: ${n(proof.moved)} of at most ${n(mayMove)}.
${among}Minimums, fairness between communes and the number of people placed: the best there can be.
Kilometres and all that is weighed in them: ${n(proof.km)}. By the prices of the certificate no plan can
  have less than ${n(proof.boundKm)}${proof.optimal ? ': no better plan exists' : `: this one is within ${proof.gapPercent} % of it`}.
The plan holds.`,
  );
}

function check(work: () => PlanProof): PlanProof {
  try {
    return work();
  } catch (thrown) {
    throw new Refusal(
      `The plan does NOT hold: ${thrown instanceof Error ? thrown.message : String(thrown)}.`,
    );
  }
}

const n = (number: number): string => number.toLocaleString('en');

main().then(
  () => process.exit(0),
  (thrown: unknown) => {
    if (thrown instanceof Refusal) console.error(thrown.message);
    else console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exit(1);
  },
);
