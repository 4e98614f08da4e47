import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MatchingProblem } from '../src/assignments/domain/problem.js';
import type { RegistrationTerms, Shift } from '../src/contracts/events.js';
import type { Rehearsal } from '../src/contracts/rehearsal.js';
import { newId } from '../src/kernel/ids.js';
import { factories } from './factories/index.js';
import { planned } from './factories/planned-event.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());

const HOUR = 3_600_000;
const HAM_RONG = '14758';
const BIM_SON = '14812';

async function questionOf(planId: string): Promise<MatchingProblem> {
  const [row] = await make.sql<{ question: Buffer }>('SELECT question FROM plan_proofs WHERE plan_id = $1', [
    planId,
  ]);
  return JSON.parse(gunzipSync(row!.question).toString()) as MatchingProblem;
}

/** Registers one person whom the single place of an event could take, and gives the path of the terms. */
async function oneOfOne() {
  const day = await planned(server, make, { people: 1, target: 1 });
  const terms = `/api/events/${day.event.id}/registrations/${day.people[0]!.id}`;
  const wish = (values: Partial<RegistrationTerms> = {}): RegistrationTerms => ({
    available: null,
    wishCommuneIds: [],
    excludedCommuneIds: [],
    ...values,
  });
  return { ...day, terms, wish };
}

describe('the terms of a registered person', () => {
  it('are none at first, and whatever was last said', async () => {
    const day = await oneOfOne();
    expect((await day.organiser.get(day.terms)).body).toEqual(day.wish());
    const said = day.wish({
      available: [{ startsAt: '2026-10-10T07:00:00+07:00', endsAt: '2026-10-10T11:00:00+07:00' }],
      wishCommuneIds: [BIM_SON, BIM_SON],
      excludedCommuneIds: [HAM_RONG],
    });
    const kept = {
      available: [{ startsAt: '2026-10-10T00:00:00.000Z', endsAt: '2026-10-10T04:00:00.000Z' }],
      wishCommuneIds: [BIM_SON],
      excludedCommuneIds: [HAM_RONG],
    };
    expect(await day.organiser.put(day.terms, said)).toMatchObject({ status: 200, body: kept });
    expect((await day.organiser.get(day.terms)).body).toEqual(kept);
    await day.organiser.put(day.terms, day.wish());
    expect((await day.organiser.get(day.terms)).body).toEqual(day.wish());
  });

  it('are kept by the engine', async () => {
    const day = await oneOfOne();
    const placed = async (values: Partial<RegistrationTerms>) => {
      expect((await day.organiser.put(day.terms, day.wish(values))).status).toBe(200);
      return (await day.solve()).placed;
    };
    const { startsAt, endsAt } = day.event;
    const late = {
      startsAt: new Date(startsAt.getTime() + HOUR).toISOString(),
      endsAt: endsAt.toISOString(),
    };
    const whole = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
    expect(await placed({ available: [late] })).toBe(0);
    expect(await placed({ available: [late, whole] })).toBe(1);
    expect(await placed({ excludedCommuneIds: [HAM_RONG] })).toBe(0);
    expect(await placed({ wishCommuneIds: [HAM_RONG] })).toBe(1);
  });

  it('are refused in words when they cannot be', async () => {
    const day = await oneOfOne();
    const { organiser, terms, wish } = day;
    const window = { startsAt: '2026-10-10T04:00:00Z', endsAt: '2026-10-10T00:00:00Z' };
    const bodies: [unknown, number, string][] = [
      [wish({ wishCommuneIds: ['99999'] }), 422, 'unknown_unit'],
      [wish({ excludedCommuneIds: ['16681'] }), 422, 'foreign_unit'],
      [wish({ wishCommuneIds: ['38'] }), 422, 'unknown_unit'],
      [wish({ wishCommuneIds: [HAM_RONG], excludedCommuneIds: [HAM_RONG] }), 400, 'invalid_input'],
      [wish({ available: [window] }), 400, 'invalid_input'],
      [wish({ available: [] }), 400, 'invalid_input'],
      [wish({ wishCommuneIds: Array.from({ length: 11 }, () => HAM_RONG) }), 400, 'invalid_input'],
      [{ available: null, wishCommuneIds: [] }, 400, 'invalid_input'],
      [{ ...wish(), more: 1 }, 400, 'invalid_input'],
    ];
    for (const [body, status, code] of bodies) {
      expect(await organiser.put(terms, body)).toMatchObject({ status, body: { code } });
    }
    expect((await organiser.get(terms)).body).toEqual(wish());
    const nobody = `/api/events/${day.event.id}/registrations/${newId()}`;
    expect((await organiser.get(nobody)).status).toBe(404);
    expect((await organiser.put(nobody, wish())).status).toBe(404);
  });

  it('are read and changed only by who may', async () => {
    const day = await oneOfOne();
    const stranger = await make.staff('province_coordinator', await make.orgUnit());
    const viewer = await make.staff('viewer', day.unit);
    const auditor = await make.staff('auditor', day.unit);
    expect((await stranger.client.get(day.terms)).status).toBe(404);
    expect((await stranger.client.put(day.terms, day.wish())).status).toBe(404);
    expect((await viewer.client.get(day.terms)).status).toBe(403);
    expect((await auditor.client.get(day.terms)).status).toBe(200);
    expect((await auditor.client.put(day.terms, day.wish())).status).toBe(403);
    await make.sql(`UPDATE events SET state = 'closed' WHERE id = $1`, [day.event.id]);
    expect((await day.organiser.put(day.terms, day.wish())).body).toMatchObject({ code: 'event_closed' });
  });
});

