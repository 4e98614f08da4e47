import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Rehearsal } from '../src/contracts/rehearsal.js';
import { cookieName } from '../src/platform/sessions/cookies.js';
import { Api } from '../src/rehearsal/driver/api.js';
import { finish, rehearse } from '../src/rehearsal/driver/rehearse.js';
import { factories } from './factories/index.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());

/** An event with two sites and forty real people. */
async function eventWithPeople() {
  await make.place('38', 'province', 'Thanh Hóa');
  const communes = ['14758', '14797'];
  for (const id of communes) await make.place(id, 'commune', `Xã ${id}`, '38');
  const unit = await make.orgUnit({ provinceId: '38' });
  const event = await make.event({ unit, state: 'open', startsAt: new Date(Date.now() + 86_400_000) });
  for (const id of communes) {
    const site = await make.site(event.id, id);
    await make.shift(event, site.id, [{ minimum: 2, target: 12, maximum: 15 }]);
  }
  const people = [];
  for (let i = 0; i < 40; i++) people.push(await make.person({ unit, communeId: communes[i % 2]! }));
  await make.register(
    event.id,
    people.map((p) => p.id),
  );
  return { unit, event };
}

describe('a rehearsal', () => {
  it('is driven from outside, ends exact, and leaves nothing behind when it is wiped', async () => {
    const { unit, event } = await eventWithPeople();
    const before = await everything();
    const { client } = await make.staff('event_organiser', unit);
    const { body: rehearsal } = await client.post<Rehearsal>(`/api/events/${event.id}/rehearsals`, {
      people: 40,
      seed: 3,
    });
    const staff = new Api(server.url);
    staff.setCookie(cookieName('staff'), client.cookies.get(cookieName('staff'))!);

    const course = { staff, rehearsal, arrivalSeconds: 2, say: () => undefined };
    const { verdict, ledger } = await rehearse(course);
    expect([...ledger.failures]).toEqual([]);
    expect(verdict).toMatchObject({ exact: true, people: 40, errors: 0 });
    expect(verdict.acknowledged).toBeGreaterThan(15);
    await finish(course, verdict);
    const told = await client.get<Rehearsal>(`/api/rehearsals/${rehearsal.id}`);
    expect(told.body).toMatchObject({ state: 'finished', verdict: { exact: true } });

    expect((await client.delete(`/api/rehearsals/${rehearsal.id}`)).status).toBe(200);
    expect(await everything()).toEqual(before);
  });

  it('keeps simulated and real people apart by the database itself', async () => {
    const { unit, event } = await eventWithPeople();
    const { client } = await make.staff('event_organiser', unit);
    const { body } = await client.post<Rehearsal>(`/api/events/${event.id}/rehearsals`, { people: 10 });
    const real = await make.person({ unit });
    await expect(make.register(body.eventId, [real.id], false)).rejects.toMatchObject({
      constraint: 'registrations_event_simulated_fk',
    });
    await expect(make.register(body.eventId, [real.id], true)).rejects.toMatchObject({
      constraint: 'registrations_person_simulated_fk',
    });
  });

  it('cannot rehearse a rehearsal, nor an event without people, nor one of another province', async () => {
    const { unit, event } = await eventWithPeople();
    const { client } = await make.staff('event_organiser', unit);
    const { body } = await client.post<Rehearsal>(`/api/events/${event.id}/rehearsals`, { people: 10 });
    expect((await client.post(`/api/events/${body.eventId}/rehearsals`, {})).body).toMatchObject({
      code: 'rehearsal_of_rehearsal',
    });
    const empty = await make.event({ unit, state: 'open' });
    expect((await client.post(`/api/events/${empty.id}/rehearsals`, {})).body).toMatchObject({
      code: 'nobody_registered',
    });
    const stranger = await make.staff('event_organiser', await make.orgUnit({ provinceId: '38' }));
    expect((await stranger.client.get(`/api/rehearsals/${body.id}`)).status).toBe(404);
    expect((await stranger.client.delete(`/api/rehearsals/${body.id}`)).status).toBe(404);
  });
});

/** How many rows each table that a rehearsal touches has. */
async function everything(): Promise<Record<string, number>> {
  const tables = [
    'events',
    'sites',
    'shifts',
    'demands',
    'people',
    'registrations',
    'plans',
    'plan_proposals',
    'plan_gaps',
  ];
  tables.push(
    'assignments',
    'standbys',
    'check_ins',
    'check_in_conflicts',
    'check_in_voids',
    'reconciliations',
    'closings',
    'count_audits',
    'event_counts',
    'activities',
    'rehearsals',
  );
  tables.push('inbox_items', 'personal_links');
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const [row] = await make.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    counts[table] = row!.n;
  }
  return counts;
}
