import { expect, test } from 'vitest';
import { SendLoop } from './send-loop.js';

interface Entry {
  id: string;
  notBefore: number;
}

/** A list that is sent one by one, by a clock that the test holds in its hand. */
function world(list: Entry[]) {
  const sent: string[] = [];
  const waits: number[] = [];
  const loop = new SendLoop<Entry>(
    { now: () => 1_000, after: (ms) => (waits.push(ms), () => undefined) },
    () => list,
    async ([first]) => {
      await Promise.resolve();
      sent.push(first!.id);
      list.splice(list.indexOf(first!), 1);
    },
  );
  return { loop, sent, waits };
}

test('what comes while something is sent is sent too, up to the last moment', async () => {
  for (let moments = 0; moments < 10; moments++) {
    const list = [{ id: 'a', notBefore: 0 }];
    const { loop, sent } = world(list);
    const first = loop.run();
    for (let moment = 0; moment < moments; moment++) await Promise.resolve();
    list.push({ id: 'b', notBefore: 0 });
    await Promise.all([first, loop.run()]);
    expect(sent).toEqual(['a', 'b']);
  }
});

test('it sleeps until the next is due, and not at all when it is closed', async () => {
  const { loop, sent, waits } = world([
    { id: 'later', notBefore: 5_000 },
    { id: 'soon', notBefore: 1_001 },
  ]);
  await loop.run();
  expect([sent, waits]).toEqual([[], [50]]);
  loop.close();
  await loop.run();
  expect(waits).toEqual([50]);
});

test('what was saved by a clock that ran a year ahead is sent when that is right again', async () => {
  const { loop, sent, waits } = world([{ id: 'ahead', notBefore: 1_000 + 365 * 86_400_000 }]);
  await loop.run();
  expect([sent, waits]).toEqual([['ahead'], []]);
});
