import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { eventually } from '../support/eventually.js';

/** A real process of the server, as `npm start` or the compose file starts it. */
export interface Node {
  url: string;
  /** Everything it has written to its output. */
  said(): string;
  process: ChildProcess;
  stop(): Promise<number | null>;
}

/** Starts `dist/src/main.js` and waits until it listens. */
export async function startNode(settings: Record<string, string>): Promise<Node> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/src/main.js')], {
    cwd: PROJECT_ROOT,
    // With a lifecycle event it watches its parent, so that a killed test run leaves nothing behind.
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'debug',
      npm_lifecycle_event: 'test',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const port = await eventually(() => {
    if (child.exitCode !== null) throw new Error(`the server stopped: ${said}`);
    return /"role":"\w+","port":(\d+)/.exec(said)?.[1];
  }, 120_000);
  return {
    url: `http://127.0.0.1:${port}`,
    said: () => said,
    process: child,
    stop: () => stopChild(child),
  };
}

export async function stopChild(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 25_000);
  const code = await gone;
  clearTimeout(late);
  return code;
}

/** A temporary folder that the next test run removes if this one is killed. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ra-quan-test-'));
  await writeFile(join(path, 'owner'), String(process.pid));
  await chmod(path, 0o711);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** What of the outside set-up this machine does not have. */
export function missingPrograms(): string[] {
  const redis = spawnSync('redis-server', ['--version']).status === 0;
  return [...(findPostgres() === null ? ['postgresql'] : []), ...(redis ? [] : ['redis-server'])];
}

function findPostgres(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(a) - Number(b)) : [];
  const version = versions.find((v) => Number(v) >= 15 && existsSync(join(root, v, 'bin/initdb')));
  return version === undefined ? null : join(root, version, 'bin');
}

export interface Outside {
  url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of the system's packages, the oldest that we promise to run on. */
export async function startSystemPostgres(folder: string): Promise<Outside> {
  const bin = findPostgres();
  if (bin === null) throw new Error('no system PostgreSQL');
  const data = join(folder, 'postgres');
  await mkdir(data, { mode: 0o700 });
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;
  if (nobody) await chown(data, nobody.uid, nobody.gid);
  const options = { ...nobody, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'raquan', '-A', 'trust', '-E', 'UTF8', '-N'],
    {
      ...options,
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const port = await freePort();
  const flags = [
    '-c',
    `port=${port}`,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${data}`,
  ];
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...flags, '-c', 'fsync=off'], {
    ...options,
    stdio: 'ignore',
  });
  const url = (name: string) => `postgres://raquan@127.0.0.1:${port}/${name}`;
  await eventually(
    () =>
      runSql(url('postgres'), 'CREATE DATABASE raquan').then(
        () => true,
        () => false,
      ),
    30_000,
  );
  return {
    url: url('raquan'),
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await gone;
    },
  };
}

/** What an administrator does after a loss: a dump of one database is put into another, which may complain of missing roles. */
export function moveDump(from: string, to: string, file: string): void {
  const bin = findPostgres();
  if (bin === null) throw new Error('no system PostgreSQL');
  const dumped = spawnSync(join(bin, 'pg_dump'), ['-Fc', '-f', file, '-d', from], { encoding: 'utf8' });
  if (dumped.status !== 0) throw new Error(dumped.stderr);
  const restored = spawnSync(join(bin, 'pg_restore'), ['-d', to, file], { encoding: 'utf8' });
  const other = restored.stderr
    .split('\n')
    .filter((line) => /^pg_restore: error/.test(line) && !/role "raquan_/.test(line));
  if (other.length > 0) throw new Error(other.join('\n'));
}

/** A real redis-server with the configuration we ship. */
export async function startRedis(folder: string): Promise<Outside> {
  const port = await freePort();
  const config = join(PROJECT_ROOT, 'config/redis.conf');
  const child = spawn(
    'redis-server',
    [config, '--port', String(port), '--dir', folder, '--bind', '127.0.0.1'],
    {
      stdio: 'ignore',
    },
  );
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.connect().catch(() => undefined);
  await client.ping();
  client.disconnect();
  return {
    url,
    stop: async () => {
      await stopChild(child);
    },
  };
}

export async function runSql<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
