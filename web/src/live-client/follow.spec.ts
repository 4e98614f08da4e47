import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BoardSnapshot, JoinAnswer } from '../../../src/contracts/live.js';
import { type LiveView, follow } from './follow.js';
import type { LiveSocket } from './socket.js';

const EVENT = '0199aaaa-0000-7000-8000-000000000001';
const counts = { registered: 0, offered: 0, accepted: 0, turns: 0, people: 0 };
const at = '2026-10-10T00:00:00Z';

function snapshot(rev: number, epoch = 'a', people = rev): BoardSnapshot {
  return {
    eventId: EVENT,
    epoch,
    rev,
    at,
    event: {
      id: EVENT,
      campaignId: EVENT,
      orgUnitId: EVENT,
      provinceId: '38',
      kind: 'dx_day',
      title: 'Lễ ra quân',
      state: 'live',
      startsAt: at,
      endsAt: at,
      simulated: false,
      rehearsalOf: null,
      rev,
      version: 1,
    },
    totals: { ...counts, people },
    target: 10,
    communes: [],
    sites: [],
    units: [],
    plan: null,
    results: [],
    stage: { rev: 0, theme: 'hall', host: '', logo: null, cue: null, frozen: null },
    activities: [],
  };
}

type Listener = (payload: unknown) => void;

/** The few members of a socket that following uses; answers joins with what the test says. */
class FakeSocket {
  connected = true;
  joins = 0;
  answer: JoinAnswer = { ok: true, topic: 'board', snapshot: snapshot(1) };
  private readonly listeners = new Map<string, Set<Listener>>();

  on(name: string, listener: Listener): void {
    this.listeners.set(name, (this.listeners.get(name) ?? new Set()).add(listener));
  }
  off(name: string, listener: Listener): void {
    this.listeners.get(name)?.delete(listener);
  }
  emit(name: string, _topic: unknown, answer: (reply: JoinAnswer) => void): void {
    if (name !== 'join') return; // leaving needs no answer here
    this.joins++;
    queueMicrotask(() => answer(this.answer));
  }
  send(name: string, payload?: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) listener(payload);
  }
}

describe('following a board', () => {
  let socket: FakeSocket;
  let views: LiveView<BoardSnapshot>[];
  let stop: () => void;
  const last = (): LiveView<BoardSnapshot> => {
    const view = views.at(-1);
    if (!view) throw new Error('nothing shown');
    return view;
  };
  const frame = (from: number, rev: number) =>
    socket.send('frames', [
      { topic: 'board', eventId: EVENT, from, rev, at, changed: { totals: { ...counts, people: rev } } },
    ]);
  const beat = (rev: number, epoch = 'a') => socket.send('beat', { eventId: EVENT, epoch, rev, at });

  beforeEach(async () => {
    vi.useFakeTimers();
    socket = new FakeSocket();
    views = [];
    // The fake has what follow() uses and nothing else of a socket.
    stop = follow(socket as unknown as LiveSocket, 'board', EVENT, (view) => views.push(view));
    await vi.advanceTimersByTimeAsync(0);
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  it('shows the snapshot, then what frames change', () => {
    expect(last().status).toBe('live');
    frame(1, 2);
    frame(2, 5);
    expect(last().snapshot?.rev).toBe(5);
    expect(last().snapshot?.totals.people).toBe(5);
    expect(socket.joins).toBe(1);
  });

  it('asks anew after a gap, once, and keeps what it knows meanwhile', async () => {
    socket.answer = { ok: true, topic: 'board', snapshot: snapshot(9) };
    frame(4, 5);
    frame(5, 6);
    expect(last().snapshot?.rev).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(socket.joins).toBe(2);
    expect(last().snapshot?.rev).toBe(9);
  });

  it('notices by the beat that the last frame was lost', async () => {
    socket.answer = { ok: true, topic: 'board', snapshot: snapshot(2) };
    beat(2);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(socket.joins).toBe(2);
    expect(last().snapshot?.rev).toBe(2);
  });

  it('does not ask when the frame comes just after the beat', async () => {
    beat(2);
    frame(1, 2);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(socket.joins).toBe(1);
  });

  it('never goes back in one epoch, and begins anew in another', async () => {
    frame(1, 8);
    socket.answer = { ok: true, topic: 'board', snapshot: snapshot(3) };
    socket.send('connect');
    await vi.advanceTimersByTimeAsync(0);
    expect(last().snapshot?.rev).toBe(8);
    socket.answer = { ok: true, topic: 'board', snapshot: snapshot(3, 'b') };
    beat(3, 'b');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(last().snapshot?.rev).toBe(3);
    expect(last().snapshot?.epoch).toBe('b');
  });

  it('says that it is stale after ten silent seconds, keeps the numbers, and recovers', async () => {
    await vi.advanceTimersByTimeAsync(9_000);
    expect(last().status).toBe('live');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(last().status).toBe('stale');
    expect(last().snapshot?.rev).toBe(1);
    expect(last().asOf).toBe(at);
    beat(1);
    expect(last().status).toBe('live');
  });

  it('tells the time of the newest it heard, and follows a server whose clock is set right', () => {
    const sent = (time: string) => socket.send('beat', { eventId: EVENT, epoch: 'a', rev: 1, at: time });
    sent('2026-10-10T00:00:06Z');
    sent('2026-10-10T00:00:03Z');
    expect(last().asOf).toBe('2026-10-10T00:00:06Z');
    sent('2026-10-09T22:00:09Z');
    expect(last().asOf).toBe('2026-10-09T22:00:09Z');
  });

  it('says that it was refused, and shows nothing of the event', async () => {
    stop();
    views = [];
    socket.answer = {
      ok: false,
      error: { code: 'not_found', message: { vi: 'Không tìm thấy.', en: 'Not found.' } },
    };
    stop = follow(socket as unknown as LiveSocket, 'board', EVENT, (view) => views.push(view));
    await vi.advanceTimersByTimeAsync(0);
    expect(last().status).toBe('refused');
    expect(last().snapshot).toBe(null);
    expect(last().error?.code).toBe('not_found');
  });

  it.each(['database_away', 'overloaded', 'internal'])(
    'keeps what it knows while the server answers %s, and asks again',
    async (code) => {
      const known = socket.answer;
      socket.answer = { ok: false, error: { code, message: { vi: 'Chưa được.', en: 'Not now.' } } };
      await vi.advanceTimersByTimeAsync(20_000);
      expect(socket.joins).toBeGreaterThan(2);
      expect(last()).toMatchObject({ status: 'stale', snapshot: { rev: 1 }, error: null });
      socket.answer = known;
      await vi.advanceTimersByTimeAsync(5_000);
      expect(last().status).toBe('live');
    },
  );

  it('still connects while the first answer is not given', async () => {
    stop();
    views = [];
    const { answer } = socket;
    socket.answer = { ok: false, error: { code: 'database_away', message: { vi: 'Chưa.', en: 'Not now.' } } };
    stop = follow(socket as unknown as LiveSocket, 'board', EVENT, (view) => views.push(view));
    await vi.advanceTimersByTimeAsync(0);
    expect(views).toEqual([]);
    socket.answer = answer;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(last().status).toBe('live');
  });
});
