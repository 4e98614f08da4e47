import { Random } from '../../src/kernel/random.js';
import type { DataSource } from 'typeorm';
import { History } from './history.js';
import { COMMUNES, makeStages, makeWorld, type World } from './world.js';

/** As many at a time as keep PostgreSQL and Node busy on two cores. */
const AT_ONCE = 8;
const STAGES = 200;

export interface Played {
  histories: number;
  seconds: number;
}

/**
 * Plays random histories, each on an event of its own, until there are `many` or the time is over.
 * @throws what differs, with the seed of the history
 */
export async function playHistories(options: {
  dataSource: DataSource;
  get: ConstructorParameters<typeof History>[2];
  many: number;
  seconds?: number;
  firstSeed: number;
  say?: (done: number) => void;
}): Promise<Played> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const world = await makeWorld(options.dataSource);
  let done = 0;
  while (done < options.many && seconds() < (options.seconds ?? Infinity)) {
    const size = Math.min(STAGES, options.many - done);
    await playSome(world, options.get, options.firstSeed + done, size);
    done += size;
    options.say?.(done);
  }
  return { histories: done, seconds: seconds() };
}

async function playSome(
  world: World,
  get: ConstructorParameters<typeof History>[2],
  firstSeed: number,
  many: number,
): Promise<void> {
  // Each stage by its own seed, too: so a history that differs can be played again alone.
  const randoms = Array.from({ length: many }, (_, n) => new Random(firstSeed + n));
  const stages = await makeStages(world, many, (stage) => randoms[stage]!.between(0, 2 * COMMUNES - 1));
  let next = 0;
  const player = async () => {
    while (next < stages.length) {
      const n = next++;
      await new History(world, stages[n]!, get, firstSeed + n).play();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, player));
}
