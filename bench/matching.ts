import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { layOut } from '../src/assignments/domain/lay-out.js';
import type { Network } from '../src/assignments/domain/network.js';
import type { MatchingProblem } from '../src/assignments/domain/problem.js';
import { solve } from '../src/assignments/domain/solve.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';
import { writeBinary, writeDimacs } from './matching/dimacs.js';
import { highs, relativeDifference } from './matching/highs.js';
import { inventDay, SIZES } from './matching/instances.js';
import { lemon } from './matching/lemon.js';
import { measure } from './matching/measure.js';
import { nationalDay } from './matching/national-day.js';

/**
 * The engine against LEMON's network simplex (the fastest open one) and HiGHS (what one would install
 * instead), on instances from the real gazetteer, each solver in a process of its own.
 */
const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** The province alone. */
    quick: { type: 'boolean', default: false },
    /** A folder for the instances in DIMACS format. */
    export: { type: 'string' },
  },
});
const seed = Number(options.seed);
if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed wants a whole number.');

type Name = keyof typeof SIZES;
interface Compared {
  optimal: boolean;
  cpu: number;
  lemonCpu: number;
  cpuRatio: number;
  memoryRatio: number;
}

const figures: Record<string, number> = {};
const province = await inventDay({ seed, ...SIZES.province });
const compared = await compare('province', province);
figures['optimal'] = Number(compared.optimal);
figures['province_cpu_vs_lemon'] = compared.cpuRatio;
await compareHighs(layOut(province).network, compared);
await mend(province);
if (!options.quick) {
  const classes = await compare('classes', await inventDay({ seed, ...SIZES.classes }));
  const national = await compare('national', await inventDay({ seed, ...SIZES.national }));
  figures['optimal'] = Number(compared.optimal && classes.optimal && national.optimal);
  figures['classes_cpu_vs_lemon'] = classes.cpuRatio;
  figures['national_cpu_vs_lemon'] = national.cpuRatio;
  figures['national_memory_vs_lemon'] = national.memoryRatio;
  await mendNation();
  figures['national_day_seconds'] = await nationalDay(seed);
}
console.log(JSON.stringify({ bench: 'matching', figures }));

/** The middle of three runs each, in turn. */
async function compare(name: Name, problem: MatchingProblem): Promise<Compared> {
  const { network, crowds } = layOut(problem);
  const { arcHub, from, hubs } = network;
  console.log(
    `${name}: ${problem.people.length} people as ${crowds.length} crowds, ${problem.shifts.length} communes, ` +
      `${hubs} hubs, ${arcHub.length + from.length} arcs`,
  );
  const folder = join(PROJECT_ROOT, 'var/bench');
  mkdirSync(folder, { recursive: true });
  if (options.export !== undefined) {
    mkdirSync(options.export, { recursive: true });
    writeDimacs(network, join(options.export, `${name}-${seed}.min`));
  }
  const file = join(folder, `${name}-${process.pid}.network`);
  writeBinary(network, file);
  const ours: { cost: bigint; cpu: number; peakKb: number }[] = [];
  const theirs: typeof ours = [];
  try {
    for (let run = 0; run < 3; run++) {
      const { value, peakKb } = await measure<{ cost: string; cpu: number }>(
        new URL('./matching/solve.main.js', import.meta.url),
        [file],
      );
      ours.push({ cost: BigInt(value.cost), cpu: value.cpu, peakKb });
      theirs.push(await lemon(network));
    }
  } finally {
    rmSync(file, { force: true });
  }
  const [cpu, lemonCpu] = [middle(ours.map((one) => one.cpu)), middle(theirs.map((one) => one.cpu))];
  const [peak, lemonPeak] = [middle(ours.map((one) => one.peakKb)), middle(theirs.map((one) => one.peakKb))];
  const optimal = [...ours, ...theirs].every((one) => one.cost === theirs[0]!.cost);
  console.log(`  optimum ${theirs[0]!.cost}: ${optimal ? 'the same' : `DIFFERENT, ours ${ours[0]!.cost}`}`);
  console.log(
    `  CPU ${cpu.toFixed(3)} s, LEMON ${lemonCpu.toFixed(3)} s; peak ${mb(peak)}, LEMON ${mb(lemonPeak)}`,
  );
  return { optimal, cpu, lemonCpu, cpuRatio: round(cpu / lemonCpu), memoryRatio: round(peak / lemonPeak) };
}

