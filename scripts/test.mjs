/** `npm test`: prepares the project and runs every jest test; arguments go to jest. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, requireNode, ROOT } from './prepare.mjs';
import { sweepTestFolders } from './sweep-test-folders.mjs';

requireNode();
try {
  await prepare();
} catch (thrown) {
  console.error(thrown.message);
  process.exit(1);
}
await sweepTestFolders();
const jest = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    join(ROOT, 'node_modules/jest/bin/jest.js'),
    '-c',
    'config/jest.config.mjs',
    ...process.argv.slice(2),
  ],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } },
);
// The terminal has told jest too; we stay to tidy up after it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => jest.kill('SIGTERM'));
const code = await new Promise((resolve) => jest.once('close', (exit) => resolve(exit ?? 1)));
await sweepTestFolders();
process.exit(code);
