import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PROJECT_ROOT } from '../platform/project-root.js';
import type { TableCell } from './domain/figures-table.js';

/** One sheet: lines above, then a table with its header. */
export interface SheetOrder {
  name: string;
  widths: readonly number[];
  above: readonly (readonly TableCell[])[];
  header: readonly string[];
  rows: readonly (readonly TableCell[])[];
}

/** The compiled thread, also when this file itself runs uncompiled under jest. */
const THREAD = join(PROJECT_ROOT, 'dist/src/reports/workbook.thread.js');

/** Packs a workbook beside the event loop: check-ins go on while somebody downloads the figures. */
export function packWorkbook(sheets: readonly SheetOrder[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(THREAD, { workerData: sheets });
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the workbook was not packed')));
  });
}
