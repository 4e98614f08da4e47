import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AudienceCount, Broadcast, BroadcastPerson } from '../src/contracts/broadcasts.js';
import type { Page } from '../src/contracts/common.js';
import type { Inbox } from '../src/contracts/people.js';
import type { MyData } from '../src/contracts/privacy.js';
import { newId } from '../src/kernel/ids.js';
import { BroadcastJobs } from '../src/notifications/broadcasts.jobs.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { SetClock } from './support/set-clock.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const CAM_THUY = '15127';
const SAM_SON = '16531';
const TEXT = 'Mưa to: tập trung trong hội trường, không đứng ngoài sân.';
const SECONDS = 1 / 60;

let server: TestServer;
const clock = new SetClock();
let make: ReturnType<typeof factories>;
let province: OrgUnitRow, camThuy: OrgUnitRow, samSon: OrgUnitRow;
let organiser: HttpClient;
let event: { id: string; startsAt: Date; endsAt: Date };
let path: string;
let people: Record<'came' | 'comes' | 'asked' | 'declined' | 'idle' | 'elsewhere', { id: string }>;

beforeAll(async () => {
  server = await startTestServer({}, clock);
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place(CAM_THUY, 'commune', 'Cẩm Thủy', '38');
  await make.place(SAM_SON, 'commune', 'Sầm Sơn', '38');
  province = await make.orgUnit({ name: 'Tỉnh đoàn' });
  camThuy = await make.orgUnit({ parent: province, name: 'Đoàn Cẩm Thủy', communeId: CAM_THUY });
  samSon = await make.orgUnit({ parent: province, name: 'Đoàn Sầm Sơn', communeId: SAM_SON });
  organiser = (await make.staff('event_organiser', province)).client;
});
afterAll(() => server.close());

beforeEach(async () => {
  event = await make.event({ unit: province });
  path = `/api/events/${event.id}/broadcasts`;
  const [up, sea] = [await make.site(event.id, CAM_THUY), await make.site(event.id, SAM_SON)];
  const [morning, noon] = [await make.shift(event, up.id), await make.shift(event, up.id)];
  const beach = await make.shift(event, sea.id);
  const driver = [{ skill: 'driver', level: 1 }];
  const person = (unit = camThuy, skills: { skill: string; level: number }[] = []) =>
    make.person({ unit, skills, communeId: CAM_THUY });
  people = {
    came: await person(),
    comes: await person(samSon, driver),
    asked: await person(),
    declined: await person(),
    idle: await person(camThuy, driver),
    elsewhere: await person(samSon),
  };
  await make.register(
    event.id,
    Object.values(people).map((one) => one.id),
  );
  await make.assignment(event, morning, people.came.id, 'checked_in');
  await make.assignment(event, morning, people.comes.id, 'accepted');
  await make.assignment(event, noon, people.asked.id, 'offered');
  await make.assignment(event, morning, people.declined.id, 'declined');
  // A second place in the same event: still one person and one letter.
  await make.assignment(event, beach, people.declined.id, 'accepted');
  await make.assignment(event, beach, people.elsewhere.id, 'accepted');
});

const everybody = { states: ['unassigned', 'offered', 'accepted', 'checked_in', 'declined'] };
const phone = (who: { id: string }) => make.signedIn('volunteer', { subjectId: who.id });
const lettersOf = async (who: { id: string }) =>
  (await (await phone(who)).get<Inbox>('/api/me/inbox')).body.items;

async function send(wish: object, client = organiser): Promise<Broadcast> {
  const { status, body } = await client.post<Broadcast>(path, { text: TEXT, ...wish });
  expect([status, body]).toEqual([201, body]);
  return body;
}
/** Its time comes, and whatever became of its job, somebody looks after it. */
async function goesOut(id: string): Promise<Broadcast> {
  clock.turn(13 * SECONDS);
  await server.get(BroadcastJobs).sweep();
  return eventually(async () => {
    const { body } = await organiser.get<Broadcast>(`${path}/${id}`);
    return body.state === 'sent' && body;
  });
}

