import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { prepareDatabase } from '../../src/server.js';
import { temporaryFolder } from '../conformance/processes.js';
import { Cluster } from './cluster.js';
import { ServerProcess } from './fleet.js';
import { RedisServer } from './redis-server.js';
import { keepFolder, unmountSmallDisk } from './remains.js';

/** What a world is made of; rows say which they need. */
export type Kind = 'postgres' | 'redis' | 'small-disk' | 'own-clock' | 'machine-clock';

const SMALL_DISK_MB = 220;

/** Two web and two worker processes, PostgreSQL, Redis where used: everything that can fail. */
export class World {
  private constructor(
    readonly kind: Kind,
    readonly cluster: Cluster,
    readonly redis: RedisServer | null,
    readonly web: readonly ServerProcess[],
    readonly workers: readonly ServerProcess[],
    /** The harness's own eye on the database, past every proxy. */
    readonly sql: pg.Pool,
    readonly folder: string,
    private readonly remove: () => Promise<void>,
  ) {}

  static async create(template: string, kind: Kind): Promise<World> {
    const folder = await temporaryFolder();
    keepFolder(folder.path);
    const cluster = await Cluster.create(folder.path, template, {
      smallDiskMb: kind === 'small-disk' ? SMALL_DISK_MB : undefined,
      clock: kind === 'machine-clock' ? clockFile(folder.path, 'postgres') : undefined,
    });
    await cluster.start();
    const redis = kind === 'redis' ? await RedisServer.start(folder.path) : null;
    const make = (name: string, role: 'web' | 'worker') =>
      ServerProcess.create(name, role, cluster.port, redis?.port ?? null, {
        TRUSTED_PROXIES: '1',
        DATA_DIR: join(folder.path, name),
        ...(kind.endsWith('-clock') ? ownClock(folder.path, name) : {}),
      });
    const web = [await make('web-1', 'web'), await make('web-2', 'web')];
    const workers = [await make('worker-1', 'worker'), await make('worker-2', 'worker')];
    const sql = new pg.Pool({
      connectionString: cluster.url(),
      max: 4,
      query_timeout: 20_000,
      connectionTimeoutMillis: 10_000,
    });
    sql.on('error', () => undefined); // the fault may be PostgreSQL itself
    const world = new World(kind, cluster, redis, web, workers, sql, folder.path, () => folder.remove());
    try {
      await Promise.all(world.nodes.map((node) => node.start()));
    } catch (thrown) {
      await world.close();
      throw thrown;
    }
    return world;
  }

  get nodes(): readonly ServerProcess[] {
    return [...this.web, ...this.workers];
  }

  /** Rows of a question of the harness's own; asked again while the database is away. */
  async ask<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.sql.query<Row>(text, values)).rows;
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.close()));
    await this.sql.end().catch(() => undefined);
    await this.redis?.stop();
    await this.cluster.stop();
    unmountSmallDisk(this.cluster.data);
    await this.remove();
  }
}

/** The file that says by how many milliseconds the clock of a process has been set. */
export const clockFile = (folder: string, name: string): string => join(folder, `${name}.clock`);

function ownClock(folder: string, name: string): Record<string, string> {
  const program = pathToFileURL(join(PROJECT_ROOT, 'test/faults/clock-step.mjs'));
  return { NODE_OPTIONS: `--import=${program.href}`, CLOCK_STEP_FILE: clockFile(folder, name) };
}

/** A stopped cluster with a migrated, empty database, which worlds copy. @returns its data folder */
export async function prepareTemplate(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const cluster = await Cluster.create(folder);
  await cluster.start();
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  await client.query('CREATE DATABASE raquan');
  await client.end();
  const dataSource = await prepareDatabase({ DATABASE_POOL: 2 }, cluster.url());
  await dataSource.destroy();
  await cluster.stop();
  return cluster.data;
}
