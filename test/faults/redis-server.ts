import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { freePort, stopChild } from '../conformance/processes.js';
import { eventually } from '../support/eventually.js';
import { spawnTied } from './remains.js';

/** A real redis-server with the configuration we ship. */
export class RedisServer {
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(folder: string): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), folder);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const config = join(PROJECT_ROOT, 'config/redis.conf');
    const options = ['--port', String(this.port), '--dir', this.folder, '--bind', '127.0.0.1'];
    this.child = spawnTied('redis-server', [config, ...options], { stdio: 'ignore' });
    await eventually(() => this.tell((client) => client.ping()).catch(() => null), 20_000);
  }

  async stop(): Promise<void> {
    if (this.child) await stopChild(this.child);
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async tell<T>(say: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.port, '127.0.0.1', {
      lazyConnect: true,
      maxRetriesPerRequest: 1,
      retryStrategy: null,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await say(client);
    } finally {
      client.disconnect();
    }
  }
}
