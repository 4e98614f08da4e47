import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FanOut } from '../src/live/fan-out.js';
import { LiveReader } from '../src/live/live-reader.js';
import { LiveSockets } from '../src/live/live-sockets.js';
import { PhoneFeed } from '../src/live/phone-feed.js';
import { Snapshot } from '../src/live/snapshot.js';
import { factories } from './factories/index.js';
import { eventually } from './support/eventually.js';
import { LiveClient } from './support/live-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let phone: LiveClient;
let feed: PhoneFeed;
let revision: (rev: number) => Snapshot;
/** Long before the feed: whatever it says at this moment it says by itself. */
const AT = new Date(0);

beforeAll(async () => {
  server = await startTestServer();
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  const province = await make.orgUnit();
  const { id: eventId } = await make.event({ unit: province });
  const board = await server.get(LiveReader).board(eventId);
  const person = await make.person({ unit: province });
  await make.register(eventId, [person.id]);
  phone = await LiveClient.connect(
    server.url,
    await make.signedIn('volunteer', { subjectId: person.id }),
    'volunteer',
  );
  // Nobody has asked the server itself for this event: what the phone hears is what this feed says.
  feed = new PhoneFeed(eventId, server.get(LiveSockets), server.get(FanOut));
  await server.get(LiveSockets).all[0]?.join(feed.room);
  revision = (rev) => new Snapshot({ ...board, rev, totals: { ...board.totals, people: rev } });
});
afterAll(async () => {
  await feed.stop();
  phone.close();
  await server.close();
});

/** What was sent before this has arrived when its answer has. */
const arrived = () => phone.ask('leave', { topic: 'board', eventId: feed.eventId });

it('tells phones one state after the other, and beats only when they know what has happened', async () => {
  const { 'phone.frame': frames, beat: beats } = phone.heard;
  expect(feed.current(revision(1)).rev).toBe(1);
  feed.take(revision(1)); // read again, and nothing new
  feed.take(revision(2));
  await eventually(() => frames.length > 0);
  expect(frames.map(({ from, rev }) => [from, rev])).toEqual([[1, 2]]);

  feed.beat(AT); // the frame has just shown that the link lives
  await arrived();
  expect(beats).toEqual([]);

  feed.take(revision(3));
  feed.take(revision(4));
  expect(feed.current(revision(4)).rev).toBe(2);
  // While the next frame is due, what the phones know is not true at any later moment.
  await eventually(() => {
    feed.beat(AT);
    return frames.length > 1;
  });
  expect(frames.map(({ from, rev }) => [from, rev])).toEqual([
    [1, 2],
    [2, 4],
  ]);
  expect(beats).toEqual([]);

  await eventually(() => {
    feed.beat(AT);
    return beats.length > 0;
  });
  expect(beats[0]).toMatchObject({ rev: 4, at: AT.toISOString() });
});
