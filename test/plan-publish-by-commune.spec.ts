import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { Assignment, Plan, PlanPublishedSchema } from '../src/contracts/assignments.js';
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

type Published = z.infer<typeof PlanPublishedSchema>;
const HAM_RONG = '14758';
const BIM_SON = '14812';

/** Two communes with two places each, and a draft that pins two people to each of them. */
async function twoCommunes(people = 4) {
  const day = await planned(server, make, { people, target: 2, maximum: 4, communes: [HAM_RONG, BIM_SON] });
  const [here, there] = day.shifts.map((shift) => shift.id);
  const ids = day.people.map((person) => person.id);
  const draft = await day.solve();
  await pin(day, draft.id, ids.slice(0, 2), here!);
  await pin(day, draft.id, ids.slice(2, 4), there!);
  return { ...day, here: here!, there: there!, ids, draft };
}

const pin = async (
  day: Planned,
  planId: string,
  personIds: string[],
  shiftId: string | null,
  pinned = true,
) => {
  const answer = await day.organiser.put(`${day.plans}/${planId}/proposals`, { personIds, shiftId, pinned });
  expect(answer).toMatchObject({ status: 200, body: { refused: [] } });
};
const publish = async (day: Planned, planId: string, wish: object) =>
  (await day.organiser.post<Published>(`${day.plans}/${planId}/publish`, wish)).body;
const standing = async (day: Planned) =>
  (await day.assignments())
    .filter((row) => ['offered', 'accepted'].includes(row.state))
    .map((row) => `${row.personId} ${row.shiftId}`)
    .sort();
const answer = async (day: Planned, offer: Assignment, word: 'accept' | 'decline') => {
  const phone = await day.phoneOf(offer.personId);
  expect((await phone.post(`/api/me/assignments/${offer.id}/answer`, { answer: word })).status).toBe(200);
};
const letters = async (day: Planned, personId: string) =>
  (await (await day.phoneOf(personId)).get<Inbox>('/api/me/inbox')).body.items.map((item) => item.kind);

