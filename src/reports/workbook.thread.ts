import { parentPort, workerData } from 'node:worker_threads';
import { toWorkbook } from './workbook.js';
import type { WorkbookOrder } from './workbook-thread.js';

/** The thread in which a workbook is packed: 20,000 names take more than a second. */
async function main(): Promise<void> {
  const { report, present } = workerData as WorkbookOrder;
  parentPort?.postMessage(await toWorkbook(report, present));
}

void main();
