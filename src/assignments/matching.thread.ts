import { parentPort, workerData } from 'node:worker_threads';
import type { MatchingProblem } from './domain/problem.js';
import { solve } from './domain/solve.js';
import type { ThreadMessage } from './matching-thread.js';

/** Runs in a thread of its own, so that the server's event loop stays free while it computes. */
const say = (message: ThreadMessage): void => parentPort?.postMessage(message);
// The other end is matching-thread.ts, which hands over nothing else.
const problem = workerData as MatchingProblem;
say({ kind: 'result', result: solve(problem, { onProgress: (share) => say({ kind: 'progress', share }) }) });
