import { parentPort, workerData } from 'node:worker_threads';
import { whatIf } from './domain/what-if.js';
import { readKept } from './plan-proofs.repository.js';
import type { WhatIfOrder } from './what-if-thread.js';

/** The thread in which a plan's prices are asked. The other end is what-if-thread.ts, which hands over nothing else. */
const { kept, change } = workerData as WhatIfOrder;
const { problem, places, certificate } = readKept(kept);
parentPort?.postMessage(whatIf(problem, places, certificate, change));
