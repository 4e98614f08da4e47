import type { LoadShape } from './load.js';
import { type CaseResult, type Row, Scene } from './scene.js';
import { type Kind, World } from './world.js';

export interface Order {
  rows: readonly Row[];
  seeds: number;
  from: number;
  /** Worlds that run beside each other. */
  lanes: number;
  load?: Partial<LoadShape>;
  say(line: string): void;
}

export interface Report {
  results: CaseResult[];
  /** Cases that broke off: not recovered, or the harness itself failed. */
  broken: string[];
}

/** Seeds of one row that one world plays one after another, at most. */
const BLOCK = 5;

interface Block {
  row: Row;
  seeds: number[];
}

/** Plays every row with every seed. A case that breaks off costs its world; the next gets a new one. */
export async function playMatrix(template: string, order: Order): Promise<Report> {
  const blocks = blocksOf(order);
  const report: Report = { results: [], broken: [] };
  const all = order.rows.length * order.seeds;
  const lane = async () => {
    let world: World | null = null;
    let block: Block | undefined;
    while ((block = blocks.shift())) {
      for (const seed of block.seeds) {
        const { row } = block;
        const played = await playOne(template, world, row, seed, order.load ?? {}, report);
        world = played.world;
        const counted = `${report.results.length + report.broken.length}/${all}`;
        order.say(`${counted} ${row.name} seed ${seed}: ${played.line}`);
      }
    }
    await world?.close();
  };
  await Promise.all(Array.from({ length: order.lanes }, lane));
  return report;
}

/** @returns the world that the next case may use; none, when this one broke off */
async function playOne(
  template: string,
  before: World | null,
  row: Row,
  seed: number,
  load: Partial<LoadShape>,
  report: Report,
): Promise<{ world: World | null; line: string }> {
  let world = before;
  try {
    world = await worldOf(template, row.kind, before);
    const result = await inTime(Scene.play(world, row, seed, { load }));
    report.results.push(result);
    return { world, line: lineOf(result) };
  } catch (thrown) {
    const nodes = world?.nodes ?? [];
    const said = nodes.map(({ name, output }) => `-- ${name}\n${output.slice(-1_500)}`).join('\n');
    const why = thrown instanceof Error ? thrown.message : 'error';
    report.broken.push(`${row.name} seed ${seed}: ${why}\n${said}`);
    await world?.close();
    return { world: null, line: `BROKEN ${why.split('\n')[0]}` };
  }
}

/** The harness itself must not wait for ever: a case that hangs is broken, and costs its world. */
const CASE_MS = 300_000;

async function inTime<T>(playing: Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error('the case hung')), CASE_MS);
  });
  try {
    return await Promise.race([playing, deadline]);
  } finally {
    clearTimeout(late);
  }
}

let making: Promise<unknown> = Promise.resolve();

/** Worlds are made one after another: four processes that start are enough for a small machine. */
async function worldOf(template: string, kind: Kind, world: World | null): Promise<World> {
  if (world?.kind === kind) return world;
  await world?.close();
  const made = making.catch(() => undefined).then(() => World.create(template, kind));
  making = made;
  return made;
}

/** Worlds of one kind follow each other, so that a lane changes its world seldom. */
function blocksOf({ rows, seeds, from, lanes }: Order): Block[] {
  const share = Math.min(BLOCK, Math.ceil(seeds / lanes));
  // A heavy row is one block, which one lane plays beside the others' lighter ones, from the beginning.
  const weightOf = ({ heavy }: Row) => (heavy === true ? 0 : 1);
  const sorted = [...rows].sort((a, b) => weightOf(a) - weightOf(b) || a.kind.localeCompare(b.kind));
  return sorted.flatMap((row) => {
    const size = row.heavy === true ? seeds : share;
    return Array.from({ length: Math.ceil(seeds / size) }, (_, block) => ({
      row,
      seeds: Array.from({ length: Math.min(size, seeds - block * size) }, (__, i) => from + block * size + i),
    }));
  });
}

function lineOf(result: CaseResult): string {
  const faults = [...result.lost, ...result.doubled, ...result.wrong];
  const found = faults.length === 0 ? 'true' : `FALSE ${faults.slice(0, 3).join('; ')}`;
  return `${found}, ${result.acknowledged} receipts, ${result.unknown} sent again, recovered in ${result.recoveryS.toFixed(1)} s`;
}
