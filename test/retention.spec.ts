import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Retention } from '../src/contracts/privacy.js';
import { RetentionService } from '../src/privacy/retention.service.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { recount } from './factories/recount.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;
beforeAll(async () => {
  server = await startTestServer({ ROLE: 'web' });
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hàm Rồng', '38');
  unit = await make.orgUnit();
});
afterAll(() => server.close());

const run = () => server.get(RetentionService).run();
const days = (n: number) => new Date(Date.now() - n * 86_400_000);
const nameOf = async (id: string) =>
  (await make.sql<{ full_name: string }>('SELECT full_name FROM people WHERE id = $1', [id]))[0]?.full_name;
const agree = (id: string) =>
  make.sql(
    `INSERT INTO consents (person_id, purpose, given, given_by, channel, version, wording_hash, lang, at)
     VALUES ($1, 'next_campaigns', true, 'self', 'phone', 1, '\\x00', 'vi', now())`,
    [id],
  );

/** Somebody who took part in an event that ended so many days ago. */
async function last(took: number, name: string) {
  const person = await make.person({ unit, name });
  const event = await make.event({ unit, state: 'closed', startsAt: days(took), endsAt: days(took - 0.1) });
  const site = await make.site(event.id, '14758');
  const shift = await make.shift(event, site.id);
  await make.register(event.id, [person.id]);
  await make.assignment(event, shift, person.id, 'checked_in');
  await make.sql('UPDATE people SET updated_at = $2, created_at = $2 WHERE id = $1', [person.id, days(took)]);
  await make.sql('UPDATE assignments SET decline_reason = $2 WHERE person_id = $1', [person.id, 'bận']);
  await make.sql(`UPDATE registrations SET wish_commune_ids = '{14758}' WHERE person_id = $1`, [person.id]);
  return { person, event };
}

describe('what is kept no longer', () => {
  it('goes when its time is over and not before, and each run says how much it was', async () => {
    const recent = await last(170, 'Người Mới');
    const older = await last(200, 'Người Cũ');
    const idle = await last(400, 'Người Đã Lâu');
    const agreed = await last(400, 'Người Đồng Ý');
    await agree(agreed.person.id);
    const longAgo = await last(1_200, 'Người Rất Lâu');
    await agree(longAgo.person.id);
    await make.sql(
      `INSERT INTO inbox_items (person_id, seq, kind, text, created_at) VALUES ($1, 1, 'note', '{}', $3), ($2, 1, 'note', '{}', $4)`,
      [recent.person.id, older.person.id, days(170), days(200)],
    );
    const before = await recount(make, idle.event.id);

    const removed = await run();
    expect(removed).toMatchObject({ letters: 1, idle_people: 1, idle_people_kept: 1 });
    expect(await nameOf(recent.person.id)).toBe('Người Mới');
    expect(await nameOf(older.person.id)).toBe('Người Cũ');
    expect(await nameOf(agreed.person.id)).toBe('Người Đồng Ý');
    expect(await nameOf(idle.person.id)).toMatch(/^Đã xóa dữ liệu/);
    expect(await nameOf(longAgo.person.id)).toMatch(/^Đã xóa dữ liệu/);
    expect(await recount(make, idle.event.id)).toEqual(before);

    const terms = await make.sql<{ person_id: string; wishes: number; reason: string | null }>(
      `SELECT a.person_id, cardinality(r.wish_commune_ids) AS wishes, a.decline_reason AS reason
       FROM registrations r JOIN assignments a USING (person_id, event_id)`,
    );
    expect(
      terms.filter(({ wishes, reason }) => wishes > 0 || reason !== null).map((row) => row.person_id),
    ).toEqual([recent.person.id]);
    // Again: there is nothing left to remove.
    expect(new Set(Object.values(await run()))).toEqual(new Set([0]));
  });

  it('is told to the office, with the rule and the reason', async () => {
    const office = (await make.staff('auditor', unit)).client;
    const { body } = await office.get<Retention>('/api/privacy/retention');
    expect(body.runs).toHaveLength(2);
    expect(body.runs[1]?.removed).toMatchObject({ letters: 1 });
    expect(body.rules.map(({ id }) => id).sort()).toEqual(Object.keys(body.runs[0]?.removed ?? {}).sort());
    expect((await (await make.staff('unit_leader', unit)).client.get('/api/privacy/retention')).status).toBe(
      403,
    );
  });
});
