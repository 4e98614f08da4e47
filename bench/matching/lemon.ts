import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Network } from '../../src/assignments/domain/network.js';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { writeDimacs } from './dimacs.js';
import { lastJson, type RunOptions } from './measure.js';

const SOURCE = join(PROJECT_ROOT, 'bench/matching/lemon.cpp');
const FOLDER = join(PROJECT_ROOT, 'var/bench');
const FLAGS = ['-O2', '-DNDEBUG'];

export interface LemonAnswer {
  cost: bigint;
  /** Of solving alone, not of reading. */
  cpu: number;
  peakKb: number;
}

/** What LEMON's network simplex, the fastest open one, says of the same network. */
export async function lemon(network: Network, options: RunOptions = {}): Promise<LemonAnswer> {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `network-${process.pid}.dimacs`);
  try {
    writeDimacs(network, path);
    return await lemonOnFile(path, options);
  } finally {
    rmSync(path, { force: true });
  }
}

export async function lemonOnFile(path: string, options: RunOptions = {}): Promise<LemonAnswer> {
  const said = await lastJson<{ cost: string; cpu: number; peak_kb: number }>(
    compileLemon(),
    [path],
    options.limitSeconds,
  );
  return { cost: BigInt(said.cost), cpu: said.cpu, peakKb: said.peak_kb };
}

/** Compiles the driver, once for each version of it, and says where it is. */
export function compileLemon(): string {
  const hash = createHash('sha256').update(readFileSync(SOURCE)).update(FLAGS.join(' ')).digest('hex');
  const program = join(FOLDER, `lemon-${hash.slice(0, 16)}`);
  if (existsSync(program)) return program;
  mkdirSync(FOLDER, { recursive: true });
  const draft = `${program}.${process.pid}`;
  const env = { ...process.env, LC_ALL: 'C' };
  const compiled = spawnSync('g++', [...FLAGS, '-o', draft, SOURCE], { encoding: 'utf8', env });
  if (compiled.error || /lemon\/[\w/]+\.h: No such file/.test(compiled.stderr)) {
    throw new Error('LEMON and a C++ compiler are needed: apt-get install -y g++ liblemon-dev');
  }
  if (compiled.status !== 0) throw new Error(`lemon.cpp does not compile:\n${compiled.stderr}`);
  renameSync(draft, program);
  return program;
}
