import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PROJECT_ROOT } from '../platform/project-root.js';
import { MatchingCancelled, type MatchingProblem, type MatchingResult } from './domain/problem.js';

export type ThreadMessage = { kind: 'progress'; share: number } | { kind: 'result'; result: MatchingResult };

/** The compiled thread, also when this file itself runs uncompiled under jest. */
const THREAD = join(PROJECT_ROOT, 'dist/src/assignments/matching.thread.js');

/**
 * Solves in a thread of its own. An abort ends the thread at once, wherever it is.
 * @throws MatchingCancelled after an abort
 */
export function matchInThread(
  problem: MatchingProblem,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<MatchingResult> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new MatchingCancelled());
      return;
    }
    const worker = new Worker(THREAD, { workerData: problem });
    const stop = () => {
      reject(new MatchingCancelled());
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'progress') onProgress(message.share);
      else resolve(message.result);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', stop);
      reject(new Error(`the matching thread ended with ${code} before it had a result`));
    });
  });
}
