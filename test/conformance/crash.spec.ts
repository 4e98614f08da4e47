import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http-client.js';
import { freePort, type Node, startNode, temporaryFolder } from './processes.js';
import { logInOf } from './story.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let node: Node;
let settings: Record<string, string>;
let staff: HttpClient;

beforeAll(async () => {
  folder = await temporaryFolder();
  settings = { DATA_DIR: folder.path, PORT: String(await freePort()), DEMO_PEOPLE: '0' };
  node = await startNode(settings);
  const logIn = await eventually(() => logInOf(node.said()), 60_000);
  staff = new HttpClient(node.url);
  expect((await staff.post('/api/sessions/staff', logIn)).status).toBe(200);
}, 180_000);
afterAll(async () => {
  await node.stop();
  await folder.remove();
});

const postmaster = async () =>
  Number((await readFile(join(folder.path, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);

const timesBack = () => node.said().split('"is back"').length - 1;

/** @throws what the server said last, when PostgreSQL does not come back */
async function isBackAfter(before: number) {
  await eventually(() => timesBack() > before, 60_000).catch(() => {
    throw new Error(`PostgreSQL did not come back: ${node.said().slice(-3_000)}`);
  });
}

/** The session and the organisation that were committed before the crash are there. */
async function nothingIsLost() {
  const answer = await staff.get<unknown[]>('/api/org-units');
  return answer.status === 200 && answer.body.length > 100;
}

function secondStart(changed: Record<string, string>) {
  return spawnSync(process.execPath, [join(PROJECT_ROOT, 'dist/src/main.js')], {
    cwd: PROJECT_ROOT,
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', ...settings, ...changed },
    encoding: 'utf8',
    timeout: 30_000,
  });
}

describe('a start', () => {
  it('leaves a data folder alone that another process holds, and says who', async () => {
    const { status, stderr } = secondStart({ PORT: '0' });
    expect(status).toBe(1);
    expect(stderr).toContain(`already running on ${folder.path} (process ${node.process.pid})`);
    expect(await nothingIsLost()).toBe(true);
  });

  it('says which port is in use and how to choose another', () => {
    const { status, stderr } = secondStart({ DATA_DIR: join(folder.path, 'other') });
    expect(status).toBe(1);
    expect(stderr).toContain(`Port ${settings['PORT']} is in use. Choose another: PORT=`);
  });
});

describe('after kill -9', () => {
  it('of PostgreSQL, the server starts it again and goes on', async () => {
    const before = await postmaster();
    process.kill(before, 'SIGKILL');
    await isBackAfter(0);
    expect(await postmaster()).not.toBe(before);
    await eventually(() => nothingIsLost(), 30_000);
    expect(node.process.exitCode).toBeNull();
  }, 120_000);

  it('of PostgreSQL again and again, the server still goes on', async () => {
    for (let n = 0; n < 6; n++) {
      const before = timesBack();
      process.kill(await postmaster(), 'SIGKILL');
      await isBackAfter(before);
    }
    await eventually(() => nothingIsLost(), 30_000);
    expect(node.process.exitCode).toBeNull();
  }, 180_000);

  it('of the server, the next start comes back with everything', async () => {
    node.process.kill('SIGKILL');
    node = await startNode(settings);
    expect(await nothingIsLost()).toBe(true);
  }, 120_000);

  it('of both, too', async () => {
    const orphan = await postmaster();
    node.process.kill('SIGKILL');
    process.kill(orphan, 'SIGKILL');
    node = await startNode(settings);
    expect(await nothingIsLost()).toBe(true);
  }, 120_000);
});
