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

async function answer(offer: Assignment, word: 'accept' | 'decline') {
  const phone = await make.signedIn('volunteer', { subjectId: offer.personId });
  return phone.post<MyAssignment>(`/api/me/assignments/${offer.id}/answer`, { answer: word });
}

/** Who stands by, in their order. */
const ranking = async (day: Planned) =>
  (
    await make.sql<{ person_id: string }>(
      'SELECT person_id FROM standbys WHERE event_id = $1 AND used_at IS NULL ORDER BY rank',
      [day.event.id],
    )
  ).map((row) => row.person_id);

const inState = async (day: Planned, state: string) =>
  (await day.assignments()).filter((row) => row.state === state);

describe('a place given back', () => {
  it('goes to the next on standby, with a letter, a deadline and a line in the stream', async () => {
    const day = await planned(server, make, { people: 4, target: 2 });
    await day.publish(90);
    const [next] = await ranking(day);
    const [first] = await inState(day, 'offered');
    expect((await answer(first!, 'decline')).body.state).toBe('declined');

    const offers = await inState(day, 'offered');
    expect(offers).toHaveLength(2);
    const fresh = offers.find((row) => row.personId === next)!;
    const minutes = (Date.parse(fresh.deadlineAt!) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(88);
    expect(minutes).toBeLessThanOrEqual(90);
    const phone = await make.signedIn('volunteer', { subjectId: next! });
    expect((await phone.get<Inbox>('/api/me/inbox')).body.items).toMatchObject([{ kind: 'offer' }]);
    expect((await phone.get<MyAssignment[]>('/api/me/assignments')).body[0]?.reason?.code).toBe(
      'from_standby',
    );
    const activities = await make.sql(
      `SELECT count FROM activities WHERE event_id = $1 AND kind = 'standby_offered'`,
      [day.event.id],
    );
    expect(activities).toEqual([{ count: 1 }]);
    expect(await make.total(day.event.id, 'offered')).toBe(2);
  });

  it('does not go to somebody who meanwhile has another duty at that time', async () => {
    const day = await planned(server, make, { people: 3, target: 1 });
    await day.publish();
    const [busy, free] = await ranking(day);
    const other = await make.event({ unit: day.unit, startsAt: day.event.startsAt });
    const site = await make.site(other.id, day.communeId);
    await make.assignment(other, await make.shift(other, site.id), busy!);
    await answer((await inState(day, 'offered'))[0]!, 'decline');
    expect((await inState(day, 'offered')).map((row) => row.personId)).toEqual([free]);
  });

  it('asks for the skill of the place', async () => {
    const day = await planned(server, make, {
      people: 2,
      target: 1,
      skill: 'driver',
      skills: [{ skill: 'driver', level: 1 }],
    });
    await day.publish();
    const [next] = await ranking(day);
    await make.sql(`UPDATE people SET skills = '[]' WHERE id = $1`, [next]);
    await answer((await inState(day, 'offered'))[0]!, 'decline');
    expect(await inState(day, 'offered')).toEqual([]);
  });

  it('is nobody’s when nobody stands by', async () => {
    const day = await planned(server, make, { people: 1, target: 1 });
    await day.publish();
    expect((await answer((await inState(day, 'offered'))[0]!, 'decline')).status).toBe(200);
    expect(await inState(day, 'offered')).toEqual([]);
    expect(await make.total(day.event.id, 'offered')).toBe(0);
  });

  it('is not taken away by a plan that was computed before it was given', async () => {
    const day = await planned(server, make, { people: 2, target: 1 });
    await day.publish();
    const draft = await day.solve();
    await answer((await inState(day, 'offered'))[0]!, 'decline');
    const [substitute] = await inState(day, 'offered');
    await answer(substitute!, 'accept');
    const published = await day.organiser.post(`${day.plans}/${draft.id}/publish`, {});
    expect(published.body).toMatchObject({ offered: 0, withdrawn: 0 });
    expect((await inState(day, 'accepted')).map((row) => row.id)).toEqual([substitute!.id]);
  });
});

describe('many at once', () => {
  it('a storm of declines asks everybody on standby once, and nobody twice', async () => {
    const day = await planned(server, make, { people: 30, target: 15 });
    await day.publish();
    const first = await inState(day, 'offered');
    expect(first).toHaveLength(15);
    const answers = await Promise.all(first.map((offer) => answer(offer, 'decline')));
    expect(answers.map((one) => one.status)).toEqual(first.map(() => 200));
    const second = await inState(day, 'offered');
    expect(new Set(second.map((row) => row.personId)).size).toBe(15);
    expect(second.some((row) => first.some((old) => old.personId === row.personId))).toBe(false);
    expect(await ranking(day)).toEqual([]);
    expect(await recount(make, day.event.id)).toEqual([]);
  });

  it('one who stands by in two events at one time gets one place', async () => {
    const day = await planned(server, make, { people: 2, target: 1 });
    const other = await make.event({ unit: day.unit, startsAt: day.event.startsAt });
    const site = await make.site(other.id, day.communeId);
    const shift = await make.shift(other, site.id, [{ target: 1 }]);
    const third = await make.person({ unit: day.branch, communeId: day.communeId });
    const there = await make.assignment(other, shift, third.id, 'accepted');
    await make.sql(
      `INSERT INTO event_counts VALUES ($1, $2, $3, 'offered', 1, 0), ($1, $2, $3, 'accepted', 1, 0)`,
      [other.id, site.id, day.branch.id],
    );
    await day.publish();
    const [shared] = await ranking(day);
    await make.sql('INSERT INTO standbys (shift_id, person_id, event_id, rank) VALUES ($1, $2, $3, 1)', [
      shift.id,
      shared,
      other.id,
    ]);
    const [here] = await inState(day, 'offered');
    const phone = await make.signedIn('volunteer', { subjectId: third.id });
    const answers = await Promise.all([
      answer(here!, 'decline'),
      phone.post(`/api/me/assignments/${there.id}/answer`, { answer: 'decline' }),
    ]);
    expect(answers.map((one) => one.status)).toEqual([200, 200]);
    const places = await make.sql(
      `SELECT event_id FROM assignments WHERE person_id = $1 AND state = 'offered'`,
      [shared],
    );
    expect(places).toHaveLength(1);
  });

  it('the database itself refuses two places at one time', async () => {
    const day = await planned(server, make, { people: 1, target: 1, sites: 2 });
    const person = day.people[0]!.id;
    await make.assignment(day.event, day.shifts[0]!, person, 'offered');
    await expect(make.assignment(day.event, day.shifts[1]!, person, 'accepted')).rejects.toThrow(
      /assignments_no_overlap/,
    );
  });
});

describe('after any history', () => {
  it.each([1, 2, 3])('the counts are a recount, and nobody is in two places (seed %i)', async (seed) => {
    const random = randomFrom(seed);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    const day = await planned(server, make, { people: 24, target: 5, sites: 3, maximum: 7 });
    await day.publish();
    for (let round = 0; round < 8; round++) {
      const rows = await day.assignments();
      const standing = rows.filter((row) => row.state === 'offered' || row.state === 'accepted');
      const acts = Array.from({ length: 6 }, () => {
        const offer = pick(standing);
        const kind = random();
        if (!offer) return Promise.resolve();
        if (kind < 0.4) return answer(offer, 'accept');
        if (kind < 0.7) return answer(offer, 'decline');
        if (kind < 0.8) {
          return day.organiser.post(`/api/events/${day.event.id}/assignments/${offer.id}/withdraw`);
        }
        return make
          .sql(`UPDATE assignments SET deadline_at = now() WHERE id = $1 AND state = 'offered'`, [offer.id])
          .then(() => server.get(OfferDeadlines).expire());
      });
      await Promise.all(acts);
      if (round % 3 === 2) await day.publish();
      expect(await recount(make, day.event.id)).toEqual([]);
      const doubles = await make.sql(
        `SELECT a.person_id FROM assignments a
         WHERE a.event_id = $1 AND a.state IN ('offered', 'accepted', 'checked_in')
         GROUP BY 1 HAVING count(*) > 1`,
        [day.event.id],
      );
      expect(doubles).toEqual([]);
      const crowded = await make.sql(
        `SELECT shift_id FROM assignments WHERE event_id = $1 AND state IN ('offered', 'accepted')
         GROUP BY 1 HAVING count(*) > 7`,
        [day.event.id],
      );
      expect(crowded).toEqual([]);
    }
  });
});

/** A small linear congruential generator: the same seed, the same history. */
function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
