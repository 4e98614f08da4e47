import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Assignment, MyAssignment } from '../src/contracts/assignments.js';
import type { Candidates } from '../src/contracts/dispatch.js';
import type { Inbox } from '../src/contracts/people.js';
import { factories } from './factories/index.js';
import { recount } from './factories/recount.js';
import { HAC_THANH, HAM_RONG, shortMorning, type ShortMorning } from './factories/short-morning.js';
import { eventually } from './support/eventually.js';
import { LiveClient } from './support/live-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const MUONG_LAT = '14845'; // at the other end of the province

let server: TestServer;
let make: ReturnType<typeof factories>;
beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());

const morning = (values: Parameters<typeof shortMorning>[2]) => shortMorning(server, make, values);

const suggested = (found: Candidates) => found.candidates.filter((one) => one.suggested);

async function answer(day: ShortMorning, personId: string, word: 'accept' | 'decline') {
  const phone = await make.signedIn('volunteer', { subjectId: personId });
  const mine = (await phone.get<MyAssignment[]>('/api/me/assignments')).body;
  const offer = mine.find((row) => row.state === 'offered');
  return phone.post(`/api/me/assignments/${offer?.id}/answer`, { answer: word });
}

describe('who could go', () => {
  it('is named with the way, the nearest first, as many as are short ticked', async () => {
    const day = await morning({ short: 2, free: [HAC_THANH, HAM_RONG, MUONG_LAT, HAM_RONG] });
    const found = await day.candidates();
    expect(found).toMatchObject({ target: 2, coming: 0, short: 2 });
    const [near, home, , home2] = day.people;
    expect(new Set(suggested(found).map((one) => one.personId))).toEqual(new Set([home!.id, home2!.id]));
    expect(suggested(found)[0]).toMatchObject({ distanceKm: 0, from: null, homeCommuneId: HAM_RONG });
    // Whom the engine would not send so far is not there at all.
    expect(found.candidates.slice(2).map((one) => one.personId)).toEqual([near!.id]);
    expect(found.candidates[2]!.distanceKm).toBeGreaterThan(0.5);
    expect(found.candidates[2]).toMatchObject({ fullName: near!.name, suggested: false });
  });

  it('is taken from elsewhere only where more come than are wanted, and the cost is told', async () => {
    const day = await morning({ short: 3, spare: 2, free: [HAM_RONG] });
    const found = await day.candidates();
    expect(found.candidates.map((one) => [one.suggested, one.from])).toEqual([
      [true, null],
      [true, { shiftId: day.there.id, coming: 3, target: 1 }],
      [true, { shiftId: day.there.id, coming: 3, target: 1 }],
      [false, { shiftId: day.there.id, coming: 3, target: 1 }],
    ]);
  });

  it('counts who is still expected: after the beginning only who was heard of lately', async () => {
    const day = await morning({ short: 4, free: [HAM_RONG] });
    const people = [];
    for (let n = 0; n < 3; n++) people.push(await make.person({ unit: day.branch, communeId: HAM_RONG }));
    const rows = [];
    for (const { id } of people) rows.push(await make.assignment(day.event, day.here, id));
    expect(await day.candidates()).toMatchObject({ coming: 3, short: 1 });
    await make.sql(`UPDATE assignments SET changed_at = now() - interval '1 day' WHERE event_id = $1`, [
      day.event.id,
    ]);
    expect(await day.candidates()).toMatchObject({ coming: 0, short: 4 });
    const phone = await make.signedIn('volunteer', { subjectId: people[0]!.id });
    await phone.post(`/api/me/assignments/${rows[0]!.id}/on-the-way`);
    expect(await day.candidates()).toMatchObject({ coming: 1, short: 3 });
  });

  it('is told to nobody who may not send', async () => {
    const day = await morning({ short: 1, free: [HAM_RONG] });
    const url = `${day.path}/shifts/${day.here.id}/candidates`;
    const other = await make.orgUnit({ kind: 'province', provinceId: '40' });
    for (const [role, unit, status] of [
      ['unit_leader', day.branch, 403],
      ['auditor', day.unit, 403],
      ['event_organiser', other, 404],
      ['event_organiser', day.branch, 404],
    ] as const) {
      const { client } = await make.staff(role, unit);
      expect((await client.get(url)).status).toBe(status);
      expect((await day.send([day.people[0]!.id], client)).status).toBe(status);
    }
    expect(await day.assignments()).toEqual([]);
  });
});

