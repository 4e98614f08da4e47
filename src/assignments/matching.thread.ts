import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { createDataSource } from '../platform/database/data-source.js';
import { checkPlan } from './domain/check-plan.js';
import { MatchingRefused, type MatchingProblem } from './domain/problem.js';
import { solve } from './domain/solve.js';
import { MatchingProblemRepository } from './matching-problem.repository.js';
import type { ThreadMessage, ThreadOrder } from './matching-thread.js';

const PART = 1_000;

if (!parentPort) throw new Error('this file runs in a thread');
const port = parentPort;
const say = (message: ThreadMessage): void => port.postMessage(message);

/** In one snapshot: what it asks of several tables belongs together. */
async function load({ databaseUrl, plan }: ThreadOrder): Promise<MatchingProblem> {
  const source = createDataSource(databaseUrl, { DATABASE_POOL: 2 }, [], []);
  await source.initialize();
  try {
    return await source.transaction('REPEATABLE READ', (manager) =>
      new MatchingProblemRepository().load(manager, plan),
    );
  } finally {
    await source.destroy();
  }
}

// The other end is matching-thread.ts, which hands over nothing else.
const problem = await load(workerData as ThreadOrder);
try {
  const { placements, ...result } = solve(problem, {
    onProgress: (share) => say({ kind: 'progress', share: 0.1 + 0.8 * share }),
  });
  const proof = checkPlan(problem, placements, result.certificate);
  const question = gzipSync(JSON.stringify(problem), { level: 1 });
  for (let i = 0; i < placements.length; i += PART) {
    say({ kind: 'placements', part: placements.slice(i, i + PART) });
    // All at once would be read at once too: the next part goes when this one has been taken.
    await once(port, 'message');
  }
  say({ kind: 'result', result, proof, question });
} catch (thrown) {
  if (!(thrown instanceof MatchingRefused)) throw thrown;
  say({ kind: 'refused', contradictions: thrown.contradictions });
}
port.close();
