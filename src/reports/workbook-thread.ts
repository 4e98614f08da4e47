import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PROJECT_ROOT } from '../platform/project-root.js';
import { spread } from '../platform/spread.js';
import type { TableCell, TableRows } from './domain/figures-table.js';

/** Of a sheet: lines above, and the header of the table that follows. */
export interface SheetHead {
  name: string;
  widths: readonly number[];
  above: readonly (readonly TableCell[])[];
  header: readonly string[];
}
export interface SheetOrder extends SheetHead {
  rows: TableRows;
}
/** What the thread is sent: rows of one of its sheets; null: there are no more. */
export interface RowsSent {
  sheet: number;
  rows: readonly (readonly TableCell[])[];
}

/** The compiled thread, also when this file itself runs uncompiled under jest. */
const THREAD = join(PROJECT_ROOT, 'dist/src/reports/workbook.thread.js');
/** To copy 50,000 rows at once into the thread would hold the loop for a tenth of a second. */
const ROWS_AT_A_TIME = 32;

/** Packs a workbook beside the event loop: check-ins go on while somebody downloads the figures. */
export async function packWorkbook(sheets: readonly SheetOrder[]): Promise<Buffer> {
  const workerData = sheets.map(({ name, widths, above, header }): SheetHead => ({
    name,
    widths,
    above,
    header,
  }));
  const worker = new Worker(THREAD, { workerData });
  const packed = new Promise<Buffer>((resolve, reject) => {
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the workbook was not packed')));
  });
  const send = (sent: RowsSent | null) => worker.postMessage(sent);
  const sending = (async () => {
    for (const [sheet, { rows }] of sheets.entries()) {
      await spread(inParts(rows), (part) => send({ sheet, rows: part }));
    }
    send(null);
  })();
  try {
    const [bytes] = await Promise.all([packed, sending]);
    return bytes;
  } finally {
    void worker.terminate();
  }
}

function* inParts(rows: TableRows): Generator<(readonly TableCell[])[]> {
  let part: (readonly TableCell[])[] = [];
  for (const row of rows) {
    part.push(row);
    if (part.length < ROWS_AT_A_TIME) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
