import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../errors/app-error.js';
import { readTables } from './table-file.js';
import type { TableThreadAnswer } from './table-thread.js';

/** The thread in which files are read: 20,000 rows take seconds, a hostile file all its memory. */
async function main(): Promise<void> {
  let answer: TableThreadAnswer;
  try {
    answer = { sheets: await readTables(Buffer.from(workerData as Uint8Array)) };
  } catch (thrown) {
    answer = { error: thrown instanceof AppError ? thrown.code : 'unreadable_file' };
  }
  parentPort?.postMessage(answer);
}

void main();
