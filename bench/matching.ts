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
/** HiGHS is killed then: so long it has taken at least. */
const PATIENCE_SECONDS = options.quick ? 42 : 300;
const FOLDER = join(PROJECT_ROOT, 'var/bench');
mkdirSync(FOLDER, { recursive: true });

type Name = keyof typeof SIZES;
interface Solved {
  cost: bigint;
  /** Seconds, of solving alone. */
  cpu: number;
  peakKb: number;
}

/** Of every network that was solved, the published and mended ones too: whether ours cost what LEMON's did. */
const agreed: boolean[] = [];
const figures: Record<string, number> = {};

const province = await inventDay({ seed, ...SIZES.province });
const provinceRun = await compare('province', province);
figures['province_cpu_vs_lemon'] = ratio(provinceRun.ours.cpu, provinceRun.theirs.cpu);
figures['province_speedup_vs_highs'] = await speedupOverHighs(layOut(province).network, provinceRun.ours);
const day = published(province);
figures['mend_one_ms'] = await mend(day, 1);
figures['mend_500_ms'] = await mend(day, 500);
if (!options.quick) {
  const classes = await compare('classes', await inventDay({ seed, ...SIZES.classes }));
  figures['classes_cpu_vs_lemon'] = ratio(classes.ours.cpu, classes.theirs.cpu);
  const nation = await inventDay({ seed, ...SIZES.national });
  const { ours, theirs } = await compare('national', nation);
  figures['national_cpu_vs_lemon'] = ratio(ours.cpu, theirs.cpu);
  figures['national_memory_vs_lemon'] = ratio(ours.peakKb, theirs.peakKb);
  figures['national_mend_share'] = mendNation(nation);
  figures['national_day_seconds'] = await nationalDay(seed);
}
figures['optimal'] = Number(agreed.every(Boolean));
console.log(JSON.stringify({ bench: 'matching', figures }));

/** The middle of three runs each, in turn. */
async function compare(name: Name, problem: MatchingProblem): Promise<{ ours: Solved; theirs: Solved }> {
  const { network, crowds } = layOut(problem);
  const { arcHub, from, hubs } = network;
  console.log(
    `${name}: ${problem.people.length} people as ${crowds.length} crowds, ${problem.shifts.length} communes, ` +
      `${hubs} hubs, ${arcHub.length + from.length} arcs`,
  );
  if (options.export !== undefined) {
    mkdirSync(options.export, { recursive: true });
    writeDimacs(network, join(options.export, `${name}-${seed}.min`));
  }
  const all: { ours: Solved[]; theirs: Solved[] } = { ours: [], theirs: [] };
  for (let run = 0; run < 3; run++) {
    all.ours.push(await ourselves(network));
    all.theirs.push(await lemon(network));
  }
  const [ours, theirs] = [middleOf(all.ours), middleOf(all.theirs)];
  const same = agree([...all.ours, ...all.theirs]);
  console.log(`  optimum ${theirs.cost}: ${same ? 'the same' : `DIFFERENT, ours ${ours.cost}`}`);
  console.log(
    `  CPU ${ours.cpu.toFixed(3)} s, LEMON ${theirs.cpu.toFixed(3)} s; peak ${mb(ours)}, LEMON ${mb(theirs)}`,
  );
  return { ours, theirs };
}

async function ourselves(network: Network): Promise<Solved> {
  const file = join(FOLDER, `ours-${process.pid}.network`);
  writeBinary(network, file);
  try {
    const script = new URL('./matching/solve.main.js', import.meta.url);
    const { value, peakKb } = await measure<{ cost: string; cpu: number }>(script, [file]);
    return { cost: BigInt(value.cost), cpu: value.cpu, peakKb };
  } finally {
    rmSync(file, { force: true });
  }
}

function agree(solved: readonly Solved[]): boolean {
  const same = solved.every((one) => one.cost === solved[0]!.cost);
  agreed.push(same);
  return same;
}

async function speedupOverHighs(network: Network, ours: Solved): Promise<number> {
  try {
    const found = await highs(network, { limitSeconds: PATIENCE_SECONDS });
    const off = relativeDifference(found.cost, ours.cost);
    console.log(`  HiGHS ${found.cpu.toFixed(1)} s CPU, ${off} off the optimum`);
    return ratio(found.cpu, ours.cpu);
  } catch (thrown) {
    console.log(
      `  HiGHS: ${thrown instanceof Error ? thrown.message : String(thrown)}; that is the least it takes`,
    );
    return ratio(PATIENCE_SECONDS, ours.cpu);
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

/**
 * Mending is a whole run of the engine, reasons included: who stands is kept, the holes are filled from
 * who is free. Of a server that has run a while: the first runs only warm the compiler.
 */
async function mend(problem: MatchingProblem, count: number): Promise<number> {
  const asked = declining(problem, count);
  const ms = middle(Array.from({ length: 25 }, () => timed(() => solve(asked))).slice(10));
  const { network } = layOut(asked);
  const same = agree([await ourselves(network), await lemon(network)]);
  console.log(
    `  ${count} declined: mended in ${ms.toFixed(1)} ms, ${same ? 'as good as' : 'NOT as good as'} afresh`,
  );
  return round(ms);
}

/** @returns the share of a full run */
function mendNation(problem: MatchingProblem): number {
  const whole = timed(() => solve(problem));
  const asked = declining(published(problem), problem.people.length / 100);
  const ms = middle(Array.from({ length: 5 }, () => timed(() => solve(asked))));
  const share = ratio(ms, whole);
  console.log(
    `  1 % of the nation declined: ${ms.toFixed(0)} ms, ${(100 * share).toFixed(1)} % of a full run (${whole.toFixed(0)} ms)`,
  );
  return share;
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
function middle(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1]!;
}
function middleOf(runs: readonly Solved[]): Solved {
  const { cost } = runs[0]!;
  return { cost, cpu: middle(runs.map((run) => run.cpu)), peakKb: middle(runs.map((run) => run.peakKb)) };
}
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
function ratio(ours: number, theirs: number): number {
  return round(ours / theirs);
}
function mb({ peakKb }: Solved): string {
  return `${Math.round(peakKb / 1024)} MB`;
}