describe('an audience', () => {
  it.each([
    ['everybody, each once', everybody, ['came', 'comes', 'asked', 'declined', 'idle', 'elsewhere']],
    ['by state', { states: ['accepted'] }, ['comes', 'declined', 'elsewhere']],
    ['by commune of the place', { states: ['accepted'], communeIds: [SAM_SON] }, ['declined', 'elsewhere']],
    ['who has no place, by where he lives', { states: ['unassigned'], communeIds: [CAM_THUY] }, ['idle']],
    ['by skill', { ...everybody, skills: ['driver', 'media'] }, ['comes', 'idle']],
  ] as const)('is counted as it is then reached: %s', async (_, audience, names) => {
    const { body: counted } = await organiser.post<AudienceCount>(`${path}/audience`, audience);
    expect(counted.people).toBe(names.length);
    expect(counted.states.reduce((sum, one) => sum + one.people, 0)).toBe(names.length);
    const sent = await goesOut((await send(audience)).id);
    expect(sent.people).toBe(names.length);
    for (const [name, person] of Object.entries(people)) {
      const wanted = names.some((one) => one === name) ? 1 : 0;
      expect([name, (await lettersOf(person)).length]).toEqual([name, wanted]);
    }
  });

  it('of a unit’s leader is the own people alone, and nobody else’s broadcasts are shown', async () => {
    const leader = (await make.staff('unit_leader', samSon)).client;
    const neighbour = (await make.staff('unit_leader', camThuy)).client;
    const ofAll = await send(everybody);
    const own = await send({ ...everybody, text: 'Đoàn Sầm Sơn tập trung lúc 6 giờ.' }, leader);
    expect(own).toMatchObject({ people: 2, ownUnits: true });
    await goesOut(own.id);
    expect((await lettersOf(people.elsewhere)).map((one) => one.text.vi)).toContain(own.text);
    expect((await lettersOf(people.came)).map((one) => one.text.vi)).not.toContain(own.text);
    const listed = async (client: HttpClient) =>
      (await client.get<Broadcast[]>(path)).body.map((one) => one.id).sort();
    expect(await listed(organiser)).toEqual([ofAll.id, own.id].sort());
    expect(await listed(leader)).toEqual([own.id]);
    expect(await listed(neighbour)).toEqual([]);
    for (const client of [neighbour, (await make.staff('event_organiser', samSon)).client]) {
      expect((await client.get(`${path}/${ofAll.id}/people`)).status).toBe(404);
      expect((await client.post(`${path}/${ofAll.id}/undo`)).status).toBe(404);
    }
    expect((await (await make.staff('viewer', province)).client.post(path, { text: TEXT })).status).toBe(403);
  });

  it('of nobody is refused', async () => {
    const { status, body } = await organiser.post(path, { text: TEXT, states: ['no_show'] });
    expect([status, body]).toMatchObject([409, { code: 'nobody_reached' }]);
  });
});

