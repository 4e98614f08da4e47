import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OfferDeadlines } from '../src/assignments/offer-deadlines.js';
import type { Assignment, MyAssignment } from '../src/contracts/assignments.js';
import type { Inbox } from '../src/contracts/people.js';
import { factories } from './factories/index.js';
import { planned, type Planned } from './factories/planned-event.js';
import { recount } from './factories/recount.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());

async function phoneOf(offer: Assignment) {
  const client = await make.signedIn('volunteer', { subjectId: offer.personId });
  return {
    client,
    answer: (answer: string, more: object = {}) =>
      client.post<MyAssignment>(`/api/me/assignments/${offer.id}/answer`, { answer, ...more }),
    lastLetter: async () => (await client.get<Inbox>('/api/me/inbox')).body.items.at(-1)?.kind,
  };
}

/** A published event with one offer, or more. */
async function offered(people = 1): Promise<{ day: Planned; offers: Assignment[] }> {
  const day = await planned(server, make, { people, target: people });
  await day.publish();
  return { day, offers: await day.assignments() };
}

const runOut = (id: string) =>
  make.sql(`UPDATE assignments SET deadline_at = now() - interval '1 second' WHERE id = $1`, [id]);

describe('an answer', () => {
  it('given twice is the same answer', async () => {
    const { day, offers } = await offered();
    const phone = await phoneOf(offers[0]!);
    const answers = await Promise.all([1, 2, 3].map(() => phone.answer('accept')));
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { state: 'accepted' } });
    expect(await make.total(day.event.id, 'accepted')).toBe(1);
  });

  it('yes and no at once: one of them, and the counts of that one', async () => {
    for (let round = 0; round < 5; round++) {
      const { day, offers } = await offered();
      const phone = await phoneOf(offers[0]!);
      await Promise.all([phone.answer('accept'), phone.answer('decline')]);
      const [row] = await day.assignments();
      // A no always wins in the end: it may follow a yes, a yes cannot follow a no.
      expect(row?.state).toBe('declined');
      expect(await recount(make, day.event.id)).toEqual([]);
      expect(await make.total(day.event.id, 'offered')).toBe(0);
    }
  });

  it('may be taken back before the day, with a reason, and not turned into a yes again', async () => {
    const { day, offers } = await offered();
    const phone = await phoneOf(offers[0]!);
    await phone.answer('accept');
    const declined = await phone.answer('decline', { reason: 'Bị ốm' });
    expect(declined).toMatchObject({ status: 200, body: { state: 'declined', ownCode: null } });
    expect(await phone.answer('accept')).toMatchObject({ status: 409, body: { code: 'offer_gone' } });
    expect(await make.total(day.event.id, 'accepted')).toBe(0);
    const [row] = await make.sql<{ decline_reason: string }>(
      'SELECT decline_reason FROM assignments WHERE id = $1',
      [offers[0]!.id],
    );
    expect(row?.decline_reason).toBe('Bị ốm');
  });

  it('comes too late after the deadline, even before the sweeper has been there', async () => {
    const { offers } = await offered();
    const phone = await phoneOf(offers[0]!);
    await runOut(offers[0]!.id);
    for (const answer of ['accept', 'decline']) {
      expect(await phone.answer(answer)).toMatchObject({ status: 409, body: { code: 'offer_gone' } });
    }
  });

  it('comes too late once the person is there, or the event is over', async () => {
    const { offers, day } = await offered(2);
    const there = await phoneOf(offers[0]!);
    await there.answer('accept');
    await make.sql(`UPDATE assignments SET state = 'checked_in' WHERE id = $1`, [offers[0]!.id]);
    expect((await there.answer('decline')).body).toMatchObject({ code: 'offer_gone' });
    expect((await there.answer('accept')).status).toBe(200);
    await make.sql(`UPDATE events SET state = 'closed' WHERE id = $1`, [day.event.id]);
    const late = await phoneOf(offers[1]!);
    expect((await late.answer('accept')).body).toMatchObject({ code: 'offer_gone' });
  });

  it("is refused in words: another person's offer, nonsense, staff", async () => {
    const { offers, day } = await offered(2);
    const phone = await phoneOf(offers[0]!);
    const answerTo = (id: string, body: unknown) =>
      phone.client.post(`/api/me/assignments/${id}/answer`, body);
    const cases: [string, unknown, number, string][] = [
      [offers[1]!.id, { answer: 'accept' }, 404, 'not_found'],
      [day.event.id, { answer: 'accept' }, 404, 'not_found'],
      ['x', { answer: 'accept' }, 400, 'invalid_input'],
      [offers[0]!.id, { answer: 'maybe' }, 400, 'invalid_input'],
      [offers[0]!.id, {}, 400, 'invalid_input'],
      [offers[0]!.id, { answer: 'decline', reason: 'x'.repeat(301) }, 400, 'invalid_input'],
      [offers[0]!.id, { answer: 'decline', more: 1 }, 400, 'invalid_input'],
    ];
    for (const [id, body, status, code] of cases) {
      expect(await answerTo(id, body)).toMatchObject({ status, body: { code } });
    }
    expect((await day.organiser.get('/api/me/assignments')).status).toBe(403);
    expect((await server.client().get('/api/me/assignments')).status).toBe(401);
    expect((await phone.client.get<MyAssignment[]>('/api/me/assignments')).body).toHaveLength(1);
  });
});