describe('what else decides who may go', () => {
  it('the age that a shift asks for, on the first day of the event', async () => {
    const day = await planned(server, make, { people: 1, target: 1 });
    const shifts = `/api/events/${day.event.id}/shifts`;
    const made = await day.organiser.post<Shift>(shifts, {
      siteId: day.shifts[0]!.siteId,
      title: 'Ca của người lớn',
      startsAt: day.event.startsAt.toISOString(),
      endsAt: day.event.endsAt.toISOString(),
      minimumAge: 18,
    });
    expect(made).toMatchObject({ status: 201, body: { minimumAge: 18 } });
    const listed = (await day.organiser.get<Shift[]>(shifts)).body;
    expect(listed.map((shift) => shift.minimumAge).sort()).toEqual([18, null]);
    const row = { skill: null, minimum: 0, target: 1, maximum: 1 };
    await day.organiser.put(`${shifts}/${made.body.id}/demand`, { version: 1, demand: [row] });
    await day.organiser.put(`${shifts}/${day.shifts[0]!.id}/demand`, { version: 1, demand: [] });
    const born = (days: number) =>
      make.sql(
        `UPDATE people SET birth_date = ($2::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
           - interval '18 years' + $3 * interval '1 day' WHERE id = $1`,
        [day.people[0]!.id, day.event.startsAt, days],
      );
    await born(1);
    expect((await day.solve()).placed).toBe(0);
    await born(0);
    expect((await day.solve()).placed).toBe(1);
    const refused = { siteId: day.shifts[0]!.siteId, title: 'Ca', minimumAge: 101 };
    expect((await day.organiser.post(shifts, refused)).status).toBe(400);
  });

  it('turns served in the year before: who has served less goes', async () => {
    const day = await planned(server, make, { people: 2, target: 1 });
    const serve = async (personId: string, daysBefore: number, state: string) => {
      const startsAt = new Date(day.event.startsAt.getTime() - daysBefore * 24 * HOUR);
      const earlier = await make.event({ unit: day.unit, startsAt });
      const site = await make.site(earlier.id, day.communeId);
      await make.assignment(earlier, await make.shift(earlier, site.id), personId, state);
    };
    const goes = async () => {
      const draft = await day.solve();
      return (await day.proposals(draft.id)).find((item) => item.shiftId !== null)?.personId;
    };
    const first = (await goes())!;
    const other = day.people.find((person) => person.id !== first)!.id;
    await serve(first, 400, 'checked_in'); // too long ago
    await serve(first, 30, 'no_show');
    await serve(other, 400, 'checked_in');
    await serve(first, 20, 'checked_in');
    expect(await goes()).toBe(other);
    await serve(other, 10, 'completed');
    await serve(other, 11, 'completed');
    expect(await goes()).toBe(first);
  });
});

