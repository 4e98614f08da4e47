import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { spread } from './spread.js';

afterEach(() => {
  jest.restoreAllMocks();
});

/** Which turn of the event loop it is. */
function turns() {
  let turn = 0;
  let stopped = false;
  const next = () => {
    turn++;
    if (!stopped) setImmediate(next);
  };
  setImmediate(next);
  return { now: () => turn, stop: () => (stopped = true) };
}
/** Every look at the clock finds the slice over. */
function everySliceIsOver() {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (now += 100));
}

describe('spreading work', () => {
  it('does it for each in order, and lets the loop turn in between', async () => {
    everySliceIsOver();
    const loop = turns();
    const done: { item: number; turn: number }[] = [];
    await spread(Array.from({ length: 100 }).keys(), (item) => done.push({ item, turn: loop.now() }));
    loop.stop();
    expect(done.map(({ item }) => item)).toEqual([...Array.from({ length: 100 }).keys()]);
    expect(new Set(done.map(({ turn }) => turn)).size).toBe(7); // sixteen at a time
  });

  it('gives one slice a turn to all that are under way together, each in its turn', async () => {
    everySliceIsOver();
    const loop = turns();
    const inTurn = new Map<number, Set<string>>();
    const busy = (name: string) =>
      spread(Array(160).keys(), () => {
        const names = inTurn.get(loop.now()) ?? new Set();
        inTurn.set(loop.now(), names.add(name));
      });
    await Promise.all(['a', 'b', 'c'].map(busy));
    loop.stop();
    expect([...inTurn.values()].filter((names) => names.size > 1)).toEqual([]);
    const order = [...inTurn.values()].flatMap((names) => [...names]).join('');
    expect(order).toBe('abc'.repeat(10));
  });

  it('lets go first what somebody waits for, and still gives the rest its turns', async () => {
    everySliceIsOver();
    const loop = turns();
    const inTurn = new Map<number, string>();
    const busy = (name: string, queue: 'first' | 'rest', slices: number) =>
      spread(Array(16 * slices).keys(), () => inTurn.set(loop.now(), name), queue);
    await Promise.all([busy('r', 'rest', 3), busy('F', 'first', 20)]);
    loop.stop();
    expect([...inTurn.values()].join('')).toBe(`${'F'.repeat(8)}r${'F'.repeat(8)}r${'F'.repeat(4)}r`);
  });

  it('goes on with the others when one has failed', async () => {
    everySliceIsOver();
    let n = 0;
    const [failed] = await Promise.allSettled([
      spread([1], () => {
        throw new Error('not this one');
      }),
      spread(Array(40).keys(), () => n++),
    ]);
    expect(failed.status).toBe('rejected');
    expect(n).toBe(40);
  });
});
