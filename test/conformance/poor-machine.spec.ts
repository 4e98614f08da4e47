import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { spawn, type StdioOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { TEST_KEYS } from '../support/test-keys.js';
import { freePort, startNode, stopChild, temporaryFolder } from './processes.js';

const MAIN = join(PROJECT_ROOT, 'dist/src/main.js');

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = await temporaryFolder();
});
afterEach(async () => {
  await database.drop();
  await folder.remove();
});

/** Starts the server and asks it for what leaves lines in its log. @returns when it has answered all */
async function useServer(command: string, args: string[], stdio: StdioOptions, lines = 1): Promise<void> {
  const port = await freePort();
  const child = spawn(command, args, {
    cwd: PROJECT_ROOT,
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: database.url,
      SEALING_KEYS: TEST_KEYS,
      DEMO_PROVINCE: 'none',
      LOG_LEVEL: 'debug',
      npm_lifecycle_event: 'test', // it goes when a killed test run does
    },
    stdio,
  });
  const answer = async (path: string) =>
    (await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null))?.status;
  try {
    await eventually(
      async () => child.exitCode !== null || (await answer('/api/health/ready')) === 200,
      60_000,
    );
    for (let n = 0; n < lines; n++) expect(await answer('/api/nothing')).toBe(404);
    expect(await answer('/api/health/ready')).toBe(200);
    expect(child.exitCode).toBeNull();
  } finally {
    child.stdout?.resume();
    await stopChild(child);
  }
}

it('a server whose log has no room goes on', async () => {
  const full = openSync('/dev/full', 'w');
  try {
    await useServer(process.execPath, [MAIN], ['ignore', full, full]);
  } finally {
    closeSync(full);
  }
}, 120_000);

it('a server whose terminal is held goes on', async () => {
  // Nobody reads what comes from the terminal: after some 70 kB it takes no more.
  const onTerminal = ['-qec', `${process.execPath} ${MAIN}`, '/dev/null'];
  await useServer('script', onTerminal, ['ignore', 'pipe', 'ignore'], 2_000);
}, 120_000);

it('a server that may open few files says so', async () => {
  const file = join(folder.path, 'log');
  const log = openSync(file, 'w');
  try {
    const limited = ['-c', 'ulimit -n 4096 && exec "$@"', 'sh', process.execPath, MAIN];
    await useServer('/bin/sh', limited, ['ignore', log, log]);
  } finally {
    closeSync(log);
  }
  const said = readFileSync(file, 'utf8');
  expect(said).toContain('chỉ cho mở 4096 tệp');
  expect(said).toContain('lets the server open 4096 files');
}, 120_000);

it('a server that is held up keeps those who come meanwhile, as many as after a restart', async () => {
  const node = await startNode({
    DATABASE_URL: database.url,
    SEALING_KEYS: TEST_KEYS,
    DEMO_PROVINCE: 'none',
  });
  node.process.kill('SIGSTOP');
  let through = 0;
  const port = Number(new URL(node.url).port);
  const comers = Array.from({ length: 2_000 }, () =>
    connect(port, '127.0.0.1', () => (through += 1)).on('error', () => undefined),
  );
  try {
    await eventually(() => through === comers.length, 15_000);
  } finally {
    for (const comer of comers) comer.destroy();
    node.process.kill('SIGCONT');
    await node.stop();
  }
});
