import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { EventTableSchema, UnitTableSchema } from '../src/contracts/tables.js';
import * as words from '../src/reports/domain/words.js';
import { vi as board } from '../web/src/board/texts/vi.js';
import { vi as faces } from '../web/src/shared/vi.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const HAC_THANH = '14797';
const SNEAKY = '=HYPERLINK("http://x")';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow, commune: OrgUnitRow, elsewhere: OrgUnitRow;
let auditor: HttpClient;
let eventId: string;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  province = await make.orgUnit({ name: 'Tỉnh đoàn' });
  commune = await make.orgUnit({ parent: province, name: 'Đoàn Hạc Thành', communeId: HAC_THANH });
  elsewhere = await make.orgUnit({ provinceId: '40', name: 'Tỉnh đoàn Nghệ An' });
  await make.person({ unit: elsewhere, name: 'Người tỉnh khác' });
  auditor = (await make.staff('auditor', province)).client;
  const organiser = await make.staff('event_organiser', province);
  const event = await make.event({ unit: province, title: SNEAKY });
  eventId = event.id;
  const site = await make.site(eventId, HAC_THANH, 'Hội trường');
  const shift = await make.shift(event, site.id, [{ minimum: 1, target: 2 }]);
  const skills = [{ skill: 'vneid', level: 1 }];
  const an = await make.person({ unit: commune, name: 'Lê Văn Án', skills });
  const binh = await make.person({ unit: commune, name: SNEAKY });
  await make.register(eventId, [an.id, binh.id]);
  await make.assignment(event, shift, an.id, 'accepted');
  // Somebody whom the event does not know: the scan is kept.
  await organiser.client.post(`/api/events/${eventId}/check-ins`, {
    deviceId: 'device-0001',
    entries: [
      {
        id: an.id,
        siteId: site.id,
        method: 'leader',
        personId: elsewhere.id,
        deviceTime: new Date().toISOString(),
      },
    ],
  });
  await organiser.client.post(`/api/events/${eventId}/broadcasts`, {
    text: 'Xin chào',
    states: ['accepted'],
  });
  await make.sql(`UPDATE broadcasts SET state = 'sent', sent_at = now()`);
  await make.sql(
    `INSERT INTO devices (id, event_id, site_id, kind, name, enrolled_by, enrolled_at)
     VALUES (gen_random_uuid(), $1, $2, 'gate', 'Máy cổng chính', $3, now())`,
    [eventId, site.id, organiser.id],
  );
  await make.sql(
    `INSERT INTO activities (id, event_id, rev, at, kind, site_id, count) VALUES (gen_random_uuid(), $1, 1, now(), 'accepted', $2, 1)`,
    [eventId, site.id],
  );
  await make.sql(
    `INSERT INTO plans (id, event_id, state, progress, people, placed, unplaced, short_of_minimum, short_of_target,
       staff_id, created_at, updated_at)
     VALUES ($1, $2, 'draft', 1, 1, 1, 0, 0, 1, $3, now(), now())`,
    [shift.id, eventId, organiser.id],
  );
  await make.sql(
    `INSERT INTO plan_proposals (plan_id, person_id, shift_id, distance_km, pinned, reason)
     VALUES ($1, $2, $1, 12.34, true, '{"code":"x","vi":"Gần nhà","en":"Near home"}')`,
    [shift.id, an.id],
  );
});
afterAll(() => server.close());

const pathOf = (table: string) =>
  EventTableSchema.safeParse(table).success ? `/api/events/${eventId}/tables` : '/api/tables';
async function csvOf(table: string, client = auditor): Promise<string[][]> {
  const { status, body } = await client.get<Buffer>(`${pathOf(table)}.csv?table=${table}`);
  expect([table, status]).toEqual([table, 200]);
  return parse(body, { bom: true, relax_column_count: true });
}
const TABLES = [...EventTableSchema.options, ...UnitTableSchema.options];

it.each(TABLES)('the table of %s says in both forms the same, under headers, numbered', async (table) => {
  const csv = await csvOf(table);
  const header = csv.findIndex((row) => row[0] === 'STT');
  expect(header).toBeGreaterThan(0);
  const rows = csv.slice(header + 1);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map((row) => row[0])).toEqual(rows.map((_, index) => String(index + 1)));
  const { body } = await auditor.get<Buffer>(`${pathOf(table)}.xlsx?table=${table}`);
  const sheet = await readSheet(body);
  const plain = (cells: readonly unknown[]) =>
    cells.map((one) => (one === null ? '' : `${one as string | number}`).replace(/^'/, ''));
  const at = sheet.findIndex((row) => row[0] === 'STT');
  expect(sheet.slice(at).map(plain)).toEqual(csv.slice(header).map(plain));
});

describe('a table', () => {
  it('stands in the words of an office, people in the order of their names', async () => {
    const rows = await csvOf('people');
    const [header, first, second] = rows.slice(-3);
    expect(header?.slice(1, 8)).toEqual([
      'Họ và tên',
      'Đơn vị',
      'Xã/phường được phân công',
      'Địa điểm',
      'Ca',
      'Trạng thái',
      'Cập nhật lúc',
    ]);
    expect(first?.[1]).toBe(`'${SNEAKY}`);
    expect(first?.[6]).toBe('Chưa được phân công');
    expect(second?.slice(1, 7)).toEqual([
      'Lê Văn Án',
      'Đoàn Hạc Thành',
      'Phường Hạc Thành',
      'Hội trường',
      'Ca sáng',
      'Đã nhận lời',
    ]);
    expect((await csvOf('proposals')).at(-1)).toEqual(expect.arrayContaining(['12.3', 'Có', 'Gần nhà']));
  });

  it('calls things as the board does', () => {
    const vi = (said: Record<string, { vi: string }>) =>
      Object.fromEntries(Object.entries(said).map(([key, both]) => [key, both.vi]));
    const midSentence = (said: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(said).map(([key, text]) => [key, text.slice(0, 1).toLowerCase() + text.slice(1)]),
      );
    expect(vi(words.SKILLS)).toMatchObject(faces.skills);
    expect(words.STATES).toEqual(faces.states);
    expect(words.EVENT_STATES).toEqual(board.events.states);
    expect(words.DECISIONS).toEqual(board.closing.decided);
    expect(words.DEVICE_KINDS).toEqual(board.access.kinds);
    expect(words.UNIT_KINDS).toEqual(board.units.kinds);
    expect(words.ROLES).toEqual(board.steps.admin.roles);
    expect(midSentence(words.REFUSALS)).toEqual(board.refusals);
  });

  it('of what is no event’s ends where the own units end', async () => {
    for (const table of UnitTableSchema.options) {
      const text = JSON.stringify(await csvOf(table));
      expect(text).not.toContain('Nghệ An');
      expect(text).not.toContain('Người tỉnh khác');
    }
    const stranger = (await make.staff('auditor', elsewhere)).client;
    expect(JSON.stringify(await csvOf('roll', stranger))).toContain('Người tỉnh khác');
    expect((await stranger.get(`/api/events/${eventId}/tables.csv?table=people`)).status).toBe(404);
  });

  it('is told to the audit as an export', async () => {
    const told = () =>
      make.sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM audit_entries WHERE kind = 'export' AND route LIKE '%tables.xlsx'`,
      );
    const [before] = await told();
    await auditor.get(`/api/events/${eventId}/tables.xlsx?table=people`);
    await auditor.get('/api/tables.xlsx?table=roll');
    expect((await told())[0]!.n).toBe(before!.n + 2);
  });
});