describe('an offer ends', () => {
  it('in silence: it runs out, with a letter, and leaves the counts', async () => {
    const { day, offers } = await offered(3);
    await runOut(offers[0]!.id);
    await runOut(offers[1]!.id);
    await server.get(OfferDeadlines).expire();
    expect((await day.assignments()).map((row) => row.state).sort()).toEqual([
      'expired',
      'expired',
      'offered',
    ]);
    expect(await (await phoneOf(offers[0]!)).lastLetter()).toBe('offer_expired');
    expect(await make.total(day.event.id, 'offered')).toBe(1);
    const activities = await make.sql<{ count: number }>(
      `SELECT count FROM activities WHERE event_id = $1 AND kind = 'expired'`,
      [day.event.id],
    );
    expect(activities).toEqual([{ count: 2 }]);
  });

  it('when the organiser takes it back, once, with a letter', async () => {
    const { day, offers } = await offered();
    const path = `/api/events/${day.event.id}/assignments/${offers[0]!.id}/withdraw`;
    expect(await day.organiser.post<Assignment>(path)).toMatchObject({
      status: 200,
      body: { state: 'withdrawn' },
    });
    expect((await day.organiser.post(path)).status).toBe(200);
    const phone = await phoneOf(offers[0]!);
    expect(await phone.lastLetter()).toBe('offer_withdrawn');
    expect((await phone.answer('accept')).body).toMatchObject({ code: 'offer_gone' });
    const stranger = await make.staff('event_organiser', await make.orgUnit());
    expect((await stranger.client.post(path)).status).toBe(404);
    const unknown = `/api/events/${day.event.id}/assignments/${day.event.id}/withdraw`;
    expect((await day.organiser.post(unknown)).status).toBe(404);
  });

  it('when the event is over: silence has run out, a yes that never came is a no-show', async () => {
    const { day, offers } = await offered(3);
    await (await phoneOf(offers[0]!)).answer('accept');
    await (await phoneOf(offers[1]!)).answer('accept');
    await make.sql(`UPDATE assignments SET state = 'checked_in' WHERE id = $1`, [offers[1]!.id]);
    await make.sql(`UPDATE events SET state = 'closed' WHERE id = $1`, [day.event.id]);
    await server.get(OfferDeadlines).settleClosed();
    const states = new Map((await day.assignments()).map((row) => [row.id, row.state]));
    expect(offers.map((offer) => states.get(offer.id))).toEqual(['no_show', 'checked_in', 'expired']);
    expect(await recount(make, day.event.id)).toEqual([]);
  });
});

describe('the list of assignments', () => {
  it("shows a leader the people of the leader's own unit only, and a stranger nothing", async () => {
    const { day } = await offered(3);
    const path = `/api/events/${day.event.id}/assignments`;
    const leader = await make.staff('unit_leader', day.branch);
    expect((await leader.client.get<{ total: number }>(path)).body.total).toBe(3);
    const sibling = await make.staff('unit_leader', await make.orgUnit({ parent: day.unit }));
    expect((await sibling.client.get<{ total: number }>(path)).body.total).toBe(0);
    const stranger = await make.staff('unit_leader', await make.orgUnit());
    expect((await stranger.client.get(path)).status).toBe(404);
    expect((await day.organiser.get<{ total: number }>(`${path}?state=accepted`)).body.total).toBe(0);
    expect((await day.organiser.get(`${path}?state=gone`)).status).toBe(400);
  });
});

describe('an event that moves', () => {
  it('takes its assignments along, but not into another duty of the same person', async () => {
    const { day, offers } = await offered(2);
    const other = await make.event({
      unit: day.unit,
      startsAt: new Date(day.event.startsAt.getTime() + 24 * 3_600_000),
    });
    const site = await make.site(other.id, day.communeId);
    const shift = await make.shift(other, site.id, [{ target: 1 }]);
    await make.register(other.id, [offers[0]!.personId]);
    await make.assignment(other, shift, offers[0]!.personId);

    const moved = await day.organiser.post(`/api/events/${day.event.id}/move`, {
      version: 1,
      startsAt: other.startsAt.toISOString(),
    });
    expect(moved).toMatchObject({ status: 200, body: { toldPeople: 1 } });
    const states = new Map((await day.assignments()).map((row) => [row.id, row.state]));
    expect(offers.map((offer) => states.get(offer.id))).toEqual(['withdrawn', 'offered']);
    const rows = await make.sql<{ starts_at: Date }>(
      `SELECT starts_at FROM assignments WHERE event_id = $1`,
      [day.event.id],
    );
    expect(rows.map((row) => row.starts_at.getTime())).toEqual([
      other.startsAt.getTime(),
      other.startsAt.getTime(),
    ]);
    expect(await recount(make, day.event.id)).toEqual([]);
  });
});
