import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './prepare.mjs';

/** Test runs keep their databases in folders of this name, each with the number of its process in `owner`. */
export const TEST_FOLDER = 'ra-quan-test-';

/** Stops and removes what a killed test run has left behind. */
export async function sweepTestFolders() {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((n) => n.startsWith(TEST_FOLDER))) {
    const folder = join(tmpdir(), name);
    const owner = Number(await readFile(join(folder, 'owner'), 'utf8').catch(() => 'unknown'));
    if (!Number.isInteger(owner) || isAlive(owner)) continue;
    await stopPostgres(join(folder, 'postgres/postmaster.pid'));
    await rm(folder, { recursive: true, force: true }).catch(() => undefined); // somebody else's
  }
}

async function stopPostgres(pidFile) {
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!isAlive(pid)) return;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres');
  if (!name.startsWith('postgres')) return;
  try {
    process.kill(pid, 'SIGQUIT'); // at once: nobody needs these data again
  } catch {
    return;
  }
  for (let waited = 0; isAlive(pid) && waited < 5_000; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
