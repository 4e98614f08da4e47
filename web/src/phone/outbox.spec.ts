import { describe, expect, test } from 'vitest';
import type { Rows } from '../shared/outbox/disk.js';
import { Outbox } from './outbox.js';
import type { Saved, SavedAnswer, SavedCheckIn, SavedWay, SendResult } from './saved-check-in.js';

const entry = (id: string, more: Partial<SavedCheckIn> = {}): SavedCheckIn => ({
  id,
  personId: 'me',
  assignmentId: `assignment of ${id}`,
  eventId: 'event',
  siteId: 'site',
  deviceId: 'phone-1',
  gateCode: '123456',
  deviceTime: '2026-10-10T00:42:00Z',
  attempts: 0,
  notBefore: 0,
  outcome: null,
  ...more,
});

function memory(initial: Saved[] = []): Rows<Saved> & { rows: Map<string, Saved> } {
  const rows = new Map<string, Saved>(initial.map((one) => [one.id, one]));
  return {
    rows,
    all: () => Promise.resolve([...rows.values()]),
    put: (saved) => Promise.resolve(void rows.set(saved.id, saved)),
    remove: (id) => Promise.resolve(void rows.delete(id)),
  };
}

/** An outbox whose clock and network the test holds in its hand. */
function world(store: Rows<Saved>, answer: (batch: readonly Saved[]) => SendResult) {
  const sent: string[][] = [];
  const timers: { at: number; callback: () => void }[] = [];
  let clock = 0;
  let shown: readonly Saved[] = [];
  const outbox = new Outbox(store, 'me', {
    send: (batch) => {
      sent.push(batch.map((one) => one.id));
      return Promise.resolve(answer(batch));
    },
    now: () => clock,
    random: () => 0,
    after: (ms, callback) => {
      const timer = { at: clock + ms, callback };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    changed: (all) => (shown = all),
  });
  const settle = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  const pass = async (ms: number) => {
    clock += ms;
    for (const timer of timers.filter((t) => t.at <= clock)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.callback();
    }
    await settle();
  };
  return { outbox, sent, settle, pass, shown: () => shown };
}

const counted = (batch: readonly Saved[]): SendResult => ({
  kind: 'receipts',
  receipts: batch.map((one) => ({
    id: one.id,
    outcome: 'counted',
    checkInId: null,
    personId: 'me',
    at: '2026-10-10T00:42:01Z',
    refusal: null,
    message: { vi: '', en: '' },
    rev: 1,
  })),
});

describe('outbox', () => {
  test('an entry is on the disk before it is sent', async () => {
    const store = memory();
    const w = world(store, counted);
    await w.outbox.add(entry('a'));
    expect(store.rows.has('a')).toBe(true);
    await w.settle();
    expect(w.sent).toEqual([['a']]);
    expect(w.shown()[0]?.outcome?.kind).toBe('counted');
  });

  test('without network it waits longer each time and sends the same id', async () => {
    let online = false;
    const w = world(memory(), (batch) => (online ? counted(batch) : { kind: 'no_answer' }));
    await w.outbox.add(entry('a'));
    await w.settle();
    await w.pass(1_999);
    expect(w.sent).toHaveLength(1);
    await w.pass(1);
    expect(w.sent).toHaveLength(2);
    await w.pass(3_999);
    expect(w.sent).toHaveLength(2);
    online = true;
    await w.pass(1);
    expect(w.sent).toEqual([['a'], ['a'], ['a']]);
    expect(w.shown()[0]?.outcome?.kind).toBe('counted');
  });

  test('when the network is back it does not sit out the wait', async () => {
    let online = false;
    const w = world(memory(), (batch) => (online ? counted(batch) : { kind: 'no_answer' }));
    await w.outbox.add(entry('a'));
    await w.settle();
    online = true;
    void w.outbox.wake();
    await w.settle();
    expect(w.sent).toHaveLength(2);
  });

  test('survives a closed page: what waits on the disk is sent at the next start', async () => {
    const w = world(memory([entry('a', { attempts: 3 })]), counted);
    await w.outbox.open();
    await w.settle();
    expect(w.sent).toEqual([['a']]);
  });

  test("never sends another person's entry from a shared phone", async () => {
    const store = memory([entry('hers', { personId: 'she' })]);
    const w = world(store, counted);
    await w.outbox.open();
    await w.settle();
    expect(w.sent).toEqual([]);
    expect(store.rows.has('hers')).toBe(true);
  });

  test('what is answered is never sent again', async () => {
    const w = world(memory(), counted);
    await w.outbox.add(entry('a'));
    await w.settle();
    void w.outbox.wake();
    await w.pass(120_000);
    expect(w.sent).toHaveLength(1);
  });

  test('entries of two events go in two batches', async () => {
    const w = world(memory([entry('a'), entry('b', { eventId: 'other' }), entry('c')]), counted);
    await w.outbox.open();
    await w.settle();
    expect(w.sent).toEqual([['a', 'c'], ['b']]);
  });

  test('a new attempt replaces the refused one of the same assignment', async () => {
    const refused = entry('a', {
      assignmentId: 'x',
      outcome: { kind: 'refused', message: { vi: '', en: '' } },
    });
    const store = memory([refused]);
    const w = world(store, counted);
    await w.outbox.open();
    await w.outbox.add(entry('b', { assignmentId: 'x' }));
    expect([...store.rows.keys()]).toEqual(['b']);
  });

  const yes = (id: string, more: Partial<SavedAnswer> = {}): SavedAnswer => ({
    ...entry(id),
    kind: 'answer',
    answer: 'accept',
    reason: '',
    ...more,
  });

  test('an answer goes alone and in its turn, before the check-in that was saved after it', async () => {
    const w = world(memory(), (batch) =>
      batch[0]?.kind === 'answer' ? { kind: 'answered', at: '2026-10-10T00:42:01Z' } : counted(batch),
    );
    await w.outbox.add(yes('yes', { assignmentId: 'x' }));
    await w.outbox.add(entry('here', { assignmentId: 'x' }));
    await w.settle();
    expect(w.sent).toEqual([['yes'], ['here']]);
    expect(w.shown().map((one) => one.outcome?.kind)).toEqual(['answered', 'counted']);
  });

  const way = (id: string, more: Partial<SavedWay> = {}): SavedWay => ({
    ...entry(id),
    kind: 'way',
    isOnTheWay: true,
    assignmentId: 'x',
    ...more,
  });
  const answered: SendResult = { kind: 'answered', at: '2026-10-10T00:42:01Z' };

  test('“on the way” never comes before the yes, whose wait it ends; an arrival waits for neither', async () => {
    let online = false;
    const w = world(memory(), (batch) =>
      !online ? { kind: 'no_answer' } : batch[0]?.kind === undefined ? counted(batch) : answered,
    );
    await w.outbox.add(yes('yes', { assignmentId: 'x' }));
    await w.settle();
    await w.outbox.add(way('way'));
    await w.outbox.add(entry('here', { assignmentId: 'x' }));
    await w.settle();
    expect(w.sent).toEqual([['yes'], ['yes'], ['here']]);
    online = true;
    await w.outbox.wake();
    expect(w.sent.slice(3)).toEqual([['yes'], ['way'], ['here']]);
  });

  test('of “on the way” and “not yet, after all” the newest word waits alone, beside answer and arrival', async () => {
    const store = memory();
    const w = world(store, () => ({ kind: 'no_answer' }));
    await w.outbox.add(yes('yes', { assignmentId: 'x' }));
    await w.outbox.add(way('go'));
    await w.outbox.add(way('not yet', { isOnTheWay: false }));
    await w.outbox.add(entry('here', { assignmentId: 'x' }));
    expect([...store.rows.keys()]).toEqual(['yes', 'not yet', 'here']);
  });

  test('after a closed page they go in the order in which they were saved, whatever their ids', async () => {
    const w = world(
      memory([entry('a', { deviceTime: '2026-10-10T00:43:00Z' }), yes('z', { assignmentId: 'x' })]),
      (batch) => (batch[0]?.kind === 'answer' ? { kind: 'answered', at: '' } : counted(batch)),
    );
    await w.outbox.open();
    await w.settle();
    expect(w.sent).toEqual([['z'], ['a']]);
  });

  test('whoever wakes it hears when the attempt is over', async () => {
    let online = false;
    const w = world(memory(), (batch) => (online ? counted(batch) : { kind: 'no_answer' }));
    await w.outbox.add(entry('a'));
    await w.settle();
    online = true;
    await w.outbox.wake();
    expect(w.shown()[0]?.outcome?.kind).toBe('counted');
  });
});
