import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import type { Metric } from '../src/contracts/events.js';
import { EventExportSchema } from '../src/contracts/reports.js';
import { EventChanges } from '../src/events/index.js';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;
let coordinator: HttpClient;
let path: string;
let event: Awaited<ReturnType<ReturnType<typeof factories>['event']>>;

const HAM_RONG = '14758';
const THANH_VINH = '15229';
/** A name that a spreadsheet would take for a formula. */
const SNEAKY = '=HYPERLINK("http://x")';

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  unit = await make.orgUnit({ provinceId: '38' });
  coordinator = (await make.staff('province_coordinator', unit)).client;
});
afterAll(() => server.close());

/** Counts and ledger rows in one transaction, as check-in writes them. */
async function checkIn(site: { id: string }, shift: { id: string }, first: boolean, name: string) {
  const person = await make.person({ unit, name });
  await server.transactions.run(async (tx) => {
    const changes = server.get(EventChanges);
    const raised = await changes.raise(tx, event.id);
    await tx.manager.query(
      `INSERT INTO check_ins (id, event_id, site_id, shift_id, person_id, simulated, org_unit_id, method, device_id,
         entry_id, device_time, recorded_at, recorded_by, rev)
       VALUES ($1, $2, $3, $4, $5, false, $6, 'desk', 'd', $1, now(), '2026-10-10T00:42:10Z', $7, $8)`,
      [newId(), event.id, site.id, shift.id, person.id, unit.id, newId(), raised.rev],
    );
    const metrics: Metric[] = first ? ['turns', 'people'] : ['turns'];
    await changes.count(
      tx,
      raised,
      metrics.map((metric) => ({ siteId: site.id, orgUnitId: unit.id, metric, by: 1 })),
    );
  });
}

beforeEach(async () => {
  event = await make.event({ unit, title: SNEAKY });
  path = `/api/events/${event.id}`;
  const hall = await make.site(event.id, HAM_RONG, 'Hội trường');
  const square = await make.site(event.id, HAM_RONG, 'Quảng trường');
  const other = await make.site(event.id, THANH_VINH);
  const shifts = {
    hall: await make.shift(event, hall.id, [{ minimum: 1, target: 3 }]),
    square: await make.shift(event, square.id, [{ target: 4 }, { skill: 'vneid', minimum: 1, target: 2 }]),
  };
  await make.shift(event, other.id, [{ target: 5 }]);
  await checkIn(hall, shifts.hall, true, 'Trần Thị Én');
  await checkIn(square, shifts.square, false, SNEAKY);
  await checkIn(square, shifts.square, true, 'Lê Văn Ước');
});

async function json() {
  return EventExportSchema.parse((await coordinator.get(`${path}/export.json`)).body);
}

describe('the export', () => {
  it('says what the ledger says, and its sums are the sums of their parts', async () => {
    const figures = await json();
    expect(figures.totals).toEqual({ registered: 0, offered: 0, accepted: 0, turns: 3, people: 2 });
    expect(figures.ledger).toBe(figures.totals.turns);
    expect(figures.rev).toBe(3);
    expect(figures.communes).toMatchObject([
      {
        communeId: HAM_RONG,
        name: 'Phường Hàm Rồng',
        minimum: 2,
        target: 9,
        counts: { turns: 3, people: 2 },
      },
      {
        communeId: THANH_VINH,
        name: 'Xã Thành Vinh',
        minimum: 0,
        target: 5,
        counts: { turns: 0, people: 0 },
      },
    ]);
    for (const metric of ['offered', 'accepted', 'turns', 'people'] as const) {
      const sum = figures.communes.reduce((all, commune) => all + commune.counts[metric], 0);
      expect([metric, sum]).toEqual([metric, figures.totals[metric]]);
    }
  });

  it('is one state of the database while people keep checking in', async () => {
    const site = await make.site(event.id, THANH_VINH);
    const shift = await make.shift(event, site.id);
    const arrivals = Promise.all(
      Array.from({ length: 30 }, (_, n) => checkIn(site, shift, true, `Người ${n}`)),
    );
    for (let n = 0; n < 10; n++) {
      const figures = await json();
      expect(figures.ledger).toBe(figures.totals.turns);
      expect(figures.rev).toBe(figures.totals.turns);
    }
    await arrivals;
    expect((await json()).ledger).toBe(33);
  });

  it('as CSV has Vietnamese headers, a byte order mark and no formula', async () => {
    const answer = await coordinator.get<Buffer>(`${path}/export.csv`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(answer.body.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines = answer.body.toString().split('\r\n');
    expect(lines[0]).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(lines).toContain('Phiên bản số liệu,3');
    expect(lines).toContain('Lượt,3');
    expect(lines).toContain('Mã xã,Xã/phường,Tối thiểu,Chỉ tiêu,Đã mời,Đã nhận,Có mặt (người),Lượt');
    expect(lines).toContain('14758,Phường Hàm Rồng,2,9,0,0,2,3');
  });

  it('as XLSX says the same, with the people present site by site', async () => {
    const { body, headers } = await coordinator.get<Buffer>(`${path}/export.xlsx`);
    expect(headers.get('content-type')).toContain('spreadsheetml');
    const figures = await readSheet(body, 'Tổng hợp');
    expect(figures).toContainEqual(['14758', 'Phường Hàm Rồng', 2, 9, 0, 0, 2, 3]);
    expect(figures[0]?.slice(0, 2)).toEqual(['Sự kiện', SNEAKY]);
    const present = await readSheet(body, 'Có mặt');
    expect(present.slice(1).map((row) => [row[0], row[2], row[3], row[4]])).toEqual([
      ['Trần Thị Én', 'Hội trường', '10/10/2026 07:42:10', 'Bàn đón tiếp'],
      [SNEAKY, 'Quảng trường', '10/10/2026 07:42:10', 'Bàn đón tiếp'],
      ['Lê Văn Ước', 'Quảng trường', '10/10/2026 07:42:10', 'Bàn đón tiếp'],
    ]);
  });

  it('is given to nobody else', async () => {
    const stranger = await make.staff('province_coordinator', await make.orgUnit({ provinceId: '40' }));
    const viewer = await make.staff('viewer', unit);
    const person = await make.person({ unit });
    const volunteer = await make.signedIn('volunteer', { subjectId: person.id });
    for (const kind of ['json', 'csv', 'xlsx']) {
      const file = `${path}/export.${kind}`;
      expect((await stranger.client.get(file)).status).toBe(404);
      expect((await viewer.client.get(file)).status).toBe(403);
      expect((await volunteer.get(file)).status).toBe(403);
      expect((await server.client().get(file)).status).toBe(401);
      expect((await coordinator.get(`/api/events/${newId()}/export.${kind}`)).status).toBe(404);
      expect((await coordinator.get(`/api/events/x/export.${kind}`)).status).toBe(400);
    }
  });
});
