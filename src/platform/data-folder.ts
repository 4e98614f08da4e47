import { readFile, rm, stat, utimes, writeFile, mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface DataFolderLock {
  /** Says to a start that waits that this process is about to give the folder back. */
  leave(): Promise<void>;
  release(): Promise<void>;
}

interface Note {
  pid: number;
  host: string;
  leaving: boolean;
}

/** How often the holder touches its note, and after what silence a holder on another machine is dead. */
const BEAT_MS = 2_000;
const SILENCE_MS = 10_000;
/** A holder whose npm was killed notices within this time, and then says that it leaves. */
const PATIENCE_MS = 1_500;
const LEAVING_PATIENCE_MS = 25_000;

/**
 * Locks the data folder for this process. On one machine the operating system keeps the lock and
 * lets it go when the process dies, however it dies; a note in the folder says who holds it, and
 * its age answers for holders in other containers or on other machines.
 * @throws Error in words when another Ra Quân is using the folder
 */
export async function lockDataFolder(folder: string): Promise<DataFolderLock> {
  await makeFolder(folder);
  const file = join(folder, 'lock');
  const guard = await takeGuard(folder, file);
  const foreign = await livingForeigner(file);
  if (foreign) {
    guard?.close();
    throw inUse(folder, `process ${foreign.pid} on ${foreign.host}`);
  }
  const note: Note = { pid: process.pid, host: hostname(), leaving: false };
  const write = () => writeFile(file, JSON.stringify(note));
  await write();
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined); // the folder is being removed: nothing to keep
  }, BEAT_MS).unref();
  return {
    leave: async () => {
      note.leaving = true;
      await write();
    },
    release: async () => {
      clearInterval(beat);
      await rm(file, { force: true });
      guard?.close();
    },
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o711 });
    await writeFile(join(folder, '.writable'), 'yes');
    await rm(join(folder, '.writable'));
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    const why =
      code === 'ENOSPC'
        ? 'its disk is full. Make room on it'
        : 'it belongs to another user or is read-only. Start as its owner';
    throw new Error(
      `The data folder ${folder} cannot be written (${code}): ${why}, or choose another folder with DATA_DIR=…`,
      { cause: thrown },
    );
  }
}

/** Holds the folder on this machine; waits a little for a holder that is on its way out. */
async function takeGuard(folder: string, file: string): Promise<Server | null> {
  const began = Date.now();
  for (;;) {
    const guard = process.platform === 'linux' ? await listenGuard(folder) : await checkProcess(file);
    if (guard !== 'taken') return guard;
    const holder = await readNote(file);
    const patience = holder?.leaving === true ? LEAVING_PATIENCE_MS : PATIENCE_MS;
    if (Date.now() - began > patience)
      throw inUse(folder, holder ? `process ${holder.pid}` : 'on this machine');
    await sleep(100);
  }
}

/** A socket in Linux's abstract namespace: no file to be left behind, gone with its process. */
async function listenGuard(folder: string): Promise<Server | 'taken'> {
  const { dev, ino } = await stat(folder);
  const server = createServer((socket) => socket.destroy()).unref();
  return new Promise((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) =>
      thrown.code === 'EADDRINUSE' ? resolve('taken') : reject(thrown),
    );
    server.listen(`\0ra-quan/${dev}/${ino}`, () => resolve(server));
  });
}

/** Elsewhere the holder's process number must do. */
async function checkProcess(file: string): Promise<null | 'taken'> {
  const note = await readNote(file);
  if (!note || note.pid === process.pid || note.host !== hostname()) return null;
  try {
    process.kill(note.pid, 0);
    return 'taken';
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM' ? 'taken' : null;
  }
}

/** Another machine or container may hold a shared folder: it does as long as its note stays young. */
async function livingForeigner(file: string): Promise<Note | null> {
  const note = await readNote(file);
  if (!note || note.host === hostname()) return null;
  const ageAtFirst = await modifiedAt(file);
  if (Date.now() - ageAtFirst > SILENCE_MS) return null;
  for (let waited = 0; waited < SILENCE_MS; waited += 500) {
    await sleep(500);
    if ((await modifiedAt(file)) !== ageAtFirst) return note;
  }
  return null;
}

const modifiedAt = (file: string): Promise<number> =>
  stat(file).then(
    (at) => at.mtimeMs,
    () => 0,
  );

async function readNote(file: string): Promise<Note | null> {
  try {
    const note: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof note !== 'object' || note === null || !('pid' in note) || !('host' in note)) return null;
    return {
      pid: Number(note.pid),
      host: String(note.host),
      leaving: 'leaving' in note && note.leaving === true,
    };
  } catch {
    return null; // none, or one cut short by a killed process
  }
}

function inUse(folder: string, holder: string): Error {
  return new Error(
    `Ra Quân is already running on ${folder} (${holder}). ` +
      'Use that one, stop it, or choose another folder with DATA_DIR=…',
  );
}
