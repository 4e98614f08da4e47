import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Locks the data folder for this process. The lock is a file with the owner's process number; one
 * left by a killed process is taken over.
 * @returns a function that gives the lock back
 * @throws Error in words when another Ra Quân is using the folder
 */
export async function lockDataFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const file = join(folder, 'lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (Number.isInteger(owner) && owner > 0 && owner !== process.pid && (await isNode(owner))) {
      throw new Error(
        `Ra Quân is already running on ${folder} (process ${owner}). ` +
          'Use that one, stop it, or choose another folder with DATA_DIR=…',
      );
    }
    await rm(file, { force: true });
  }
  throw new Error(`The data folder ${folder} could not be locked.`);
}

/** A process number may have been given to another program since the lock was written. */
async function isNode(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'node');
  return command.includes('node') || command.includes('npm');
}
