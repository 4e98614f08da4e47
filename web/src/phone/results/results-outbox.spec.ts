import { describe, expect, it } from 'vitest';
import type { ResultReceipt } from '../../../../src/contracts/results.js';
import type { Rows } from '../../shared/outbox/disk.js';
import { ResultsOutbox } from './results-outbox.js';
import { GATHER_MS, type SavedResult, type SendResult, waitingSum } from './saved-result.js';

const wanted = { personId: 'me', assignmentId: 'place', eventId: 'event', indicatorId: 'files' };
const one = { amount: 1, people: 0 };

/** A phone: its disk, its clock, its network, and what the server was sent. */
function phone(rows = new Map<string, SavedResult>()) {
  let now = 1_000;
  let ids = rows.size;
  let answer: (batch: readonly SavedResult[]) => SendResult = counted;
  const timers: { at: number; run: () => void }[] = [];
  const sent: SavedResult[][] = [];
  let shown: readonly SavedResult[] = [];
  const store: Rows<SavedResult> = {
    all: () => Promise.resolve([...rows.values()]),
    put: (row) => Promise.resolve(void rows.set(row.id, row)),
    remove: (id) => Promise.resolve(void rows.delete(id)),
  };
  const box = new ResultsOutbox(store, 'me', {
    send: (_, batch) => {
      sent.push([...batch]);
      return Promise.resolve(answer(batch));
    },
    now: () => now,
    random: () => 0,
    id: () => `entry-${++ids}`,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    changed: (all) => (shown = all),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  async function pass(ms: number) {
    now += ms;
    for (const timer of timers.filter(({ at }) => at <= now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.run();
    }
    await settle();
  }
  return {
    box,
    rows,
    sent,
    pass,
    settle,
    shown: () => shown,
    answers: (how: typeof answer) => (answer = how),
  };
}
const receipt = (id: string, refused: boolean): ResultReceipt => ({
  id,
  outcome: refused ? 'refused' : 'counted',
  refusal: refused ? 'too_much' : null,
  message: { vi: 'Số quá lớn', en: 'Too much' },
  at: '2026-10-10T00:00:00Z',
  rev: 1,
  mine: { amount: 1, people: 0 },
});
const counted = (batch: readonly SavedResult[]): SendResult => ({
  kind: 'receipts',
  receipts: batch.map(({ id }) => receipt(id, false)),
});

describe('results on their way', () => {
  it('gather taps that follow each other into one report, which is on the disk from the first tap', async () => {
    const { box, rows, sent, pass, shown } = phone();
    await box.open();
    box.setPresent(['place']);
    await box.tap(wanted, one, 100);
    expect([...rows.values()]).toMatchObject([{ amount: 1 }]);
    await box.tap(wanted, one, 100);
    expect(waitingSum(shown(), wanted).amount).toBe(2);
    expect(sent).toEqual([]);
    await pass(GATHER_MS);
    expect(sent).toMatchObject([[{ amount: 2 }]]);
    expect([...rows.values()]).toEqual([]);
  });

  it('forget a report whose taps take each other back, and begin another past the bound', async () => {
    const { box, rows } = phone();
    await box.open();
    await box.tap(wanted, one, 2);
    await box.tap(wanted, { amount: -1, people: 0 }, 2);
    expect(rows.size).toBe(0);
    for (let n = 0; n < 3; n++) await box.tap(wanted, one, 2);
    expect([...rows.values()].map((row) => row.amount)).toEqual([2, 1]);
  });

  it('wait until the server knows that the person is there', async () => {
    const { box, sent, pass } = phone();
    await box.open();
    await box.tap(wanted, one, 100);
    await pass(60_000);
    expect(sent).toEqual([]);
    box.setPresent(['place']);
    await pass(0);
    expect(sent).toHaveLength(1);
  });

  it('are sent again with the same id after a lost answer, and take no more taps then', async () => {
    const { box, sent, pass, answers, rows } = phone();
    answers(() => ({ kind: 'no_answer' }));
    await box.open();
    box.setPresent(['place']);
    await box.tap(wanted, one, 100);
    await pass(GATHER_MS);
    await box.tap(wanted, one, 100);
    answers(counted);
    box.wake();
    await pass(GATHER_MS);
    expect(sent.map((batch) => batch.map(({ id, amount }) => [id, amount]))).toEqual([
      [['entry-1', 1]],
      [['entry-1', 1]],
      [['entry-2', 1]],
    ]);
    expect(rows.size).toBe(0);
  });

  it('keep what was refused with its reason until it has been read, and survive a closed page', async () => {
    const first = phone();
    first.answers((batch) => ({ kind: 'receipts', receipts: batch.map(({ id }) => receipt(id, true)) }));
    await first.box.open();
    first.box.setPresent(['place']);
    await first.box.tap(wanted, one, 100);
    await first.pass(GATHER_MS);
    const second = phone(first.rows);
    await second.box.open();
    expect(second.shown()).toMatchObject([{ refused: { vi: 'Số quá lớn' } }]);
    expect(waitingSum(second.shown(), wanted).amount).toBe(0);
    await second.box.forget('entry-1');
    expect(second.rows.size).toBe(0);
  });
});
