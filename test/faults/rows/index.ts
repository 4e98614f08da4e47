import type { Row } from '../scene.js';
import { DATABASE_ROWS } from './database.js';
import { PROCESS_ROWS } from './processes.js';

/** The fault matrix. */
export const ROWS: readonly Row[] = [...PROCESS_ROWS, ...DATABASE_ROWS];
