import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { makeFile } from '../src/platform/make-file.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ra-quan-made-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('makes a file once, for its owner alone, and never over another', async () => {
  const file = join(folder, 'one');
  await makeFile(file, 'first');
  await expect(makeFile(file, 'second')).rejects.toThrow('EEXIST');
  expect(await readFile(file, 'utf8')).toBe('first');
  expect(await readdir(folder)).toEqual(['one']);
});

it('leaves nothing where there is no room for the whole of it', async () => {
  const made = pathToFileURL(join(PROJECT_ROOT, 'dist/src/platform/make-file.js')).href;
  const program = `import { makeFile } from '${made}'; await makeFile('${join(folder, 'key')}', 'secret')`;
  // Whoever ignores the signal is told so by the write, as on a full disk.
  const child = [
    '-c',
    'trap "" XFSZ; ulimit -f 0; exec "$0" --input-type=module -e "$1"',
    process.execPath,
    program,
  ];
  await expect(promisify(execFile)('/bin/sh', child)).rejects.toThrow('EFBIG');
  expect(await readdir(folder)).toEqual([]);
});
