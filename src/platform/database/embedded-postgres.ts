import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { NOBODY, plainly, postgresPrograms, type Run, unprivileged } from './postgres-programs.js';

export interface EmbeddedPostgres {
  /** Connection URL of the `raquan` database. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that came with npm, with its data in `folder`. A server left behind by a
 * killed process is found by its pid file and stopped first. The caller holds the folder's lock.
 * One that dies while it is needed is started again on its port.
 * @param unsafe switches fsync off, for tests
 * @param givenUp called when it dies again and again
 */
export async function startEmbeddedPostgres(
  folder: string,
  unsafe = false,
  givenUp: (reason: Error) => void = () => undefined,
): Promise<EmbeddedPostgres> {
  const asRoot = process.getuid?.() === 0;
  const native = await postgresPrograms(asRoot);
  const data = join(folder, 'postgres');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const owner = await ownerOf(data, asRoot);
  if (asRoot) {
    await chmod(folder, 0o711);
    await chown(data, owner, owner);
  }
  const run = asRoot ? unprivileged(data, owner) : plainly;
  await stopOrphan(data);

  const secretFile = join(folder, 'postgres.secret');
  let password = await readFile(secretFile, 'utf8').catch(() => null);
  if (password === null || !existsSync(join(data, 'PG_VERSION'))) {
    password = randomBytes(24).toString('hex');
    await writeFile(secretFile, password, { mode: 0o600 });
    await initialise(join(native, 'bin/initdb'), data, password, run, asRoot);
  }

  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `port=${port}`,
    'timezone=UTC',
    'log_timezone=UTC',
    `max_connections=${unsafe ? 500 : 200}`,
    `shared_buffers=${unsafe ? LEAST_BUFFERS_MB : buffersMb()}MB`,
    ...(unsafe ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  const url = (name: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
  const launch = async () => {
    const child = run(join(native, 'bin/postgres'), ['-D', data, ...settings.flatMap((s) => ['-c', s])]);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
    child.once('error', (thrown) => (said += thrown.message));
    try {
      await waitUntilReady(child, url('postgres'), () => said);
      return child;
    } catch (thrown) {
      child.kill('SIGINT');
      throw thrown;
    }
  };
  const first = await launch();
  try {
    await createDatabase(url('postgres'));
  } catch (thrown) {
    await stop(first);
    throw thrown;
  }
  return { url: url('raquan'), stop: keepAlive(first, launch, givenUp) };
}

/**
 * The address of the PostgreSQL that another process runs on `folder`, to look into its database.
 * @returns null when none runs there
 */
export async function runningPostgres(folder: string): Promise<string | null> {
  const note = await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8').catch(() => '');
  const password = await readFile(join(folder, 'postgres.secret'), 'utf8').catch(() => null);
  const [pid, , , port] = note.split('\n');
  if (password === null || port === undefined || !(await isPostgres(Number(pid)))) return null;
  return `postgres://postgres:${password}@127.0.0.1:${port}/raquan`;
}

/** Whether a server has ever kept its data in `folder`. */
export const hasDatabase = (folder: string): boolean => existsSync(join(folder, 'postgres/PG_VERSION'));

const LEAST_BUFFERS_MB = 128;
const MOST_BUFFERS_MB = 1_024;

/**
 * How much of its data PostgreSQL keeps at hand: an eighth of the memory there is, the server and the system having
 * their own wants. What does not fit is read anew, and checked anew, for each batch of check-ins.
 */
function buffersMb(): number {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  return Math.min(MOST_BUFFERS_MB, Math.max(LEAST_BUFFERS_MB, Math.floor(memory / 8 / 2 ** 20)));
}

/** Who runs PostgreSQL when root starts us: the owner of the data that are there, else `nobody`. */
async function ownerOf(data: string, asRoot: boolean): Promise<number> {
  const there = await stat(join(data, 'PG_VERSION')).catch(() => null);
  const uid = there?.uid ?? (await stat(data)).uid;
  if (!asRoot && uid !== process.getuid?.() && process.platform !== 'win32') {
    throw new Error(
      `The database in ${data} belongs to user ${uid}. Start Ra Quân as that user or as root, ` +
        'or choose another folder with DATA_DIR=…',
    );
  }
  return there && uid !== 0 ? uid : NOBODY;
}

const DEATHS_ALLOWED = 5;
const DEATHS_WINDOW_MS = 10 * 60_000;

/**
 * Starts PostgreSQL again when it dies. What was committed is on disk; whoever was waiting for an
 * answer sees a broken connection and asks again.
 * @returns stops the keeping, and PostgreSQL
 */
function keepAlive(
  first: ChildProcess,
  launch: () => Promise<ChildProcess>,
  givenUp: (reason: Error) => void,
): () => Promise<void> {
  const log = new Logger('postgres');
  const deaths: number[] = [];
  let child = first;
  let stopping = false;
  let reviving: Promise<void> = Promise.resolve();

  const revive = async () => {
    deaths.push(Date.now());
    const recent = deaths.filter((at) => at > Date.now() - DEATHS_WINDOW_MS).length;
    if (recent > DEATHS_ALLOWED) {
      givenUp(
        new Error(
          `PostgreSQL has died ${recent} times in ten minutes; Ra Quân stops. Nothing committed is lost.`,
        ),
      );
      return;
    }
    log.warn({ postgres: 'died, is started again', deaths: recent });
    const began = Date.now();
    for (;;) {
      try {
        child = await launch();
        watch();
        log.warn({ postgres: 'is back', ms: Date.now() - began });
        return;
      } catch (thrown) {
        // Its old back ends may need a moment to notice and let the data go.
        if (stopping) return;
        if (Date.now() - began > 60_000) {
          givenUp(
            new Error('PostgreSQL died and cannot be started again; Ra Quân stops.', { cause: thrown }),
          );
          return;
        }
        await sleep(500);
      }
    }
  };
  const watch = () =>
    child.once('exit', () => {
      if (!stopping) reviving = revive();
    });
  watch();
  return async () => {
    stopping = true;
    await reviving;
    await stop(child);
  };
}

async function initialise(
  initdb: string,
  data: string,
  password: string,
  run: Run,
  asRoot: boolean,
): Promise<void> {
  // A first start that was killed half-way leaves a folder without PG_VERSION: begin again.
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(tmpdir(), 'ra-quan-init-'));
  await chmod(folder, 0o711);
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (asRoot) {
    await chown(data, NOBODY, NOBODY);
    await chown(passwordFile, NOBODY, NOBODY);
  }
  const child = run(initdb, [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--no-sync',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ]);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  await rm(folder, { recursive: true, force: true });
  if (code === 0) return;
  if (said.includes('could not look up effective user ID')) {
    throw new Error('PostgreSQL needs a user that the system knows by name; or set DATABASE_URL.');
  }
  throw new Error(`initdb failed (${code}): ${said.slice(-2000)}`);
}

async function waitUntilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`PostgreSQL did not start: ${said()}`);
    }
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (thrown) {
      await client.end().catch(() => undefined);
      if (Date.now() > deadline) throw thrown;
      await sleep(50);
    }
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'raquan'");
    if (rowCount === 0) await client.query('CREATE DATABASE raquan');
  } finally {
    await client.end();
  }
}

/** SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, nothing committed is lost. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGINT');
  const late = setTimeout(() => child.kill('SIGQUIT'), 10_000);
  await gone;
  clearTimeout(late);
}

/** A PostgreSQL whose parent was killed still owns the data folder: stop it by its pid file. */
async function stopOrphan(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  const pid = Number(text?.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !(await isPostgres(pid))) return;
  // It may end between any two of these.
  if (!reaches(pid, 'SIGINT')) return;
  for (let waited = 0; waited < 15_000; waited += 50) {
    if (!reaches(pid)) return;
    await sleep(50);
  }
  throw new Error(`A PostgreSQL (process ${pid}) still holds ${data} and does not stop.`);
}

/** @returns whether there is a process to take the signal; 0 only asks */
function reaches(pid: number, signal: NodeJS.Signals | 0 = 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** The number may have been given to another program since: look at its name where the system tells it. */
async function isPostgres(pid: number): Promise<boolean> {
  if (!reaches(pid)) return false;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres');
  return name.trim().startsWith('postgres');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
