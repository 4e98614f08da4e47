import { type DataFolderLock, lockDataFolder } from './platform/data-folder.js';
import { startEmbeddedPostgres } from './platform/database/embedded-postgres.js';
import { readEnv, type Env } from './platform/env.js';
import { findHost } from './platform/listen.js';
import { startServer } from './server.js';
import { welcome } from './welcome.js';

/** Everything this process has opened, closed again in the opposite order. */
const opened: (() => Promise<void>)[] = [];
let opening: Promise<string> | null = null;
let lock: DataFolderLock | null = null;
let closingSince: number | null = null;

async function main(): Promise<void> {
  // A log whose disk is full, or whose reader is gone, must not take the day with it.
  for (const log of [process.stdout, process.stderr]) log.on('error', () => undefined);
  const env = readEnv();
  process.on('SIGINT', asked);
  process.on('SIGTERM', asked);
  watchParent(env);

  opening = env.DATABASE_URL === undefined ? openDataFolder(env) : Promise.resolve(env.DATABASE_URL);
  const databaseUrl = await opening;
  const server = await startServer(env, databaseUrl);
  opened.push(() => server.close());
  console.log(await welcome(server, env));
  process.send?.('ready'); // whoever started us as a child waits for it
}

async function openDataFolder(env: Env): Promise<string> {
  const held = await lockDataFolder(env.dataDir);
  lock = held;
  opened.push(() => held.release());
  await findHost(env); // a port in use is said before anything is started
  const postgres = await startEmbeddedPostgres(env.dataDir, env.UNSAFE_DATABASE);
  opened.push(() => postgres.stop());
  return postgres.url;
}

/** The first Ctrl-C closes in order, the second leaves at once. npm passes the terminal's on, so it comes twice. */
function asked(): void {
  if (closingSince !== null && Date.now() - closingSince > 1_000) process.exit(1);
  void shutDown(0);
}

async function shutDown(code: number): Promise<void> {
  if (closingSince !== null) return;
  closingSince = Date.now();
  setTimeout(() => process.exit(1), 20_000).unref();
  await lock?.leave().catch(() => undefined);
  await opening?.catch(() => undefined); // PostgreSQL is not left half-started
  for (const close of opened.reverse()) {
    await close().catch((thrown: unknown) => console.error(thrown));
  }
  process.exit(code);
}

/** `npm start` was killed: its orphan goes too, so that a new start finds the folder free. */
function watchParent(env: Env): void {
  if (env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void shutDown(0);
  }, 250).unref();
}

main().catch(async (thrown: unknown) => {
  if (closingSince === null) console.error(explain(thrown));
  await shutDown(1);
});

function explain(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if ('code' in thrown && thrown.code === 'EADDRINUSE') {
    const port = 'port' in thrown ? String(thrown.port) : '';
    return `Port ${port} is in use. Choose another: PORT=${Number(port) + 1} npm start`;
  }
  return thrown.message;
}
