import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

/** What a run has started and must not leave behind, however it ends. */
const children = new Set<ChildProcess>();
const folders = new Set<string>();
const mounts = new Set<string>();

/** On Linux a child dies with us, even when it is stopped and we were killed. */
const LEASH = process.platform === 'linux' ? ['setpriv', '--pdeathsig', 'KILL'] : [];

/** Starts a program that does not outlive this process. */
export function spawnTied(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const [program, ...rest] = [...LEASH, command, ...args];
  return tie(spawn(program ?? command, rest, options));
}

/** Remembers a child until it has ended. */
export function tie(child: ChildProcess): ChildProcess {
  children.add(child);
  child.once('close', () => children.delete(child));
  child.once('error', () => children.delete(child));
  return child;
}

export function keepFolder(path: string): void {
  folders.add(path);
}

/** A small disk of its own in memory. @throws Error in words where this user may not mount */
export function mountSmallDisk(path: string, megabytes: number, uid: number): void {
  const options = `size=${megabytes}m,uid=${uid},gid=${uid},mode=0700`;
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`A small disk needs the right to mount: ${made.stderr}`);
  mounts.add(path);
}

/** Lets go of a small disk, when there is one at `path`. */
export function unmountSmallDisk(path: string): void {
  if (mounts.delete(path)) spawnSync('umount', ['-l', path]);
}

/** Kills, unmounts and removes; the last thing a run does, also when it was interrupted. */
export function removeRemains(): void {
  for (const child of children) child.kill('SIGKILL');
  for (const path of mounts) spawnSync('umount', ['-l', path]);
  mounts.clear();
  for (const path of folders) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  folders.clear();
}