describe('a broadcast', () => {
  it('waits, and can be taken back until it has gone out', async () => {
    const undone = await send({ states: ['accepted'] });
    expect(undone).toMatchObject({ state: 'waiting', waitMs: 10_000, sentAt: null });
    expect((await organiser.post(`${path}/${undone.id}/undo`)).body).toMatchObject({ state: 'undone' });
    const sent = await send({ states: ['offered'] });
    await goesOut(sent.id);
    expect(await lettersOf(people.comes)).toEqual([]);
    expect(await lettersOf(people.asked)).toHaveLength(1);
    expect((await organiser.post(`${path}/${sent.id}/undo`)).body).toMatchObject({ code: 'broadcast_gone' });
  });

  it('is not sent before its time, nor twice, however often its job runs', async () => {
    const { id } = await send({ states: ['accepted'] });
    const jobs = server.get(BroadcastJobs);
    await jobs.send(id);
    expect(await lettersOf(people.comes)).toEqual([]);
    clock.turn(11 * SECONDS);
    await Promise.all([jobs.send(id), jobs.send(id), jobs.send(id)]);
    await jobs.send(id);
    expect(await lettersOf(people.comes)).toHaveLength(1);
  });

  it('does not wait for hours when the clock is set back by them', async () => {
    const { id } = await send({ states: ['accepted'] });
    clock.turn(-120);
    try {
      await server.get(BroadcastJobs).sweep();
      await eventually(async () => (await lettersOf(people.comes)).length === 1);
      expect((await organiser.get<Broadcast>(`${path}/${id}`)).body.state).toBe('sent');
    } finally {
      clock.turn(120);
    }
  });

  it('is asked about when the same text goes to the same people within a minute', async () => {
    const wish = { states: ['accepted', 'offered'], communeIds: [SAM_SON, CAM_THUY] };
    const same = { states: ['offered', 'accepted'], communeIds: [CAM_THUY, SAM_SON] };
    const { id } = await send(wish);
    const again = await organiser.post(path, { text: TEXT, ...same });
    expect([again.status, again.body]).toMatchObject([409, { code: 'broadcast_again' }]);
    await send({ ...same, again: true });
    await send({ ...wish, text: 'Tin khác' });
    clock.turn(1.1);
    await send(wish);
    expect(id).not.toBe('');
  });

  it('rings, is seen, is answered, and whoever has not is found by name', async () => {
    const client = await phone(people.comes);
    const live = await LiveClient.connect(server.url, client, 'volunteer');
    const { id } = await send({ states: ['accepted'], answers: ['Đã đến nơi', 'Cần giúp'] });
    await goesOut(id);
    await eventually(() => live.heard.bell.length > 0);
    live.close();
    const letter = (await lettersOf(people.comes))[0]!;
    expect(letter).toMatchObject({
      kind: 'broadcast',
      text: { vi: TEXT, en: TEXT },
      question: { answers: ['Đã đến nơi', 'Cần giúp'], chosen: null },
    });
    const answer = `/api/me/inbox/${letter.seq}/answer`;
    expect((await client.post(answer, { answer: 2 })).status).toBe(404);
    await client.post(answer, { answer: 0 });
    const { body } = await client.post<Inbox>(answer, { answer: 1 });
    expect(body.items[0]?.question?.chosen).toBe(1);
    expect(body.unseen).toBe(0);
    await (await phone(people.elsewhere)).post('/api/me/inbox/seen', { seq: letter.seq });
    expect((await organiser.get(`${path}/${id}`)).body).toMatchObject({
      people: 3,
      seen: 2,
      answered: 1,
      chosen: [0, 1],
    });
    const shown = async (query: string) =>
      (await organiser.get<Page<BroadcastPerson>>(`${path}/${id}/people?${query}`)).body.items;
    expect(await shown('show=unseen')).toMatchObject([{ personId: people.declined.id, seenAt: null }]);
    expect((await shown('show=unanswered')).map((one) => one.personId).sort()).toEqual(
      [people.declined.id, people.elsewhere.id].sort(),
    );
    expect(await shown('show=answered&answer=0')).toEqual([]);
    expect(await shown('show=answered&answer=1')).toMatchObject([
      { personId: people.comes.id, orgUnitName: 'Đoàn Sầm Sơn', communeName: 'Xã Cẩm Thủy', answer: 1 },
    ]);
    const call = (person: { id: string }) => organiser.post(`${path}/${id}/people/${person.id}/call`);
    expect((await call(people.declined)).body).toEqual({ phone: expect.stringMatching(/^\+84/) });
    expect((await call(people.came)).status).toBe(404); // did not get it
    const { body: mine } = await client.get<MyData>('/api/me/data');
    expect(mine.letters.at(-1)).toMatchObject({ answer: 'Cần giúp' });
  });

  it('asks nothing of a letter that has no question', async () => {
    const { id } = await send({ states: ['accepted'] });
    await goesOut(id);
    const client = await phone(people.comes);
    const [letter] = await lettersOf(people.comes);
    expect(letter?.question).toBeNull();
    expect((await client.post(`/api/me/inbox/${letter!.seq}/answer`, { answer: 0 })).status).toBe(404);
  });

  it('reaches thousands at once, and every inbox goes on without a gap', async () => {
    const ids = Array.from({ length: 4_000 }, () => newId());
    await make.sql(
      `INSERT INTO people (id, simulated, full_name, folded, org_unit_id, skills, has_vehicle, created_at, updated_at)
       SELECT id, false, 'Vũ Văn Đông', 'vu van dong', $2, '[]', false, now(), now() FROM unnest($1::uuid[]) AS p (id)`,
      [ids, camThuy.id],
    );
    await make.register(event.id, ids);
    const { id } = await send({ states: ['unassigned'] });
    await goesOut(id);
    const [row] = await make.sql(
      `SELECT count(*)::int AS letters, count(*) FILTER (WHERE i.seq = p.inbox_seq)::int AS last
       FROM inbox_items i JOIN people p ON p.id = i.person_id WHERE i.broadcast_id = $1`,
      [id],
    );
    expect(row).toEqual({ letters: 4_001, last: 4_001 });
  });
});
