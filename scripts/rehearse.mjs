/**
 * `npm run rehearse`: drives a running server as thousands of people would. Where none answers on the
 * default address, it starts one on the default data folder for as long as the rehearsal lasts.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, requireNode, ROOT } from './prepare.mjs';

requireNode();
let server = null;
let code = 1;
try {
  await prepare();
  const args = process.argv.slice(2);
  const named = args.some((arg) => arg === '--help' || arg.startsWith('--url'));
  const url = `http://localhost:${process.env.PORT ?? 3000}`;
  if (!named && !(await answers(url))) server = await startServer(url);
  const logIn = join(process.env.DATA_DIR ?? 'var', 'admin.txt');
  const defaults = named ? [] : ['--url', url, '--login-file', logIn];
  code = await run([join(ROOT, 'dist/src/rehearsal/rehearse.main.js'), ...defaults, ...args]);
} catch (thrown) {
  console.error(thrown.message);
} finally {
  await stop(server);
}
process.exit(code);

async function answers(url) {
  return fetch(`${url}/api/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}

/** Resolves when the server says that it is ready, with the demo in its database. */
function startServer(url) {
  console.log(`No server answers on ${url}: starting one for this rehearsal …`);
  const child = spawn(process.execPath, [join(ROOT, 'dist/src/main.js')], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', () => reject(new Error('The server could not be started; the reason is above.')));
  });
}

function run(args) {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  return new Promise((resolve) => child.once('close', (exit) => resolve(exit ?? 1)));
}

async function stop(child) {
  if (!child || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await gone;
}
