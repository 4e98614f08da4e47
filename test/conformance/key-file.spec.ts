import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { eventually } from '../support/eventually.js';
import { type Node, startNode, temporaryFolder } from './processes.js';
import { logInOf, Story } from './story.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let node: Node;
const start = () =>
  startNode({ ROLE: 'all', DATA_DIR: folder.path, UNSAFE_DATABASE: 'true', DEMO_PEOPLE: '0' });

beforeAll(async () => {
  folder = await temporaryFolder();
  node = await start();
}, 180_000);
afterAll(async () => {
  await node.stop();
  await folder.remove();
});

/** What the command says, or why it refuses. */
async function rotate(): Promise<string> {
  const file = join(PROJECT_ROOT, 'dist/src/rotate-keys.main.js');
  const env = { PATH: process.env['PATH'], DATA_DIR: folder.path, UNSAFE_DATABASE: 'true' };
  const run = promisify(execFile)(process.execPath, [file], { env });
  return run.then(
    ({ stdout }) => stdout,
    (failed: unknown) => {
      if (typeof failed === 'object' && failed !== null && 'stderr' in failed) return String(failed.stderr);
      throw failed;
    },
  );
}

describe('the key file of the data folder', () => {
  it('is changed while the server stands still: everything is sealed anew, and the old key goes', async () => {
    const logIn = await eventually(() => logInOf(node.said()), 60_000);
    const story = await Story.begin([node.url], logIn);
    await story.importRoster();
    await story.everybodyIsFoundByNumber();
    story.end();
    const file = join(folder.path, 'sealing.keys');
    const before = await readFile(file, 'utf8');
    expect(await rotate()).toContain('Stop Ra Quân first');
    expect(await readFile(file, 'utf8')).toBe(before);

    expect(await node.stop()).toBe(0);
    const said = await rotate();
    expect(said).toContain('Nothing needs any more: key 1.');
    const after = await readFile(file, 'utf8');
    expect(after).toMatch(/^2:[^,]+$/);
    expect(after).not.toContain(before.slice(2));

    node = await start();
    const again = await Story.begin([node.url], logIn);
    await again.everybodyIsFoundByNumber();
    again.end();
  }, 180_000);
});
