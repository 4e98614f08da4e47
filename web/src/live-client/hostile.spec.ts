import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScreenSnapshot } from '../../../src/contracts/live.js';
import { follow, type LiveView } from './follow.js';
import { EVENT, frameOf, HostileServer, screenAt } from './hostile-server.js';
import { openSocket } from './socket.js';
import type { Timers } from './timers.js';

/** Time that passes when the test says so; the sockets are real and keep their own. */
class HandTimers implements Timers {
  private time = 0;
  private readonly due = new Map<() => void, number>();
  now = () => this.time;
  random = () => 0.5;
  after = (ms: number, work: () => void) => {
    const once = () => work();
    this.due.set(once, this.time + ms);
    return () => void this.due.delete(once);
  };
  pass(ms: number): void {
    const until = this.time + ms;
    for (;;) {
      const [next] = [...this.due].filter(([, at]) => at <= until).sort(([, a], [, b]) => a - b);
      if (!next) break;
      this.due.delete(next[0]);
      this.time = next[1];
      next[0]();
    }
    this.time = until;
  }
}

let server: HostileServer;
let timers: HandTimers;
let views: LiveView<ScreenSnapshot>[];
let refusals: string[];
let stop: () => void;

const last = () => views.at(-1);
const shows = (rev: number) => vi.waitFor(() => expect(last()?.snapshot?.rev).toBe(rev));
const says = (status: string) => vi.waitFor(() => expect(last()?.status).toBe(status));
/** Everything that was sent before has been heard when this comes back. */
const settled = async () => {
  const heard = views.length;
  server.beat(last()?.snapshot?.rev ?? 0, last()?.snapshot?.epoch ?? 'a');
  await vi.waitFor(() => expect(views.length).toBeGreaterThan(heard));
};

beforeEach(async () => {
  server = new HostileServer();
  timers = new HandTimers();
  views = [];
  refusals = [];
  const url = await server.listen();
  const backoff = { minMs: 10, maxMs: 30 };
  const { socket, close } = openSocket('screen', backoff, ({ code }) => refusals.push(code), { url, timers });
  const unfollow = follow(socket, 'screen', EVENT, (view) => views.push(view), timers);
  stop = () => {
    unfollow();
    close();
  };
  await shows(1);
});
afterEach(async () => {
  stop();
  await server.close();
  // Whatever the server did: never a lower revision in one epoch, and never a number of another revision.
  for (const [i, view] of views.entries()) {
    const [before, now] = [views[i - 1]?.snapshot, view.snapshot];
    if (now) expect(now.totals.people).toBe(now.rev);
    if (before && now && before.epoch === now.epoch) expect(now.rev).toBeGreaterThanOrEqual(before.rev);
  }
});

describe('a server that', () => {
  it('drops a frame is noticed by the next, and asked once after a random wait', async () => {
    server.rev = 4;
    server.send(frameOf(2, 3));
    server.send(frameOf(3, 4));
    await settled();
    expect(last()?.snapshot?.rev).toBe(1);
    expect(server.joins).toBe(1);
    timers.pass(1_500);
    await shows(4);
    expect(server.joins).toBe(2);
  });

  it('drops the last frame is noticed by the beat', async () => {
    server.rev = 2;
    server.beat();
    await settled();
    timers.pass(1_500);
    await shows(2);
    expect(server.joins).toBe(2);
  });

  it('reorders and repeats frames makes nobody go back', async () => {
    server.rev = 5;
    server.send(frameOf(1, 2), frameOf(2, 3));
    server.send(frameOf(1, 2));
    server.send(frameOf(4, 5));
    server.send(frameOf(3, 4), frameOf(2, 3));
    await shows(4);
    timers.pass(1_500);
    await shows(5);
  });

  it('answers with an older revision is not believed', async () => {
    server.send(frameOf(1, 7));
    await shows(7);
    server.answers = () => screenAt(3, 'a');
    server.drop();
    await vi.waitFor(() => expect(server.joins).toBe(2));
    server.send({ topic: 'screen', snapshot: screenAt(5, 'a') });
    await settled();
    expect(last()?.snapshot?.rev).toBe(7);
  });

  it('was restored from a backup is believed, because its epoch is another', async () => {
    server.send(frameOf(1, 7));
    await shows(7);
    server.epoch = 'b';
    server.rev = 3;
    server.beat();
    await settled();
    timers.pass(1_500);
    await vi.waitFor(() => expect(last()?.snapshot).toMatchObject({ epoch: 'b', rev: 3 }));
  });

  it('passed us by gives a whole state, and frames go on from there', async () => {
    server.send({ topic: 'screen', snapshot: screenAt(9, 'a') });
    server.send(frameOf(9, 10));
    await shows(10);
    expect(server.joins).toBe(1);
  });

  it('cuts the connection is found again', async () => {
    server.rev = 6;
    server.drop();
    await shows(6);
  });

  it('falls silent in the middle of a message is said to be stale after ten seconds, and found again', async () => {
    server.goSilentAfter(40);
    server.send(frameOf(1, 2));
    await vi.waitFor(() => expect(server.cut).toBe(true));
    timers.pass(9_000);
    expect(last()?.status).toBe('live');
    timers.pass(2_500);
    await says('stale');
    expect(last()?.snapshot?.rev).toBe(1);
    server.heal();
    server.rev = 8;
    timers.pass(1_500 + 8_000);
    await shows(8);
    expect(last()?.status).toBe('live');
  });

  it('says goodbye is left, and found again after the random wait', async () => {
    server.rev = 2;
    server.bye(4_000);
    await vi.waitFor(() => expect(server.connections).toBe(0));
    timers.pass(2_000);
    expect(server.joins).toBe(1);
    timers.pass(2_000);
    await shows(2);
  });

  it.each([
    ['not_signed_in', ['not_signed_in']],
    ['database_away', []],
  ])('turns a connection away with %s is found again, and only its last word is told', async (code, told) => {
    server.turnsAway = code;
    server.drop();
    await vi.waitFor(() => expect(server.turnedAway).toBe(1));
    await vi.waitFor(() => {
      timers.pass(30); // the wait begins when the answer has arrived
      expect(server.turnedAway).toBe(2);
    });
    expect(new Set(refusals)).toEqual(new Set(told));
    server.turnsAway = null;
    server.rev = 2;
    await vi.waitFor(() => {
      timers.pass(30);
      expect(last()?.snapshot?.rev).toBe(2);
    });
  });

  it('never answers a join is asked again', async () => {
    server.answers = null;
    server.drop();
    await vi.waitFor(() => expect(server.joins).toBe(2));
    server.answers = () => screenAt(3, 'a');
    timers.pass(8_000 + 1_500);
    await shows(3);
  });
});
