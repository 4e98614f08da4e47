import { parentPort, workerData } from 'node:worker_threads';
import { toWorkbook } from './workbook.js';
import type { SheetOrder } from './workbook-thread.js';

/** The thread in which a workbook is packed: 20,000 names take more than a second. */
async function main(): Promise<void> {
  parentPort?.postMessage(await toWorkbook(workerData as SheetOrder[]));
}

void main();
