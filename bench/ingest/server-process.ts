import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { BENCH_KEYS } from '../keys.js';

export interface ServerProcess {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** As the server is started everywhere: see package.json. */
const AS_STARTED = ['--max-semi-space-size=64'];

/**
 * Starts a built main on a database, as a server of its own, and waits until it listens.
 * @param nodeArgs for Node itself, as in `--cpu-prof`
 */
export async function startServerProcess(
  main: URL,
  databaseUrl: string,
  nodeArgs: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...AS_STARTED, ...nodeArgs, fileURLToPath(main)], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      SEALING_KEYS: BENCH_KEYS,
      PORT: '0',
      HOST: '127.0.0.1',
      DEMO_PROVINCE: 'none',
      // It leaves when its parent does.
      npm_lifecycle_event: 'bench',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const listens = new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /"port":(\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
      else if (line.includes('"level":"error"') || line.includes('"level":"warn"')) console.log(line);
    });
    void exited.then(() => reject(new Error(`${main.pathname} ended before it listened`)));
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await exited;
    clearTimeout(late);
  };
  try {
    return { port: await listens, pid: child.pid!, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}
