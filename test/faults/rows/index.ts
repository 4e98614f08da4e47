import type { Row } from '../scene.js';
import { CLIENT_ROWS } from './clients.js';
import { DATABASE_ROWS } from './database.js';
import { PROCESS_ROWS } from './processes.js';
import { REDIS_ROWS } from './redis.js';
import { SEVERAL_ROWS } from './several.js';
import { SOCKET_ROWS } from './sockets.js';

/** The fault matrix. */
export const ROWS: readonly Row[] = [
  ...PROCESS_ROWS,
  ...DATABASE_ROWS,
  ...CLIENT_ROWS,
  ...REDIS_ROWS,
  ...SEVERAL_ROWS,
  ...SOCKET_ROWS,
];
