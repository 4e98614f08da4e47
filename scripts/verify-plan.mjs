/** `npm run verify-plan -- PLAN`: checks a plan again, from what the database keeps of it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, requireNode, ROOT } from './prepare.mjs';

requireNode();
let code = 1;
try {
  await prepare();
  const args = [join(ROOT, 'dist/src/assignments/verify-plan.main.js'), ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  code = await new Promise((resolve) => child.once('close', (exit) => resolve(exit ?? 1)));
} catch (thrown) {
  console.error(thrown.message);
}
process.exit(code);
