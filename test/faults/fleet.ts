import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { eventually } from '../support/eventually.js';
import { TEST_KEYS } from '../support/test-keys.js';
import { FaultProxy } from './fault-proxy.js';
import { spawnTied } from './remains.js';

export type Role = 'web' | 'worker';

const SAID_KEPT = 40_000;

/** One process of the server under a supervisor: whatever ends it while it is wanted, it is started again. */
export class ServerProcess {
  private child: ChildProcess | null = null;
  private wanted = false;
  private said = '';
  /** Where it listens now; null while it does not. */
  port: number | null = null;

  private constructor(
    readonly name: string,
    readonly role: Role,
    /** Its way to PostgreSQL. */
    readonly database: FaultProxy,
    /** Its way to Redis, where there is one. */
    readonly redis: FaultProxy | null,
    /** The clients' way to it. */
    readonly clients: FaultProxy,
    private settings: Record<string, string>,
    private root: string,
  ) {}

  static async create(
    name: string,
    role: Role,
    databasePort: number,
    redisPort: number | null,
    settings: Record<string, string>,
  ): Promise<ServerProcess> {
    const database = await FaultProxy.open(() => databasePort);
    const redis = redisPort === null ? null : await FaultProxy.open(() => redisPort);
    let made: ServerProcess | null = null;
    const clients = await FaultProxy.open(() => made?.port ?? null);
    const environment = {
      ROLE: role,
      HOST: '127.0.0.1',
      PORT: '0',
      DEMO_PROVINCE: 'none',
      SEALING_KEYS: TEST_KEYS,
      DATABASE_URL: `postgres://raquan@127.0.0.1:${database.port}/raquan`,
      ...(redis ? { REDIS_URL: `redis://127.0.0.1:${redis.port}` } : {}),
      ...settings,
    };
    made = new ServerProcess(name, role, database, redis, clients, environment, PROJECT_ROOT);
    return made;
  }

  /** The address clients use; a restart does not change it. */
  get url(): string {
    return `http://127.0.0.1:${this.clients.port}`;
  }

  /** The end of what it has written. */
  get output(): string {
    return this.said;
  }

  /** Starts it and waits until it serves. */
  async start(): Promise<void> {
    this.wanted = true;
    this.launch();
    await this.ready(120_000);
  }

  /** Until it answers that it is ready, asked directly. */
  async ready(withinMs: number): Promise<void> {
    await eventually(() => this.isReady(), withinMs).catch((thrown: unknown) => {
      throw new Error(`${this.name} is not ready. It said:\n${this.said.slice(-3_000)}`, { cause: thrown });
    });
  }

  async isReady(): Promise<boolean> {
    if (this.port === null) return false;
    const url = `http://127.0.0.1:${this.port}/api/health/ready`;
    return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  /** Sends a signal to the process as it is now. SIGKILL: the supervisor brings it back. */
  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Stops in order and starts again, from another build of the server when `root` is given. */
  async restart(root = this.root, settings: Record<string, string> = {}): Promise<void> {
    await this.stop();
    this.root = root;
    this.settings = { ...this.settings, ...settings };
    await this.start();
  }

  async stop(): Promise<void> {
    this.wanted = false;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 25_000);
    await gone;
    clearTimeout(late);
  }

  async close(): Promise<void> {
    await this.stop();
    await Promise.all([this.database.close(), this.redis?.close(), this.clients.close()]);
  }

  private launch(): void {
    const child = spawnTied(process.execPath, [join(this.root, 'dist/src/main.js')], {
      cwd: this.root,
      env: { PATH: process.env['PATH'], ...this.settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    let line = '';
    const hear = (chunk: Buffer) => {
      this.said = (this.said + chunk.toString()).slice(-SAID_KEPT);
      if (this.port !== null) return;
      line += chunk.toString();
      const port = /"role":"\w+","port":(\d+)/.exec(line)?.[1];
      if (port !== undefined && this.child === child) this.port = Number(port);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => {
      if (this.child !== child) return;
      this.port = null;
      if (this.wanted) void delay(300).then(() => this.wanted && this.child === child && this.launch());
    });
  }
}
