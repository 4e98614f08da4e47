import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Network } from '../../src/assignments/domain/network.js';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { writeBinary } from './dimacs.js';
import { measure } from './measure.js';

const FOLDER = join(PROJECT_ROOT, 'var/bench');

/** What the child process says. */
export interface HighsWord {
  /** Of HiGHS's flow, rounded to whole people and added up exactly. */
  cost: string;
  cpu: number;
  /** HiGHS's own figure, a double. */
  objective: number;
  /** The farthest that a flow was from a whole number. */
  fraction: number;
  /** Limits and balances that the rounded flow breaks; with any, its cost means nothing. */
  violations: number;
}

export interface HighsAnswer extends Omit<HighsWord, 'cost'> {
  cost: bigint;
  peakKb: number;
}

export interface HighsOptions {
  /** Of the wall clock. */
  limitSeconds?: number;
  /** HiGHS's own, as in `{ solver: 'ipm' }`. */
  solver?: Readonly<Record<string, string | number | boolean>>;
}

/** @throws TimeLimitReached */
export async function highs(network: Network, options: HighsOptions = {}): Promise<HighsAnswer> {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `network-${process.pid}.bin`);
  try {
    writeBinary(network, path);
    const { value, peakKb } = await measure<HighsWord>(
      new URL('./highs.main.js', import.meta.url),
      [path, JSON.stringify(options.solver ?? {})],
      { limitSeconds: options.limitSeconds ?? 300 },
    );
    return { ...value, cost: BigInt(value.cost), peakKb };
  } finally {
    rmSync(path, { force: true });
  }
}

/** How far a cost is from the exact one, as a share of it. */
export function relativeDifference(found: bigint | number, exact: bigint): number {
  const off = typeof found === 'bigint' ? Number(found - exact) : found - Number(exact);
  return off === 0 ? 0 : Math.abs(off) / Math.max(1, Math.abs(Number(exact)));
}
