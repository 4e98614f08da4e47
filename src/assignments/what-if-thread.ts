import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Reason, WhatIf } from '../contracts/assignments.js';
import { PROJECT_ROOT } from '../platform/project-root.js';
import type { KeptPlan } from './plan-proofs.repository.js';

export interface WhatIfOrder {
  kept: KeptPlan;
  change: WhatIf;
}

/** The compiled thread, also when this file itself runs uncompiled under jest. */
const THREAD = join(PROJECT_ROOT, 'dist/src/assignments/what-if.thread.js');

/** Asks a plan's prices beside the event loop: to read its question alone may take a second. */
export function askInThread(order: WhatIfOrder): Promise<Reason> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(THREAD, { workerData: order });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the plan was not asked')));
  });
}
