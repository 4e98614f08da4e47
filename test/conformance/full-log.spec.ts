import { expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { TEST_KEYS } from '../support/test-keys.js';
import { freePort, stopChild } from './processes.js';

it('a server whose log has no room goes on', async () => {
  const database = await createTestDatabase();
  const port = await freePort();
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/src/main.js')], {
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
    stdio: ['ignore', full, full],
  });
  closeSync(full);
  const answers = async (path: string) =>
    (await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null))?.status;
  try {
    await eventually(
      async () => child.exitCode !== null || (await answers('/api/health/ready')) === 200,
      60_000,
    );
    expect(await answers('/api/nothing')).toBe(404); // a line for it
    expect(await answers('/api/health/ready')).toBe(200);
    expect(child.exitCode).toBeNull();
  } finally {
    await stopChild(child);
    await database.drop();
  }
}, 120_000);
