import { beforeEach, describe, expect, test } from 'vitest';
import { type EntryStore, Outbox } from './outbox.js';
import type { EntryEnd, SavedEntry } from './saved-entry.js';

const GATE = { eventId: 'event', siteId: 'site' };
const START = Date.parse('2026-10-10T00:42:00.000Z');

let now: number;
let disk: Map<string, SavedEntry>;
let sent: string[][];
let answer: (entry: SavedEntry) => EntryEnd | null;
let shown: readonly SavedEntry[];
let timers: { at: number; callback: () => void }[];

const store: EntryStore = {
  entries: () => Promise.resolve([...disk.values()]),
  putEntry: (entry) => Promise.resolve(void disk.set(entry.id, entry)),
  removeEntry: (id) => Promise.resolve(void disk.delete(id)),
};
const counted: EntryEnd = {
  kind: 'counted',
  message: { vi: 'Đã điểm danh', en: 'Checked in' },
  at: '2026-10-10T00:50:00.000Z',
  personId: 'hanh',
};
const twice: EntryEnd = { ...counted, kind: 'duplicate' };

beforeEach(() => {
  now = START;
  disk = new Map();
  sent = [];
  answer = () => counted;
  shown = [];
  timers = [];
});

function entry(id: string, values: Partial<SavedEntry> = {}): SavedEntry {
  const at = new Date(now).toISOString();
  return {
    id,
    ...GATE,
    at,
    job: {
      kind: 'check_in',
      entry: { id, method: 'leader', siteId: GATE.siteId, personId: 'hanh', deviceTime: at },
    },
    personId: 'hanh',
    said: 'expected',
    attempts: 0,
    notBefore: 0,
    end: null,
    toClear: false,
    ...values,
  };
}

async function open(): Promise<Outbox> {
  const box = new Outbox(store, GATE, {
    send: (batch) => {
      sent.push(batch.map(({ id }) => id));
      const ends = batch.flatMap((one) => {
        const end = answer(one);
        return end ? [[one.id, end] as const] : [];
      });
      return Promise.resolve(new Map(ends));
    },
    now: () => now,
    random: () => 0,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return () => (timers = timers.filter((one) => one !== timer));
    },
    changed: (entries) => (shown = entries),
  });
  await box.open();
  return box;
}

/** Lets the time pass, and what was due happen. */
async function pass(ms: number): Promise<void> {
  now += ms;
  const due = timers.filter((timer) => timer.at <= now);
  timers = timers.filter((timer) => timer.at > now);
  for (const { callback } of due) callback();
  await settle();
}
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

describe('the outbox of a gate', () => {
  test('has an entry on the disk before it says so, and sends it', async () => {
    const box = await open();
    await box.add(entry('a'));
    await settle();
    expect(sent).toEqual([['a']]);
    expect(shown).toMatchObject([{ id: 'a', end: { kind: 'counted' }, toClear: false }]);
    expect(disk.size).toBe(0);
  });

  test('keeps what nobody answered and sends it again, with the same id, until somebody does', async () => {
    answer = () => null;
    const box = await open();
    await box.add(entry('a'));
    await settle();
    await pass(2_000);
    await pass(4_000);
    expect(sent).toEqual([['a'], ['a'], ['a']]);
    expect(disk.get('a')).toMatchObject({ attempts: 3, end: null });
    answer = () => counted;
    box.wake();
    await settle();
    expect(shown).toMatchObject([{ id: 'a', end: { kind: 'counted' } }]);
    expect(disk.size).toBe(0);
  });

  test('goes on after the page was closed', async () => {
    answer = () => null;
    const before = await open();
    await before.add(entry('a'));
    now += 1;
    await before.add(entry('b'));
    await settle();
    before.close();
    answer = () => counted;
    now += 3_600_000;
    await open();
    await settle();
    expect(sent.at(-1)).toEqual(['a', 'b']);
    expect(disk.size).toBe(0);
  });

  test('leaves what was taken in at another gate until that is opened again', async () => {
    disk.set('x', entry('x', { siteId: 'another' }));
    const box = await open();
    await settle();
    expect([sent, box.elsewhere, shown]).toEqual([[], 1, []]);
  });

  test('holds a tick for as long as it may be undone, also when the network comes back', async () => {
    const box = await open();
    await box.add(entry('a', { notBefore: now + 10_000 }));
    box.wake();
    await pass(9_000);
    expect(sent).toEqual([]);
    expect(await box.undo('a')).toBe(true);
    await pass(2_000);
    expect([sent, shown, disk.size]).toEqual([[], [], 0]);
    await box.add(entry('b', { notBefore: now + 10_000 }));
    await pass(10_000);
    expect(sent).toEqual([['b']]);
    expect(await box.undo('b')).toBe(false);
  });

  test('asks somebody to look at an answer that came late and is otherwise than the gate had said', async () => {
    answer = () => null;
    const box = await open();
    await box.add(entry('late'));
    await box.add(entry('told', { said: 'present' }));
    await settle();
    answer = () => twice;
    await pass(60_000);
    const toClear = () => shown.filter((one) => one.toClear).map(({ id }) => id);
    expect(toClear()).toEqual(['late']);
    expect([...disk.keys()]).toEqual(['late']);
    // It is still there after the page was closed, and gone when somebody has seen to it.
    box.close();
    const again = await open();
    expect(toClear()).toEqual(['late']);
    await again.clear('late');
    expect([toClear(), disk.size]).toEqual([[], 0]);
  });

  test('sends the oldest first and not too many at once', async () => {
    answer = () => null;
    const box = await open();
    for (let n = 0; n < 60; n++) await box.add(entry(`n${n}`, { notBefore: now + 1_000 }));
    answer = () => counted;
    await pass(1_000);
    expect(sent.map((batch) => [batch[0], batch.length])).toEqual([
      ['n0', 50],
      ['n50', 10],
    ]);
  });
});
