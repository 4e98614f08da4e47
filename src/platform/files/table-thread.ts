import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../errors/app-error.js';
import type { ErrorCode } from '../errors/catalogue.js';
import { PROJECT_ROOT } from '../project-root.js';
import type { Cell } from './table-file.js';

export type TableThreadAnswer = { sheets: Cell[][][] } | { error: ErrorCode };

/** The compiled thread, also when this file itself runs uncompiled under jest. */
const THREAD = join(PROJECT_ROOT, 'dist/src/platform/files/table.thread.js');
const TIMEOUT_MS = 90_000;
const MAX_HEAP_MB = 1_024;
/** Each may take a gigabyte, so one is read after the other. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Reads every sheet of a file in a thread of its own, so that neither a large file stops the server
 * nor a hostile one ends it.
 * @throws AppError `unreadable_file`, `too_large`, `too_many_rows`
 */
export function readTablesInThread(content: Uint8Array): Promise<Cell[][][]> {
  const tables = before.then(() => read(content));
  before = tables.catch(() => undefined);
  return tables;
}

async function read(content: Uint8Array): Promise<Cell[][][]> {
  const answer = await new Promise<TableThreadAnswer>((resolve) => {
    const worker = new Worker(THREAD, {
      workerData: content,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    const settle = (settled: TableThreadAnswer) => {
      clearTimeout(timer);
      resolve(settled);
      void worker.terminate();
    };
    const timer = setTimeout(() => settle({ error: 'unreadable_file' }), TIMEOUT_MS);
    worker.on('message', settle);
    // Out of memory arrives here too: the thread ends, the process goes on.
    worker.on('error', () => settle({ error: 'unreadable_file' }));
    worker.on('exit', () => settle({ error: 'unreadable_file' }));
  });
  if ('error' in answer) throw new AppError(answer.error);
  return answer.sheets;
}
