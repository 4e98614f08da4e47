import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Receipt } from '../src/contracts/participation.js';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

/** Several pages of places: a page that half of its people can leave is not enough. */
const PEOPLE = 150;

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let gate: HttpClient;
let backup: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  province = await make.orgUnit();
  gate = (await make.staff('gate_keeper', province)).client;
  backup = new pg.Client({ connectionString: server.databaseUrl });
  await backup.connect();
});
afterAll(async () => {
  await backup.end();
  await server.close();
});

it('marks everybody as present in place, although a backup holds the state of before', async () => {
  const event = await make.event({ unit: province });
  const shift = await make.shift(event, (await make.site(event.id, '14758')).id);
  const people: string[] = [];
  for (let i = 0; i < PEOPLE; i++) {
    const person = await make.person({ unit: province });
    await make.register(event.id, [person.id]);
    await make.assignment(event, shift, person.id);
    people.push(person.id);
  }
  await backup.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await backup.query('SELECT count(*) FROM assignments');
  const before = await pages(event.id);

  const { body } = await gate.post<{ receipts: Receipt[] }>(`/api/events/${event.id}/check-ins`, {
    deviceId: 'device-0001',
    entries: people.map((personId) => ({
      id: newId(),
      siteId: shift.siteId,
      deviceTime: new Date().toISOString(),
      method: 'leader',
      personId,
    })),
  });

  expect(body.receipts.filter(({ outcome }) => outcome === 'counted')).toHaveLength(PEOPLE);
  // A row that leaves its page is entered into every index of the table once more.
  expect(await pages(event.id)).toEqual(before);
  expect(new Set(before.map(({ page }) => page)).size).toBeGreaterThan(3);
});

/** In which page of the table each place is kept. */
function pages(eventId: string): Promise<{ id: string; page: number }[]> {
  return make.sql<{ id: string; page: number }>(
    'SELECT id, (ctid::text::point)[0]::int AS page FROM assignments WHERE event_id = $1 ORDER BY id',
    [eventId],
  );
}