describe('publishing a commune', () => {
  it('offers the places there and no others; the rest of the draft waits', async () => {
    const day = await twoCommunes();
    const part = await publish(day, day.draft.id, { communeIds: [HAM_RONG] });
    expect(part).toMatchObject({ offered: 2, withdrawn: 0, plan: { state: 'draft', publishedAt: null } });
    expect(await standing(day)).toEqual(
      day.ids
        .slice(0, 2)
        .map((id) => `${id} ${day.here}`)
        .sort(),
    );
    expect(await make.total(day.event.id, 'offered')).toBe(2);
    expect(await letters(day, day.ids[2]!)).toEqual([]);

    const rest = await publish(day, day.draft.id, {});
    expect(rest).toMatchObject({ offered: 2, withdrawn: 0, plan: { state: 'published' } });
    expect(await make.total(day.event.id, 'offered')).toBe(4);
    for (const id of day.ids) expect(await letters(day, id)).toEqual(['offer']);
    expect(await recount(make, day.event.id)).toEqual([]);
  });

  it('does nothing a second time, nor where the plan has no place', async () => {
    const day = await twoCommunes();
    await publish(day, day.draft.id, { communeIds: [HAM_RONG] });
    const [first, second] = await day.assignments();
    await answer(day, first!, 'accept');
    await answer(day, second!, 'decline'); // pinned as both are: a repeat must not insist
    const activities = () =>
      make.sql(`SELECT id FROM activities WHERE event_id = $1 AND kind = 'published'`, [day.event.id]);
    expect(await activities()).toHaveLength(1);
    for (const communeIds of [[HAM_RONG], [HAM_RONG], ['99999']]) {
      expect(await publish(day, day.draft.id, { communeIds })).toMatchObject({ offered: 0, withdrawn: 0 });
    }
    expect(await activities()).toHaveLength(1);
    const states = (await day.assignments()).map((row) => row.state).sort();
    expect(states).toEqual(['accepted', 'declined']);
    // At once, from four hands.
    const at = await Promise.all(
      [1, 2, 3, 4].map(() => publish(day, day.draft.id, { communeIds: [BIM_SON] })),
    );
    expect(at.map((one) => one.offered).sort()).toEqual([0, 0, 0, 2]);
    expect(await recount(make, day.event.id)).toEqual([]);
  });

  it('insists after a no only when the organiser pins anew', async () => {
    const day = await twoCommunes();
    await publish(day, day.draft.id, { communeIds: [HAM_RONG] });
    const [offer] = await day.assignments();
    await answer(day, offer!, 'decline');
    const path = `${day.plans}/${day.draft.id}/proposals`;
    await day.organiser.put(path, { personIds: [offer!.personId], pinned: false });
    expect(await publish(day, day.draft.id, { communeIds: [HAM_RONG] })).toMatchObject({ offered: 0 });
    await day.organiser.put(path, { personIds: [offer!.personId], pinned: true });
    expect(await publish(day, day.draft.id, { communeIds: [HAM_RONG] })).toMatchObject({ offered: 1 });
  });

  it('takes back what stands there and is not in the plan, and nothing elsewhere', async () => {
    const day = await twoCommunes();
    await publish(day, day.draft.id, {});
    const next = await day.solve();
    await pin(day, next.id, [day.ids[0]!, day.ids[2]!], null);
    const part = await publish(day, next.id, { communeIds: [HAM_RONG] });
    expect(part).toMatchObject({ offered: 0, withdrawn: 1, plan: { state: 'draft' } });
    expect(await letters(day, day.ids[0]!)).toEqual(['offer', 'offer_withdrawn']);
    expect(await letters(day, day.ids[2]!)).toEqual(['offer']);
    expect(await publish(day, next.id, { communeIds: [BIM_SON] })).toMatchObject({
      offered: 0,
      withdrawn: 1,
    });
    expect(await standing(day)).toEqual([`${day.ids[1]} ${day.here}`, `${day.ids[3]} ${day.there}`].sort());
  });

  it('takes people over from other communes, and back what the plan itself has offered', async () => {
    const day = await twoCommunes();
    await publish(day, day.draft.id, {});
    const next = await day.solve();
    await pin(day, next.id, [day.ids[2]!], day.here);
    // Into the commune: the old place goes, though its commune is not published.
    expect(await publish(day, next.id, { communeIds: [HAM_RONG] })).toMatchObject({
      offered: 1,
      withdrawn: 1,
    });
    expect(await standing(day)).toContain(`${day.ids[2]} ${day.here}`);
    expect(await standing(day)).not.toContain(`${day.ids[2]} ${day.there}`);
    // And back by hand, without a pin: what the plan has offered, it may take back.
    await pin(day, next.id, [day.ids[2]!], day.there, false);
    expect(await publish(day, next.id, { communeIds: [BIM_SON] })).toMatchObject({
      offered: 1,
      withdrawn: 1,
    });
    expect(await standing(day)).toContain(`${day.ids[2]} ${day.there}`);
    expect(await standing(day)).not.toContain(`${day.ids[2]} ${day.here}`);
    expect(await recount(make, day.event.id)).toEqual([]);
  });

  it('gives up who is to go to a commune that waits: the offer there comes with that commune', async () => {
    const day = await twoCommunes();
    await publish(day, day.draft.id, {});
    const next = await day.solve();
    await pin(day, next.id, [day.ids[0]!], day.there);
    expect(await publish(day, next.id, { communeIds: [HAM_RONG] })).toMatchObject({
      offered: 0,
      withdrawn: 1,
    });
    expect(await publish(day, next.id, { communeIds: [BIM_SON] })).toMatchObject({
      offered: 1,
      withdrawn: 0,
    });
    expect(await standing(day)).toContain(`${day.ids[0]} ${day.there}`);
  });

  it('ranks standby for its shifts only, and its offers stand as long as was said', async () => {
    const day = await planned(server, make, { people: 8, target: 2, communes: [HAM_RONG, BIM_SON] });
    const draft = await day.solve();
    const ranks = (shiftId: string) =>
      make.sql<{ person_id: string }>('SELECT person_id FROM standbys WHERE shift_id = $1 ORDER BY rank', [
        shiftId,
      ]);
    const [here, there] = day.shifts.map((shift) => shift.id);
    const part = await publish(day, draft.id, { communeIds: [HAM_RONG], answerWithinMinutes: 90 });
    const ranked = await ranks(here!);
    expect(ranked.length).toBeGreaterThan(0);
    expect(part.standby).toBe(ranked.length);
    expect(await ranks(there!)).toEqual([]);

    const offered = await day.assignments();
    await answer(day, offered[0]!, 'decline');
    const fresh = (await day.assignments()).find((row) => row.personId === ranked[0]!.person_id)!;
    const minutes = (Date.parse(fresh.deadlineAt!) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(88);
    expect(minutes).toBeLessThanOrEqual(90);

    // Who got a place from standby keeps it, however often the part is published.
    expect(await publish(day, draft.id, { communeIds: [HAM_RONG] })).toMatchObject({
      offered: 0,
      withdrawn: 0,
    });
    await publish(day, draft.id, { communeIds: [BIM_SON] });
    expect((await ranks(there!)).length).toBeGreaterThan(0);
    expect(await standing(day)).toContain(`${fresh.personId} ${here}`);
    expect(await recount(make, day.event.id)).toEqual([]);
  });

  it('is refused for a plan that is no draft, a closed event and a wish that is none', async () => {
    const day = await twoCommunes();
    const path = `${day.plans}/${day.draft.id}/publish`;
    for (const communeIds of [[], ['x'], HAM_RONG, null]) {
      expect((await day.organiser.post(path, { communeIds })).status).toBe(400);
    }
    const newer = await day.solve();
    expect((await day.organiser.post(path, { communeIds: [HAM_RONG] })).body).toMatchObject({
      code: 'plan_not_draft',
    });
    await make.sql(`UPDATE events SET state = 'closed' WHERE id = $1`, [day.event.id]);
    const closed = await day.organiser.post<Plan>(`${day.plans}/${newer.id}/publish`, {
      communeIds: [HAM_RONG],
    });
    expect(closed.body).toMatchObject({ code: 'event_closed' });
    expect(await day.assignments()).toEqual([]);
  });
});
