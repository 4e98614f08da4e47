import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { FanOut } from '../src/live/fan-out.js';
import { LiveSockets } from '../src/live/live-sockets.js';
import { topicRoom } from '../src/live/rooms.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;
let organiser: HttpClient;
const open: LiveClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  unit = await make.orgUnit();
  organiser = (await make.staff('event_organiser', unit)).client;
});
afterEach(() => open.splice(0).forEach((client) => client.close()));
afterAll(() => server.close());

async function connect() {
  const live = await LiveClient.connect(server.url, organiser, 'staff');
  open.push(live);
  return live;
}
const frame = (rev: number, changed: object = {}) => ({ topic: 'board', from: rev - 1, rev, changed });
const say = (eventId: string, rev: number, changed: object = {}) =>
  server.get(FanOut).say(topicRoom('board', eventId), frame(rev, changed), () => whole(rev));
const whole = (rev: number) => JSON.stringify({ topic: 'board', snapshot: { rev } });

describe('fanning out', () => {
  it('sends a client one message a tick, whatever number of rooms it is in, and nothing of other rooms', async () => {
    const events = await Promise.all([1, 2, 3].map(() => make.event({ unit })));
    const [a, b, c] = events.map((event) => event.id) as [string, string, string];
    const [both, one] = [await connect(), await connect()];
    for (const id of [a, b]) await both.join('board', id);
    await one.join('board', b);
    await Promise.all([say(a, 11), say(b, 21), say(c, 31)]);
    await eventually(() => one.heard.frames.length > 0 && both.heard.frames.length > 0);
    expect(both.heard.frames).toEqual([[frame(11), frame(21)]]);
    expect(one.heard.frames).toEqual([[frame(21)]]);
  });

  it('tells what came twice before a tick in its order', async () => {
    const { id } = await make.event({ unit });
    const live = await connect();
    await live.join('board', id);
    await Promise.all([say(id, 11), say(id, 12)]);
    await eventually(() => live.heard.frames.length > 0);
    expect(live.heard.frames).toEqual([[frame(11), frame(12)]]);
  });

  it('waits for a read that is under way, so that what it finds is not one tick late', async () => {
    const events = await Promise.all([1, 2].map(() => make.event({ unit })));
    const [a, b] = events.map((event) => event.id) as [string, string];
    const live = await connect();
    for (const id of [a, b]) await live.join('board', id);
    const fanOut = server.get(FanOut);
    let found = () => {};
    fanOut.expect(new Promise<void>((resolve) => (found = resolve)));
    const due = Math.max(0, fanOut.due - performance.now());
    const told = say(a, 11);
    // A timer that was set later, for later: the tick has been due when it comes.
    setTimeout(() => {
      void say(b, 21);
      found();
    }, due + 1);
    await told;
    await eventually(() => live.heard.frames.length > 0);
    expect(live.heard.frames).toEqual([[frame(11), frame(21)]]);
  });

  it('does not wait for a read for ever', async () => {
    const { id } = await make.event({ unit });
    const live = await connect();
    await live.join('board', id);
    let found = () => {};
    server.get(FanOut).expect(new Promise<void>((resolve) => (found = resolve)));
    await say(id, 11);
    await eventually(() => live.heard.frames.length > 0);
    found();
  });

  it("keeps its place among the engine's own messages", async () => {
    const { id } = await make.event({ unit });
    const live = await connect();
    await live.join('board', id);
    const socket = server.get(LiveSockets).all.find(({ rooms }) => rooms.has(topicRoom('board', id)));
    const heard: string[] = [];
    live.socket.onAny((name: string, value: unknown) => heard.push(`${name} ${JSON.stringify(value)}`));
    const sockets = server.get(LiveSockets);
    const beat = { eventId: id, epoch: 'a', at: '' };
    // The bells leave the engine one by one; the beats must not overtake them.
    for (let n = 0; n < 20; n++) {
      socket?.emit('bell', { lastSeq: n });
      await sockets.beat([topicRoom('board', id)], { ...beat, rev: n });
    }
    await eventually(() => heard.length === 40);
    expect(heard).toEqual(
      Array.from({ length: 20 }, (_, n) => [
        `bell {"lastSeq":${n}}`,
        `beat ${JSON.stringify({ ...beat, rev: n })}`,
      ]).flat(),
    );
  });

  it("keeps its place before the engine's messages when the client has not taken all of it", async () => {
    const { id } = await make.event({ unit });
    const live = await connect();
    await live.join('board', id);
    const socket = server.get(LiveSockets).all.find(({ rooms }) => rooms.has(topicRoom('board', id)));
    const heard: string[] = [];
    live.socket.onAny((name: string) => heard.push(name));
    const tcp = tcpOf(live);
    tcp.pause();
    await say(id, 11, { big: randomUUID().repeat(500_000) });
    socket?.emit('bell', { lastSeq: 1 });
    tcp.resume();
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(['frames', 'bell']);
  });

  it('frames messages of every length so that the client reads them', async () => {
    const { id } = await make.event({ unit });
    const live = await connect();
    await live.join('board', id);
    const texts = [0, 100, 1_000, 65_000, 70_000].map((length) => 'Thanh Hóa '.repeat(length / 10));
    for (const [n, text] of texts.entries()) await say(id, n, { text });
    await eventually(() => live.heard.frames.length === texts.length);
    expect(live.heard['board.frame']).toEqual(texts.map((text, n) => frame(n, { text })));
  });

  it('passes by who does not take what was sent, and then gives the whole newest state', async () => {
    const { id } = await make.event({ unit });
    const [slow, other] = [await connect(), await connect()];
    for (const live of [slow, other]) await live.join('board', id);
    const tcp = tcpOf(slow);
    tcp.pause();
    const big = randomUUID().repeat(60_000); // fills what the operating system takes for a client that does not read
    let rev = 10;
    for (; rev < 20; rev++) await say(id, rev, { big });
    await eventually(() => other.heard.frames.length === 10);
    tcp.resume();
    await eventually(async () => {
      await say(id, ++rev);
      return slow.heard.whole.length > 0;
    });
    const [caughtUp] = slow.heard.whole.map(({ snapshot }) => snapshot.rev);
    await say(id, ++rev);
    await eventually(() => slow.heard['board.frame'].at(-1)?.rev === rev);
    const revs = slow.heard['board.frame'].map((got) => got.rev);
    const missed = Number(caughtUp) - revs.filter((got) => got < Number(caughtUp)).length - 10;
    expect(missed).toBeGreaterThan(2);
    expect(revs).not.toContain(caughtUp);
    expect(revs).toEqual([...new Set(revs)].sort((a, b) => a - b));
    expect(slow.heard.whole).toHaveLength(1);
    expect(other.heard.whole).toEqual([]);
  });
});

/** The connection below a client's socket. */
function tcpOf(live: LiveClient): { pause(): void; resume(): void } {
  const transport: unknown = live.socket.io.engine.transport;
  return (transport as { ws: { _socket: { pause(): void; resume(): void } } }).ws._socket;
}
