import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Assignment, Plan } from '../src/contracts/assignments.js';
import { factories } from './factories/index.js';
import { recount } from './factories/recount.js';
import { eventually } from './support/eventually.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());

const PEOPLE = 5_000;

/** A province: a site with demand in every commune of Thanh Hóa, and people spread over them. */
async function province() {
  const unit = await make.orgUnit({ kind: 'province' });
  const event = await make.event({ unit, state: 'open' });
  const communes = await make.sql<{ id: string }>(
    `SELECT id FROM administrative_units WHERE province_id = '38' AND level = 'commune' AND valid_to IS NULL ORDER BY id`,
  );
  for (const { id } of communes) {
    const site = await make.site(event.id, id);
    await make.shift(event, site.id, [
      { minimum: 10, target: 22, maximum: 30 },
      { skill: 'leader', minimum: 1, target: 1, maximum: 2 },
      { skill: 'vneid', minimum: 1, target: 3, maximum: 4 },
      { skill: 'driver', minimum: 1, target: 1, maximum: 2 },
    ]);
  }
  await make.sql(
    `INSERT INTO people (id, simulated, full_name, folded, org_unit_id, home_commune_id, skills, has_vehicle, created_at, updated_at)
     SELECT gen_random_uuid(), false, 'Nguyễn Văn ' || n, 'nguyen van ' || n, $1,
            ($2::text[])[1 + (n * 7919) % cardinality($2)],
            (SELECT coalesce(jsonb_agg(jsonb_build_object('skill', s, 'level', 1)), '[]')
             FROM unnest('{leader,vneid,driver,media}'::text[]) WITH ORDINALITY AS u (s, i)
             WHERE hashint8(n * 31 + i) % 5 = 0),
            n % 5 <> 0, now(), now()
     FROM generate_series(1, $3::int) n`,
    [unit.id, communes.map((commune) => commune.id), PEOPLE],
  );
  await make.sql(
    `INSERT INTO registrations (event_id, person_id, simulated, org_unit_id, registered_at)
     SELECT $1, id, false, org_unit_id, now() FROM people WHERE org_unit_id = $2`,
    [event.id, unit.id],
  );
  const { client } = await make.staff('event_organiser', unit);
  return { event, client, path: `/api/events/${event.id}/plans` };
}

describe('a province', () => {
  it('is planned, planned again before that is done, offered and answered', async () => {
    const { event, client, path } = await province();
    const state = async (id: string) => (await client.get<Plan>(`${path}/${id}`)).body.state;
    const ask = async () => (await client.post<Plan>(path)).body.id;

    const unwanted = await ask();
    await eventually(async () => (await client.get<Plan>(`${path}/${unwanted}`)).body.progress > 0, 30_000);
    const wanted = await ask();
    // The newer takes the place of the other, and one worker computes one plan at a time: it starts
    // when the first has really stopped.
    await eventually(async () => (await state(wanted)) !== 'pending');
    expect(await state(unwanted)).toBe('cancelled');
    await eventually(async () => (await state(wanted)) === 'draft', 120_000);

    const published = await client.post<{ plan: Plan; offered: number }>(`${path}/${wanted}/publish`, {});
    expect(published.body.plan.placed).toBe(published.body.offered);
    expect(published.body.offered).toBeGreaterThan(4_000);
    expect(await make.total(event.id, 'offered')).toBe(published.body.offered);

    const page = await client.get<{ items: Assignment[] }>(
      `/api/events/${event.id}/assignments?pageSize=500`,
    );
    const phones = await Promise.all(
      page.body.items.map(async (offer) => ({
        offer,
        phone: await make.signedIn('volunteer', { subjectId: offer.personId }),
      })),
    );
    const answers = await Promise.all(
      phones.map(({ offer, phone }, index) =>
        phone.post(`/api/me/assignments/${offer.id}/answer`, {
          answer: index % 10 === 0 ? 'decline' : 'accept',
        }),
      ),
    );
    expect(answers.filter((answer) => answer.status !== 200)).toEqual([]);
    expect(await make.total(event.id, 'accepted')).toBe(450);
    expect(await recount(make, event.id)).toEqual([]);
  }, 240_000);
});
