import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Receipt } from '../src/contracts/participation.js';
import { CountsRepository, type EventNumbers, KnownNumbers } from '../src/events/index.js';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let commune: OrgUnitRow;
let branch: OrgUnitRow;
let coordinator: HttpClient;
let event: { id: string; startsAt: Date; endsAt: Date };
let shift: { id: string; siteId: string };
/** Of a reader that has followed the event since its beginning. */
let known: KnownNumbers;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  province = await make.orgUnit();
  commune = await make.orgUnit({ parent: province, communeId: '14758' });
  branch = await make.orgUnit({ parent: commune, kind: 'branch' });
  coordinator = (await make.staff('province_coordinator', province)).client;
});
afterAll(() => server.close());

beforeEach(async () => {
  event = await make.event({ unit: province });
  shift = await make.shift(event, (await make.site(event.id, '14758')).id, [{ target: 3 }]);
  known = new KnownNumbers();
  await movedOn();
});

it('knows under which unit a unit is shown of which nothing was counted before', async () => {
  await come(branch);
  const { units } = await movedOn();
  expect(units).toEqual([
    { orgUnitId: commune.id, counts: expect.objectContaining({ turns: 1, people: 1 }) },
  ]);
});

it('adds those who came to those that were known', async () => {
  await come(branch);
  await movedOn();
  await come(branch);
  await come(commune);
  expect((await movedOn()).totals).toMatchObject({ turns: 3, people: 3 });
});

it('takes away again what was voided', async () => {
  const checkInId = await come(branch);
  await movedOn();
  const path = `/api/events/${event.id}/check-ins/${checkInId}/void`;
  expect((await coordinator.post(path, { reason: 'wrong_person' })).status).toBe(200);
  expect((await movedOn()).totals).toMatchObject({ turns: 0, people: 0 });
});

it('hears of another demand and of another site', async () => {
  await come(branch);
  await movedOn();
  const demand = [{ skill: null, minimum: 0, target: 8, maximum: 8 }];
  const path = `/api/events/${event.id}`;
  expect((await coordinator.put(`${path}/shifts/${shift.id}/demand`, { version: 1, demand })).status).toBe(
    200,
  );
  expect(await movedOn()).toMatchObject({ target: 8, sites: [{ target: 8 }] });
  const site = { name: 'Nhà văn hóa', communeId: '14758' };
  expect((await coordinator.post(`${path}/sites`, site)).status).toBe(201);
  expect((await movedOn()).sites).toHaveLength(2);
});

/** A registered walk-in, seen by somebody in charge. @returns the id of the check-in */
async function come(unit: OrgUnitRow): Promise<string> {
  const person = await make.person({ unit });
  await make.register(event.id, [person.id]);
  const { body } = await coordinator.post<{ receipts: Receipt[] }>(`/api/events/${event.id}/check-ins`, {
    deviceId: 'device-0001',
    entries: [
      {
        id: newId(),
        siteId: shift.siteId,
        deviceTime: new Date().toISOString(),
        method: 'leader',
        personId: person.id,
      },
    ],
  });
  expect(body.receipts).toEqual([expect.objectContaining({ outcome: 'counted' })]);
  return body.receipts[0]!.checkInId!;
}

/** What the reader says that asks only for what has changed; one that knows nothing yet must say the same. */
async function movedOn(): Promise<EventNumbers> {
  const read = (knows: KnownNumbers) =>
    server.transactions.readWhole((asked) =>
      server.get(CountsRepository).read(asked, event.id, { known: knows }),
    );
  const numbers = await read(known);
  expect(numbers).toEqual(await read(new KnownNumbers()));
  return numbers!;
}