async function compareHighs(network: Network, { cpu }: Compared): Promise<void> {
  // A lower bound is enough where it takes long: a killed run has taken at least so many times our time.
  const limitSeconds = options.quick ? 42 : 300;
  try {
    const found = await highs(network, { limitSeconds });
    const exact = (await lemon(network)).cost;
    console.log(
      `  HiGHS ${found.cpu.toFixed(1)} s CPU, ${relativeDifference(found.cost, exact)} off the optimum`,
    );
    figures['province_speedup_vs_highs'] = round(found.cpu / cpu);
  } catch (thrown) {
    console.log(`  HiGHS: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    figures['province_speedup_vs_highs'] = round(limitSeconds / cpu);
  }
}

/** Everybody of a plan stands, as after publishing. */
function published(problem: MatchingProblem): MatchingProblem {
  const { placements } = solve(problem);
  const people = problem.people.map((person, p) => {
    const { shiftId, skill } = placements[p]!;
    return shiftId === null ? person : { ...person, standing: { shiftId, skill, present: false } };
  });
  return { ...problem, people };
}

/** The first `count` of those who stand say no. */
function declining(problem: MatchingProblem, count: number): MatchingProblem {
  const { startsAt, endsAt } = problem.shifts[0]!;
  let left = count;
  const people = problem.people.map((person) =>
    person.standing && left-- > 0 ? { ...person, standing: null, declined: [{ startsAt, endsAt }] } : person,
  );
  return { ...problem, people };
}

/** Mending is a whole run of the engine, reasons included: who stands is kept, the holes are filled from who is free. */
async function mend(problem: MatchingProblem): Promise<void> {
  const day = published(problem);
  for (const [count, name] of [
    [1, 'mend_one_ms'],
    [500, 'mend_500_ms'],
  ] as const) {
    const asked = declining(day, count);
    // A server that has run a while: the first runs only warm the compiler.
    const runs = Array.from({ length: 25 }, () => timed(() => solve(asked)));
    const ms = middle(runs.slice(10));
    const { network } = layOut(asked);
    const { optimal } = await sameAsLemon(network);
    console.log(
      `  ${count} declined: mended in ${ms.toFixed(1)} ms, ${optimal ? 'as good as' : 'NOT as good as'} afresh`,
    );
    if (!optimal) figures['optimal'] = 0;
    figures[name] = round(ms);
  }
}

async function mendNation(): Promise<void> {
  const problem = await inventDay({ seed, ...SIZES.national });
  const whole = timed(() => solve(problem));
  const asked = declining(published(problem), problem.people.length / 100);
  const ms = middle(Array.from({ length: 5 }, () => timed(() => solve(asked))));
  console.log(
    `  1 % of the nation declined: ${ms.toFixed(0)} ms, ${round((100 * ms) / whole)} % of a full run (${whole.toFixed(0)} ms)`,
  );
  figures['national_mend_share'] = round(ms / whole);
}

async function sameAsLemon(network: Network): Promise<{ optimal: boolean }> {
  const file = join(PROJECT_ROOT, 'var/bench', `mend-${process.pid}.network`);
  writeBinary(network, file);
  try {
    const script = new URL('./matching/solve.main.js', import.meta.url);
    const { value } = await measure<{ cost: string }>(script, [file]);
    return { optimal: BigInt(value.cost) === (await lemon(network)).cost };
  } finally {
    rmSync(file, { force: true });
  }
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
function middle(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1]!;
}
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
function mb(kb: number): string {
  return `${Math.round(kb / 1024)} MB`;
}
