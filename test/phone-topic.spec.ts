import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type JoinAnswer, PHONE_FRAME_MIN_MS, PhoneSnapshotSchema } from '../src/contracts/live.js';
import { EventChanges } from '../src/events/index.js';
import { LiveSockets } from '../src/live/live-sockets.js';
import { topicRoom } from '../src/live/rooms.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import { LiveClient } from './support/live-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let event: { id: string; startsAt: Date; endsAt: Date };
let site: { id: string };
let shift: { id: string; siteId: string };
const open: LiveClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  province = await make.orgUnit({ name: 'Tỉnh đoàn' });
  event = await make.event({ unit: province });
  site = await make.site(event.id, '14758');
  shift = await make.shift(event, site.id, [{ minimum: 3, target: 5 }]);
});
afterEach(() => open.splice(0).forEach((client) => client.close()));
afterAll(() => server.close());

async function volunteer() {
  const person = await make.person({ unit: province });
  const client = await make.signedIn('volunteer', { subjectId: person.id });
  const phone = await LiveClient.connect(server.url, client, 'volunteer');
  open.push(phone);
  return { ...person, phone };
}
async function registered() {
  const person = await volunteer();
  await make.register(event.id, [person.id]);
  return person;
}

function change(by = 1): Promise<number> {
  return server.transactions.run(async (tx) => {
    const changes = server.get(EventChanges);
    const raised = await changes.raise(tx, event.id);
    await changes.count(tx, raised, [{ siteId: site.id, orgUnitId: province.id, metric: 'people', by }]);
    return raised.rev;
  });
}
function snapshotOf(answer: JoinAnswer) {
  if (!answer.ok) throw new Error(answer.error.code);
  return PhoneSnapshotSchema.parse(answer.snapshot);
}
const membersOfPhones = () => server.get(LiveSockets).membersOf(topicRoom('phone', event.id)).size;
const codeOf = (answer: JoinAnswer) => (answer.ok ? null : answer.error.code);

describe('the phone topic', () => {
  it('says how many are there, in all and by commune, and nothing else', async () => {
    const { phone } = await registered();
    await change(2);
    const snapshot = snapshotOf(await phone.join('phone', event.id));
    const people = await make.total(event.id, 'people');
    expect(snapshot).toMatchObject({ people, target: 5, state: 'live' });
    expect(snapshot.communes).toEqual([{ communeId: '14758', people, target: 5 }]);
    expect(Object.keys(snapshot).sort()).toEqual(Object.keys(PhoneSnapshotSchema.shape).sort());
  });

  it('sends one frame in two seconds at most, each beginning where the last ended, down to the last change', async () => {
    const [{ phone }, late] = [await registered(), await registered()];
    const first = snapshotOf(await phone.join('phone', event.id));
    const began = performance.now();
    let rev = 0;
    let joined = 0;
    let lateFirst = -1;
    while (performance.now() - began < 2.2 * PHONE_FRAME_MIN_MS) {
      rev = await change();
      if (++joined === 20) lateFirst = snapshotOf(await late.phone.join('phone', event.id)).rev;
    }
    const frames = phone.heard['phone.frame'];
    await eventually(() => frames.at(-1)?.rev === rev && late.phone.heard['phone.frame'].at(-1)?.rev === rev);
    const seconds = (performance.now() - began) / 1000;
    expect(frames.length).toBeLessThanOrEqual(Math.floor(seconds / 2) + 1);
    for (const [heard, from] of [
      [frames, first.rev],
      [late.phone.heard['phone.frame'], lateFirst],
    ] as const) {
      let at = from;
      // What was under way while it joined is older than its snapshot.
      for (const frame of heard.filter((one) => one.rev > from)) {
        expect(frame.from).toBe(at);
        at = frame.rev;
      }
      expect(at).toBe(rev);
    }
    const people = await make.total(event.id, 'people');
    expect(frames.at(-1)?.changed).toMatchObject({ people, communes: [{ communeId: '14758', people }] });
    expect(phone.heard['board.frame']).toEqual([]);
  });

  it('shows who joins between two frames what the others were told, so that the next frame begins there', async () => {
    const [{ phone }, { phone: late }] = [await registered(), await registered()];
    const { client } = await make.staff('event_organiser', province);
    const board = await LiveClient.connect(server.url, client, 'staff');
    open.push(board);
    await board.join('board', event.id);
    await phone.join('phone', event.id);
    const told = phone.heard['phone.frame'];
    const first = await change();
    await eventually(() => told.at(-1)?.rev === first);
    const second = await change();
    await eventually(() => board.heard['board.frame'].at(-1)?.rev === second);
    const joined = snapshotOf(await late.join('phone', event.id));
    expect(joined.rev).toBe(first);
    const frame = await eventually(() => late.heard['phone.frame'][0]);
    expect([frame.from, frame.rev]).toEqual([first, second]);
  });

  it('beats with the revision that phones were told', async () => {
    const { phone } = await registered();
    const { rev } = snapshotOf(await phone.join('phone', event.id));
    const beat = await eventually(() => phone.heard.beat[0]);
    expect(beat).toMatchObject({ eventId: event.id, rev });
  });
});

describe('a volunteer sees an event', () => {
  it('when registered for it, or offered a place there, and no other', async () => {
    const [one, other] = [await registered(), await volunteer()];
    await make.assignment(event, shift, other.id, 'offered');
    const foreign = await make.event({ unit: province });
    expect(codeOf(await one.phone.join('phone', event.id))).toBeNull();
    expect(codeOf(await other.phone.join('phone', event.id))).toBeNull();
    for (const { phone } of [one, other]) {
      expect(codeOf(await phone.join('phone', foreign.id))).toBe('not_found');
      expect(codeOf(await phone.join('board', event.id))).toBe('not_allowed');
      expect(codeOf(await phone.join('screen', event.id))).toBe('not_allowed');
    }
  });

  it('not when a place is only planned, and staff and screens have topics of their own', async () => {
    const { id, phone } = await volunteer();
    await make.assignment(event, shift, id, 'planned');
    expect(codeOf(await phone.join('phone', event.id))).toBe('not_found');
    const { client } = await make.staff('event_organiser', province);
    const staff = await LiveClient.connect(server.url, client, 'staff');
    open.push(staff);
    expect(codeOf(await staff.join('phone', event.id))).toBe('not_allowed');
  });

  it('no longer than it concerns him or her', async () => {
    const [gone, witness] = [await registered(), await registered()];
    await gone.phone.join('phone', event.id);
    await witness.phone.join('phone', event.id);
    await make.sql('DELETE FROM registrations WHERE person_id = $1', [gone.id]); // no signal: another process did it
    const taken = performance.now();
    await eventually(async () => codeOf(await gone.phone.join('phone', event.id)) === 'not_found');
    await eventually(() => membersOfPhones() === 1);
    expect(performance.now() - taken).toBeLessThan(5_000);
    const heard = gone.phone.heard['phone.frame'].length;
    const rev = await change();
    await eventually(() => witness.phone.heard['phone.frame'].at(-1)?.rev === rev);
    await gone.phone.join('phone', event.id); // whatever was sent before has arrived
    expect(gone.phone.heard['phone.frame']).toHaveLength(heard);
  });
});