describe('the question that is asked', () => {
  it('knows a rest after another duty, and forgets what is long past', async () => {
    const day = await planned(server, make, { people: 1, target: 1 });
    const duty = async (endedHoursBefore: number) => {
      const endsAt = new Date(day.event.startsAt.getTime() - endedHoursBefore * HOUR);
      const startsAt = new Date(endsAt.getTime() - 2 * HOUR);
      const earlier = await make.event({ unit: day.unit, startsAt, endsAt });
      const site = await make.site(earlier.id, day.communeId);
      await make.assignment(earlier, await make.shift(earlier, site.id), day.people[0]!.id);
    };
    await duty(3);
    await duty(200);
    expect((await day.solve({ restMinutes: 3 * 60 })).placed).toBe(1);
    const short = await day.solve({ restMinutes: 3 * 60 + 1 });
    expect(short.placed).toBe(0);
    const { people, settings } = await questionOf(short.id);
    expect(people[0]!.busy).toHaveLength(1);
    expect(settings).toMatchObject({ restMinutes: 181, mayMove: 0 });
  });

  it('knows who is of one chi đoàn, and the newest name of a commune', async () => {
    const day = await planned(server, make, { people: 1, target: 2 });
    const branch = await make.orgUnit({ parent: day.unit, kind: 'branch', communeId: BIM_SON });
    const member = await make.person({ unit: branch });
    await make.register(day.event.id, [member.id]);
    await make.sql(
      `INSERT INTO administrative_unit_names (unit_id, valid_from, name, full_name, type, folded)
       VALUES ($1, '2026-01-01', 'Mới', 'Phường Mới', 'phường', 'moi')`,
      [BIM_SON],
    );
    const { people } = await questionOf((await day.solve()).id);
    const of = (id: string) => people.find((person) => person.id === id);
    expect(of(day.people[0]!.id)).toMatchObject({ groupId: null, home: { communeId: HAM_RONG } });
    expect(of(member.id)).toMatchObject({
      groupId: branch.id,
      home: { communeId: BIM_SON, communeName: 'Phường Mới' },
    });
  });
});

describe('a rehearsal', () => {
  it('has the same terms at its own time, and the same ages', async () => {
    const day = await oneOfOne();
    const { startsAt, endsAt } = day.event;
    await day.organiser.put(
      day.terms,
      day.wish({
        available: [{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }],
        wishCommuneIds: [BIM_SON],
        excludedCommuneIds: [HAM_RONG],
      }),
    );
    await make.sql('UPDATE shifts SET minimum_age = 16 WHERE id = $1', [day.shifts[0]!.id]);
    const made = await day.organiser.post<Rehearsal>(`/api/events/${day.event.id}/rehearsals`, {
      people: 10,
    });
    expect(made.status).toBe(201);
    const copies = await make.sql<{ terms: unknown }>(
      `SELECT DISTINCT jsonb_build_object('available', r.available, 'wish', r.wish_commune_ids,
                'excluded', r.excluded_commune_ids, 'age', s.minimum_age,
                'same', (r.available -> 0 ->> 'startsAt')::timestamptz = e.starts_at
                    AND (r.available -> 0 ->> 'endsAt')::timestamptz = e.ends_at) AS terms
       FROM registrations r JOIN events e ON e.id = r.event_id JOIN shifts s ON s.event_id = e.id
       WHERE r.event_id = $1`,
      [made.body.eventId],
    );
    expect(copies).toHaveLength(1);
    expect(copies[0]!.terms).toMatchObject({ wish: [BIM_SON], excluded: [HAM_RONG], age: 16, same: true });
  });
});
