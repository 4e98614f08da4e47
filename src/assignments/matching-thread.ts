import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EntityManager } from 'typeorm';
import type { PlanProof, Reason } from '../contracts/assignments.js';
import { PROJECT_ROOT } from '../platform/project-root.js';
import { MatchingCancelled, MatchingRefused, type MatchingResult, type Placement } from './domain/problem.js';
import type { PlanOrder } from './plans.repository.js';

/** What a run leaves: the plan, what the independent checker proved of it, and the question, gzipped JSON. */
export interface MatchedPlan {
  result: MatchingResult;
  proof: PlanProof;
  question: Uint8Array;
}

export interface ThreadOrder {
  databaseUrl: string;
  plan: PlanOrder;
}

/** Placements come in parts: a country's in one message would stop the event loop for half a second. */
export type ThreadMessage =
  | { kind: 'progress'; share: number }
  | { kind: 'refused'; contradictions: Reason[] }
  | { kind: 'placements'; part: Placement[] }
  | { kind: 'result'; result: Omit<MatchingResult, 'placements'>; proof: PlanProof; question: Uint8Array };

/** The compiled thread, also when this file itself runs uncompiled under jest. */
const THREAD = join(PROJECT_ROOT, 'dist/src/assignments/matching.thread.js');
const MAX_HEAP_MB = 1_800;

/**
 * Reads the question, solves and checks it in a thread of its own, which the process's event loop
 * hardly notices. An abort ends the thread at once, wherever it is.
 * @throws MatchingCancelled after an abort, MatchingRefused when the question contradicts itself
 */
export function matchInThread(
  manager: EntityManager,
  plan: PlanOrder,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<MatchedPlan> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new MatchingCancelled());
      return;
    }
    const placements: Placement[] = [];
    const worker = new Worker(THREAD, {
      workerData: { databaseUrl: urlOf(manager), plan } satisfies ThreadOrder,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    const stop = () => {
      reject(new MatchingCancelled());
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'progress') onProgress(message.share);
      else if (message.kind === 'refused') reject(new MatchingRefused(message.contradictions));
      else if (message.kind === 'placements') {
        placements.push(...message.part);
        worker.postMessage('taken');
      } else {
        const { result, proof, question } = message;
        resolve({ result: { ...result, placements }, proof, question });
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', stop);
      reject(new Error(`the matching thread ended with ${code} before it had a result`));
    });
  });
}

function urlOf({ dataSource }: EntityManager): string {
  const { options } = dataSource;
  if (options.type !== 'postgres' || options.url === undefined)
    throw new Error('the database has no address');
  return options.url;
}