describe('sending', () => {
  it('offers at once: the phone rings, the board hears of it, and the place is counted', async () => {
    const day = await morning({ short: 2, free: [HAM_RONG, HAM_RONG] });
    const [first] = day.people;
    const volunteer = await make.signedIn('volunteer', { subjectId: first!.id });
    const phone = await LiveClient.connect(server.url, volunteer, 'volunteer');
    const board = await LiveClient.connect(server.url, day.organiser, 'staff');
    await board.join('board', day.event.id);
    const { body } = await day.send(suggested(await day.candidates()).map((one) => one.personId));
    expect(body).toMatchObject({ done: 2, skipped: [] });
    await eventually(() => phone.heard.bell.length > 0);
    await eventually(() =>
      board.heard['board.frame'].some((frame) =>
        frame.changed.activities?.some(
          ({ kind, count, siteId }) => kind === 'dispatched' && count === 2 && siteId === day.poor.id,
        ),
      ),
    );
    const [offer] = (await volunteer.get<MyAssignment[]>('/api/me/assignments')).body;
    expect(offer).toMatchObject({ state: 'offered', reason: { code: 'sent_where_short' } });
    const minutes = (Date.parse(offer!.deadlineAt!) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(29);
    expect(minutes).toBeLessThanOrEqual(30);
    expect(await make.total(day.event.id, 'offered')).toBe(2);
    expect(await day.candidates()).toMatchObject({ coming: 2, short: 0 });
    phone.close();
    board.close();
  });

  it('of somebody from elsewhere takes the place there; never below what is wanted there', async () => {
    const day = await morning({ short: 3, spare: 1 });
    const people = (await day.assignments()).map((row) => row.personId);
    const { body } = await day.send(people);
    expect(body).toMatchObject({ done: 1, skipped: [{ personId: people[1], why: 'needed_there' }] });
    expect(await day.stateOf(people[0]!)).toBe('offered');
    expect(await day.stateOf(people[0]!, day.there.id)).toBe('withdrawn');
    expect(await day.stateOf(people[1]!, day.there.id)).toBe('accepted');
    expect(await recount(make, day.event.id)).toEqual([]);
  });

  it('names whom a rule forbids it, and does the rest', async () => {
    const day = await morning({ short: 1, free: [HAM_RONG, HAM_RONG, HAM_RONG, MUONG_LAT] });
    const [one, two, three, far] = day.people.map((person) => person.id);
    const stranger = await make.person({ unit: day.branch, communeId: HAM_RONG });
    const { body } = await day.send([far!, one!, stranger.id, two!, three!, one!]);
    expect(body.done).toBe(2); // the maximum
    expect(new Map(body.skipped.map((who) => [who.personId, who.why]))).toEqual(
      new Map([
        [far, 'too_far'],
        [stranger.id, 'not_registered'],
        [three, 'shift_full'],
      ]),
    );
    const again = await day.send([one!]);
    expect(again.body).toMatchObject({ actId: null, done: 0, skipped: [{ why: 'here_already' }] });
  });

  it('by two organisers at once gives each person one place, and no more than the maximum', async () => {
    const day = await morning({ short: 3, spare: 2, free: [HAM_RONG, HAM_RONG, HAM_RONG] });
    const { client: second } = await make.staff('event_organiser', day.unit);
    const ids = (await day.candidates()).candidates.map((one) => one.personId);
    const sent = await Promise.all([
      day.send(ids),
      day.send(ids, second),
      day.send([...ids].reverse(), second),
    ]);
    expect(sent.map((one) => one.status)).toEqual([200, 200, 200]);
    expect(sent.reduce((sum, one) => sum + one.body.done, 0)).toBe(4);
    const standing = (await day.assignments()).filter(
      (row) => row.state === 'offered' || row.state === 'accepted',
    );
    expect(new Set(standing.map((row) => row.personId)).size).toBe(standing.length);
    expect(standing.filter((row) => row.shiftId === day.here.id)).toHaveLength(4);
    expect(await recount(make, day.event.id)).toEqual([]);
  });
});

describe('undoing', () => {
  it('takes back the offers nobody has accepted, and gives back the places that were left', async () => {
    const day = await morning({ short: 3, spare: 1, free: [HAM_RONG, HAM_RONG] });
    const [yes, silent] = day.people.map((person) => person.id);
    const moved = (await day.assignments())[0]!;
    const { body } = await day.send([yes!, silent!, moved.personId]);
    expect(body.done).toBe(3);
    await answer(day, yes!, 'accept');
    expect(await day.undo(body.actId)).toMatchObject({ status: 200, body: { undone: 2, kept: 1 } });
    expect(await day.stateOf(yes!)).toBe('accepted');
    expect(await day.stateOf(silent!)).toBe('withdrawn');
    expect(await day.stateOf(moved.personId)).toBe('withdrawn');
    expect(await day.stateOf(moved.personId, day.there.id)).toBe('accepted');
    const phone = await make.signedIn('volunteer', { subjectId: moved.personId });
    const letters = (await phone.get<Inbox>('/api/me/inbox')).body.items.map((item) => item.kind);
    expect(letters).toEqual(['offer_withdrawn', 'offer', 'offer_withdrawn', 'note']);
    expect(await recount(make, day.event.id)).toEqual([]);
    expect(await day.undo(body.actId)).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
  });

  it('leaves alone whoever has meanwhile said yes to the new place', async () => {
    const day = await morning({ short: 1, spare: 1 });
    const moved: Assignment = (await day.assignments())[0]!;
    const { body } = await day.send([moved.personId]);
    await answer(day, moved.personId, 'accept');
    expect((await day.undo(body.actId)).body).toEqual({ undone: 0, kept: 1 });
    expect(await day.stateOf(moved.personId)).toBe('accepted');
    expect(await day.stateOf(moved.personId, day.there.id)).toBe('withdrawn');
    expect(await recount(make, day.event.id)).toEqual([]);
  });

  it('is somebody else’s act to nobody outside the scope', async () => {
    const day = await morning({ short: 1, free: [HAM_RONG] });
    const { body } = await day.send([day.people[0]!.id]);
    const other = await make.orgUnit({ kind: 'province', provinceId: '40' });
    const { client } = await make.staff('event_organiser', other);
    expect((await client.post(`${day.path}/acts/${body.actId}/undo`)).status).toBe(404);
    const another = await morning({ short: 1 });
    expect((await another.undo(body.actId)).status).toBe(404);
    expect(await day.stateOf(day.people[0]!.id)).toBe('offered');
  });
});
