/** `node scripts/run.mjs FILE …`: prepares the project and runs a built file of it; arguments go to it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, requireNode, ROOT } from './prepare.mjs';

requireNode();
const [file, ...args] = process.argv.slice(2);
let code = 1;
try {
  await prepare();
  const child = spawn(process.execPath, [join(ROOT, 'dist', file), ...args], { cwd: ROOT, stdio: 'inherit' });
  code = await new Promise((resolve) => child.once('close', (exit) => resolve(exit ?? 1)));
} catch (thrown) {
  console.error(thrown.message);
}
process.exit(code);
