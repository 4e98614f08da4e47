/** `npm run bench:NAME`: prepares the project and runs one bench; arguments go to it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, requireNode, ROOT } from './prepare.mjs';

requireNode();
const [name, ...args] = process.argv.slice(2);
let code = 1;
try {
  await prepare();
  const bench = spawn(process.execPath, [join(ROOT, `dist/bench/${name}.js`), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  code = await new Promise((resolve) => bench.once('close', (exit) => resolve(exit ?? 1)));
} catch (thrown) {
  console.error(thrown.message);
}
process.exit(code);
