import type { INestApplication } from '@nestjs/common';
import { readEnv } from '../../src/platform/env.js';
import { startServer } from '../../src/server.js';

/** Starts the whole server, with one part of it exchanged; whoever started this process reads its port from the log. */
export async function startBenchServer(exchange: (app: INestApplication) => void): Promise<void> {
  const env = readEnv();
  if (env.DATABASE_URL === undefined) throw new Error('DATABASE_URL is missing');
  const server = await startServer(env, env.DATABASE_URL);
  exchange(server.app);
  const leave = () => void server.close().finally(() => process.exit(0));
  process.once('SIGTERM', leave).once('SIGINT', leave);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) leave();
  }, 250).unref();
}
