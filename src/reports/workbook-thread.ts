import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PROJECT_ROOT } from '../platform/project-root.js';
import type { Report, TableCell } from './domain/figures-table.js';

export interface WorkbookOrder {
  report: Report;
  /** Null: without the sheet of names. */
  present: readonly TableCell[][] | null;
}

/** The compiled thread, also when this file itself runs uncompiled under jest. */
const THREAD = join(PROJECT_ROOT, 'dist/src/reports/workbook.thread.js');

/** Packs a workbook beside the event loop: check-ins go on while somebody downloads the figures. */
export function packWorkbook(order: WorkbookOrder): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(THREAD, { workerData: order });
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the workbook was not packed')));
  });
}
