import type { ChildProcess } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import {
  NOBODY,
  plainly,
  postgresPrograms,
  type Run,
  unprivileged,
} from '../../src/platform/database/postgres-programs.js';
import { freePort } from '../conformance/processes.js';
import { eventually } from '../support/eventually.js';
import { mountSmallDisk, tie } from './remains.js';

/** Durable as in production; small log files, so that copies are quick and a small disk fills soon. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'timezone=UTC',
  'log_timezone=UTC',
  'max_connections=300',
  'shared_buffers=64MB',
  'min_wal_size=8MB',
  'max_wal_size=64MB',
  'fsync=on',
];

const asRoot = process.getuid?.() === 0;
const owner = asRoot ? NOBODY : (process.getuid?.() ?? 0);

/** A PostgreSQL of the harness's own: it can be killed, comes back as under a supervisor, can be copied. */
export class Cluster {
  private child: ChildProcess | null = null;
  private wanted = false;
  private coming: Promise<void> = Promise.resolve();

  private constructor(
    readonly data: string,
    private readonly programs: string,
    private readonly run: Run,
    readonly port: number,
    private readonly clock: string | null,
  ) {}

  /** Makes the data folder: new, or a copy of a stopped cluster's; not started yet. */
  static async create(
    folder: string,
    from?: string,
    { smallDiskMb, clock }: { smallDiskMb?: number | undefined; clock?: string | undefined } = {},
  ): Promise<Cluster> {
    const programs = await postgresPrograms(asRoot);
    const data = join(folder, 'postgres');
    mkdirSync(data, { recursive: true, mode: 0o700 });
    if (asRoot) chownSync(data, owner, owner);
    if (smallDiskMb !== undefined) mountSmallDisk(data, smallDiskMb, owner);
    const run = asRoot ? unprivileged(data, owner) : plainly;
    const cluster = new Cluster(data, programs, run, await freePort(), clock ?? null);
    if (from === undefined) await cluster.initialise();
    else copyAsOwner(from, data);
    return cluster;
  }

  url(database = 'raquan'): string {
    return `postgres://raquan@127.0.0.1:${this.port}/${database}`;
  }

  async start(): Promise<void> {
    this.wanted = true;
    this.coming = this.launch();
    await this.coming;
  }

  /** Stopped in order; it stays down. */
  async stop(): Promise<void> {
    await this.end('SIGINT');
  }

  /** At once, and it stays down until `start`. @param how SIGQUIT: as `pg_ctl -m immediate`; SIGKILL: the postmaster dies */
  async stopAtOnce(how: 'SIGQUIT' | 'SIGKILL'): Promise<void> {
    await this.end(how);
  }

  /** Until it takes connections. */
  async ready(withinMs = 60_000): Promise<void> {
    await eventually(() => this.answers(), withinMs);
  }

  /**
   * Copies the running cluster, as a nightly base backup does.
   * @returns the copy's data folder, which `restore` takes
   */
  async backUp(folder: string): Promise<string> {
    const client = new pg.Client({ connectionString: this.url('postgres') });
    await client.connect();
    try {
      await client.query(`SELECT pg_backup_start('faults', true)`);
      mkdirSync(folder, { mode: 0o700 });
      copyAsOwner(this.data, folder);
      const { rows } = await client.query<{ label: string }>(
        'SELECT labelfile AS label FROM pg_backup_stop(false)',
      );
      // The log up to the end of the backup, which the first copy has not seen.
      copyAsOwner(join(this.data, 'pg_wal'), join(folder, 'pg_wal'));
      writeFileSync(join(folder, 'backup_label'), rows[0]?.label ?? '');
      rmSync(join(folder, 'postmaster.pid'), { force: true });
      if (asRoot) for (const name of ['', 'backup_label']) chownSync(join(folder, name), owner, owner);
      return folder;
    } finally {
      await client.end();
    }
  }

  /** Puts a backup in the place of the data; PostgreSQL is stopped. */
  restore(backup: string): void {
    rmSync(this.data, { recursive: true });
    renameSync(backup, this.data);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    this.wanted = false;
    const { child } = this;
    if (child?.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await gone;
    }
    this.child = null;
  }

  /** One that dies while it is wanted is started again. Its orphans hold the data for a moment. */
  private async launch(): Promise<void> {
    for (let attempt = 0; this.wanted; attempt++) {
      const flags = [...SETTINGS, `port=${this.port}`].flatMap((setting) => ['-c', setting]);
      const [program, ...before] = [...this.ownClock(), join(this.programs, 'bin/postgres')];
      const child = tie(this.run(program, [...before, '-D', this.data, ...flags]));
      this.child = child;
      child.stderr?.resume();
      const gone = new Promise<'gone'>((resolve) => child.once('exit', () => resolve('gone')));
      const up = this.ready().then(() => 'up' as const);
      const came = await Promise.race([gone, up]);
      up.catch(() => undefined);
      if (came === 'up') {
        child.once('exit', () => {
          if (this.wanted) this.coming = delay(200).then(() => this.launch());
        });
        return;
      }
      await delay(Math.min(1_000, 100 * (attempt + 1)));
    }
  }

  /** What runs it by a clock that a file sets. */
  private ownClock(): string[] {
    if (this.clock === null) return [];
    return [
      '/usr/bin/env',
      `LD_PRELOAD=${fakeClock() ?? ''}`,
      `FAKETIME_TIMESTAMP_FILE=${this.clock}`,
      'FAKETIME_CACHE_DURATION=1',
      'DONT_FAKE_MONOTONIC=1',
    ];
  }

  private async answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url('postgres'), connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async initialise(): Promise<void> {
    const args = ['-D', this.data, '-U', 'raquan', '-A', 'trust', '-E', 'UTF8', '--wal-segsize=1'];
    args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync');
    const child = tie(this.run(join(this.programs, 'bin/initdb'), args));
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`initdb: ${said}`);
  }

  /** The process of the postmaster. */
  async postmaster(): Promise<number> {
    return Number((await readFile(join(this.data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  }
}

/** The library that sets a program's clock, of Debian's `faketime`; null where it is not installed. */
export function fakeClock(): string | null {
  const all = readdirSync('/usr/lib').map((name) => `/usr/lib/${name}/faketime/libfaketime.so.1`);
  return all.find((file) => existsSync(file)) ?? null;
}

/** Copies the content of a data folder, with its owner and rights. */
export function copyAsOwner(from: string, to: string): void {
  const copied = spawnSync('cp', ['-a', `${from}/.`, to], { encoding: 'utf8' });
  if (copied.status !== 0) cpSync(from, to, { recursive: true });
}
