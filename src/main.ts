import { lockDataFolder } from './platform/data-folder.js';
import { startEmbeddedPostgres } from './platform/database/embedded-postgres.js';
import { readEnv, type Env } from './platform/env.js';
import { startServer } from './server.js';
import { welcome } from './welcome.js';

/** Everything this process has opened, closed again in the opposite order. */
const opened: (() => Promise<void>)[] = [];
let closing = false;

async function main(): Promise<void> {
  const env = readEnv();
  process.on('SIGINT', () => void shutDown(0));
  process.on('SIGTERM', () => void shutDown(0));
  watchParent(env);

  const databaseUrl = env.DATABASE_URL ?? (await openDataFolder(env));
  const server = await startServer(env, databaseUrl);
  opened.push(() => server.close());
  console.log(await welcome(server, env));
}

async function openDataFolder(env: Env): Promise<string> {
  opened.push(await lockDataFolder(env.dataDir));
  const postgres = await startEmbeddedPostgres(env.dataDir, env.UNSAFE_DATABASE);
  opened.push(() => postgres.stop());
  return postgres.url;
}

async function shutDown(code: number): Promise<void> {
  if (closing) return;
  closing = true;
  const forced = setTimeout(() => process.exit(1), 20_000);
  for (const close of opened.reverse()) {
    await close().catch((thrown: unknown) => console.error(thrown));
  }
  clearTimeout(forced);
  process.exit(code);
}

/** `npm start` was killed: its orphan goes too, so that a new start finds the folder free. */
function watchParent(env: Env): void {
  if (env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void shutDown(0);
  }, 500).unref();
}

main().catch(async (thrown: unknown) => {
  console.error(explain(thrown));
  await shutDown(1);
});

function explain(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if ('code' in thrown && thrown.code === 'EADDRINUSE') {
    const port = 'port' in thrown ? String(thrown.port) : '';
    return `Port ${port} is in use. Choose another: PORT=3001 npm start`;
  }
  return thrown.message;
}
