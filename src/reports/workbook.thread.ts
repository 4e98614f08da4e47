import { parentPort, workerData } from 'node:worker_threads';
import { toWorkbook } from './workbook.js';
import type { RowsSent, SheetHead } from './workbook-thread.js';

/** The thread in which a workbook is packed: 20,000 names take more than a second. */
const sheets = (workerData as SheetHead[]).map((head) => ({
  ...head,
  rows: [] as RowsSent['rows'][number][],
}));

parentPort?.on('message', (sent: RowsSent | null) => {
  if (sent) sheets[sent.sheet]?.rows.push(...sent.rows);
  else void pack();
});

async function pack(): Promise<void> {
  parentPort?.postMessage(await toWorkbook(sheets));
  parentPort?.close();
}
