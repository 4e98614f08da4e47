import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { BENCH_KEYS } from '../keys.js';

/** A web node of the server, in a process that can be killed and started again on its port. */
export class ServerProcess {
  private child: ChildProcess | null = null;

  constructor(
    readonly port: number,
    private readonly databaseUrl: string,
    private readonly folder: string,
  ) {}

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/src/main.js')], {
      cwd: PROJECT_ROOT,
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        ROLE: 'web', // the jobs go on elsewhere, and do not count
        PORT: String(this.port),
        DATABASE_URL: this.databaseUrl,
        SEALING_KEYS: BENCH_KEYS,
        DATA_DIR: this.folder,
        DEMO_PROVINCE: 'none',
        LOG_LEVEL: 'error',
        npm_lifecycle_event: 'bench', // it watches its parent, so that nothing is left behind
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child = child;
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('The server did not start.'))),
    ]);
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
