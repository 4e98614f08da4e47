import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { Connection } from './connection.js';
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
 */
export async function startEmbeddedPostgres(folder: string, unsafe = false): Promise<EmbeddedPostgres> {
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
  return { url: url('raquan'), stop: keepAlive(first, launch) };
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

/** So many deaths in ten minutes are accidents; after more, or when it does not start, the next start waits a little. */
const ACCIDENTS = 5;
const ACCIDENTS_WITHIN_MS = 10 * 60_000;
const PAUSE_MS = 3_000;
const SAY_EVERY_MS = 30_000;

/**
 * Starts PostgreSQL again when it dies, for as long as it takes: whoever makes room on a full disk finds everything
 * running. What was committed is on disk; whoever was waiting for an answer sees a broken connection and asks again.
 * @returns stops the keeping, and PostgreSQL
 */
function keepAlive(first: ChildProcess, launch: () => Promise<ChildProcess>): () => Promise<void> {
  const log = new Logger('postgres');
  const deaths: number[] = [];
  let child = first;
  let stopping = false;
  let reviving: Promise<void> = Promise.resolve();

  const revive = async () => {
    const died = performance.now();
    deaths.push(died);
    const recent = deaths.filter((at) => at > died - ACCIDENTS_WITHIN_MS).length;
    log.warn({ postgres: 'died, is started again', deaths: recent });
    if (recent > ACCIDENTS) await sleep(PAUSE_MS);
    let saidAt = -Infinity;
    while (!stopping) {
      try {
        child = await launch();
        watch();
        log.warn({ postgres: 'is back', ms: Math.round(performance.now() - died) });
        return;
      } catch (thrown) {
        const now = performance.now();
        // Its old back ends may need a moment to notice and let the data go.
        if (now > saidAt + SAY_EVERY_MS && now > died + PAUSE_MS) {
          saidAt = now;
          log.error({ postgres: 'does not start, is tried again', why: whyOf(thrown) });
        }
        await sleep(now > died + PAUSE_MS ? PAUSE_MS : 500);
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

/** The first thing that PostgreSQL called fatal, but for what it answered to us while it was not there yet. */
function whyOf(thrown: unknown): string {
  const said = thrown instanceof Error ? thrown.message : typeof thrown;
  return /(?:PANIC|FATAL): +(?! |the database system)(.+)/.exec(said)?.[1] ?? said.slice(-300);
}

const READY_WITHIN_MS = 60_000;
const CANNOT_CONNECT_NOW = '57P03';

async function waitUntilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`PostgreSQL did not start: ${said()}`);
    }
    const client = new Connection({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      // Nothing may be awaited after it is seen to run: whoever watches for its end must not come too late.
      return;
    } catch (thrown) {
      // After a crash it reads its log first, and says so: as long as it takes.
      const recovers = thrown instanceof pg.DatabaseError && thrown.code === CANNOT_CONNECT_NOW;
      if (performance.now() > deadline && !recovers) throw thrown;
      await sleep(50);
    } finally {
      void client.end().catch(() => undefined);
    }
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new Connection({ connectionString: url });
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

/** Below what Linux, macOS and Windows give to connections that go out. */
const PORTS = { from: 15_000, below: 32_000 };
const PORTS_TRIED = 100;

/**
 * A port that is free now and stays so while PostgreSQL is started again: one that the system gives away would be
 * taken by the next connection somebody makes, even by one of ours that asks for PostgreSQL and finds itself.
 */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS_TRIED; tries++) {
    const port = randomInt(PORTS.from, PORTS.below);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port between ${PORTS.from} and ${PORTS.below} for PostgreSQL.`);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const listens = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (listens) await new Promise((resolve) => probe.close(resolve));
  return listens;
}
