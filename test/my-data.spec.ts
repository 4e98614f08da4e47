import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type MyData,
  MyDataSchema,
  type MyRequest,
  MyRequestSchema,
  type PrivacyRequest,
  type PrivacyRequestList,
  PrivacyRequestListSchema,
} from '../src/contracts/privacy.js';
import { newId } from '../src/kernel/ids.js';
import { fold } from '../src/kernel/vietnamese.js';
import { vietnamDateTime } from '../src/kernel/vietnam-time.js';
import { factories } from './factories/index.js';
import { planned, type Planned } from './factories/planned-event.js';
import { recount } from './factories/recount.js';
import type { HttpClient } from './support/http-client.js';
import { SetClock } from './support/set-clock.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const clock = new SetClock();
let server: TestServer;
let make: ReturnType<typeof factories>;
let day: Planned;
let office: HttpClient;
let personId: string;
let number: string;
let phone: HttpClient;
let name: string;
let born: string;
const PHONE = '+84355123987';
let numbers = 0;

beforeAll(async () => {
  server = await startTestServer({}, clock);
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hàm Rồng', '38');
});
afterAll(() => server.close());

beforeEach(async () => {
  day = await planned(server, make, { people: 1, target: 3 });
  office = (await make.staff('province_coordinator', day.unit)).client;
  const unique = String(++numbers).padStart(3, '0');
  name = `Phan Thị Huyền Trân ${unique}`;
  born = `${1960 + numbers}-02-03`;
  const person = await make.person({
    unit: day.branch,
    name,
    phone: PHONE.slice(0, -3) + unique,
    birthDate: born,
    communeId: '14758',
  });
  personId = person.id;
  number = person.phone;
  await make.register(day.event.id, [personId]);
  phone = await make.signedIn('volunteer', { subjectId: personId });
});

const ask = (body: object) => phone.post<MyRequest>('/api/me/privacy-requests', body);
const queue = async (client = office) => (await client.get<PrivacyRequestList>('/api/privacy/requests')).body;
const decide = (id: string, body: object, client = office) =>
  client.post<PrivacyRequest>(`/api/privacy/requests/${id}/decision`, body);
const checkIn = () =>
  day.organiser.post(`/api/events/${day.event.id}/check-ins`, {
    deviceId: 'thiet-bi-1',
    entries: [
      {
        id: newId(),
        method: 'leader',
        siteId: day.shifts[0]!.siteId,
        personId,
        deviceTime: clock.now().toISOString(),
      },
    ],
  });

describe('my data', () => {
  it('shows everything that is held, and takes it along as JSON and as a page', async () => {
    await day.publish();
    await checkIn();
    const { body } = await phone.get<MyData>('/api/me/data');
    expect(MyDataSchema.parse(body)).toMatchObject({
      person: { fullName: name, birthDate: born },
      registrations: [{ eventTitle: 'Lễ ra quân' }],
      assignments: [{ state: 'checked_in' }],
      checkIns: [{ method: 'leader', voided: false }],
      letters: [{ kind: 'offer' }],
      sessions: [{}],
    });
    const json = await phone.get<MyData>('/api/me/data.json');
    expect(json.headers.get('content-disposition')).toContain('du-lieu-cua-toi.json');
    expect(json.body).toMatchObject({ person: body.person, checkIns: body.checkIns });
    const page = await phone.get<Buffer>('/api/me/data.html?lang=en');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-disposition')).toContain('attachment');
    expect(page.body.toString()).toContain(name);
  });

  it('shows nothing of anybody else', async () => {
    const other = await make.signedIn('volunteer', { subjectId: day.people[0]!.id });
    const { body } = await other.get<MyData>('/api/me/data');
    expect(JSON.stringify(body)).not.toContain(name);
    expect((await office.get('/api/me/data')).status).toBe(403);
  });

  it('takes what harms nobody at once', async () => {
    const { body } = await phone.put<MyData>('/api/me/data', { hasVehicle: false, maxDistanceKm: 12 });
    expect(body).toMatchObject({
      person: { hasVehicle: false, maxDistanceKm: 12, fullName: name },
      requests: [{ kind: 'correct', state: 'done' }],
    });
    const again = await phone.put<MyData>('/api/me/data', { hasVehicle: true, maxDistanceKm: null });
    expect(again.body.person).toMatchObject({ hasVehicle: true, maxDistanceKm: null });
  });
});

describe('a request about one’s data', () => {
  it('has the law’s clock, and waits in the queue of the office', async () => {
    const copy = await ask({ kind: 'copy' });
    expect(MyRequestSchema.parse(copy.body)).toMatchObject({ kind: 'copy', state: 'done' });
    const { body } = await ask({ kind: 'correct', fullName: '  Phan  Thị Trân ' });
    const inTenDays = vietnamDateTime(new Date(clock.now().getTime() + 10 * 86_400_000)).slice(0, 10);
    expect(vietnamDateTime(new Date(body.dueAt))).toBe(`${inTenDays} 23:59`);
    expect(body).toMatchObject({ state: 'open', wantedName: 'Phan Thị Trân', wantedBirthDate: null });
    expect(await ask({ kind: 'correct', birthDate: '2001-02-04' })).toMatchObject({
      status: 409,
      body: { code: 'request_open' },
    });
    const listed = PrivacyRequestListSchema.parse(await queue());
    expect(listed.open).toMatchObject([{ id: body.id, personName: name, wantedName: 'Phan Thị Trân' }]);
    expect(listed.decided).toMatchObject([{ kind: 'copy' }]);
  });

  it('that is overdue stands first', async () => {
    const erase = await ask({ kind: 'erase' });
    clock.turn(15 * 24 * 60);
    const late = await make.signedIn('volunteer', { subjectId: day.people[0]!.id });
    const correct = await late.post<MyRequest>('/api/me/privacy-requests', {
      kind: 'correct',
      birthDate: '2000-01-01',
    });
    // Ten days from now come after five. The office's own sessions last no fifteen days.
    const later = (await make.staff('province_coordinator', day.unit)).client;
    expect((await queue(later)).open.map(({ id }) => id)).toEqual([erase.body.id, correct.body.id]);
  });

  it('is carried out or refused once; a refusal needs a reason, which the person reads', async () => {
    const correct = await ask({ kind: 'correct', fullName: 'Phan Thị Trân', birthDate: '2001-02-04' });
    expect((await decide(correct.body.id, { decision: 'refuse' })).status).toBe(400);
    const done = await decide(correct.body.id, { decision: 'carry_out' });
    expect(done.body).toMatchObject({ state: 'done', decidedBy: 'Cán bộ', wantedName: null });
    expect((await phone.get<MyData>('/api/me/data')).body.person).toMatchObject({
      fullName: 'Phan Thị Trân',
      birthDate: '2001-02-04',
    });
    expect(await decide(correct.body.id, { decision: 'refuse', reason: 'Muộn' })).toMatchObject({
      status: 409,
      body: { code: 'request_decided' },
    });
    clock.turn(1);
    const second = await ask({ kind: 'correct', birthDate: '1901-02-04' });
    await decide(second.body.id, { decision: 'refuse', reason: 'Ngày sinh khác giấy tờ.' });
    const { body } = await phone.get<MyData>('/api/me/data');
    expect(body.person.birthDate).toBe('2001-02-04');
    expect(body.requests[0]).toMatchObject({ state: 'refused', reason: 'Ngày sinh khác giấy tờ.' });
  });

  it('may be about the phone number: it is sealed meanwhile, and opens the next session', async () => {
    const written = `0355 777 ${String(numbers).padStart(3, '0')}`;
    const number = `+84${written.replaceAll(' ', '').slice(1)}`;
    expect((await ask({ kind: 'correct', phone: '12345678' })).body).toMatchObject({
      code: 'not_a_mobile_number',
    });
    const { body } = await ask({ kind: 'correct', phone: written });
    expect(body.wantedPhone).toMatch(/•+ \d{3}$/);
    const [row] = await make.sql<{ row: string }>(
      `SELECT row_to_json(q)::text AS row FROM privacy_requests q WHERE state = 'open' AND id = $1`,
      [body.id],
    );
    expect(row?.row).not.toContain(number.slice(3));
    const taken = await make.person({ unit: day.branch, phone: number });
    expect(await decide(body.id, { decision: 'carry_out' })).toMatchObject({
      status: 409,
      body: { code: 'phone_taken' },
    });
    // What was refused half-way has changed nothing: the request still waits.
    expect((await queue()).open).toMatchObject([{ id: body.id }]);
    await make.sql(
      'UPDATE people SET phone_sealed = NULL, phone_hash = NULL, phone_tail_hash = NULL WHERE id = $1',
      [taken.id],
    );
    expect((await decide(body.id, { decision: 'carry_out' })).body).toMatchObject({
      state: 'done',
      wantedPhone: null,
    });
    expect((await phone.get<MyData>('/api/me/data')).body.person.phone).toBe(number);
  });

  it('can be given one more term, once, with a reason', async () => {
    const { body } = await ask({ kind: 'erase' });
    const extend = () =>
      office.post<PrivacyRequest>(`/api/privacy/requests/${body.id}/extension`, {
        reason: 'Sự kiện đang diễn ra',
      });
    const longer = await extend();
    expect(Date.parse(longer.body.dueAt) - Date.parse(body.dueAt)).toBe(20 * 86_400_000);
    expect(longer.body.extensionReason).toBe('Sự kiện đang diễn ra');
    expect(await extend()).toMatchObject({ status: 409, body: { code: 'request_extended' } });
  });

  it('is nobody’s beyond the province’s office', async () => {
    const { body } = await ask({ kind: 'erase' });
    const stranger = (await make.staff('province_coordinator', await make.orgUnit())).client;
    expect((await queue(stranger)).open).toEqual([]);
    expect((await decide(body.id, { decision: 'carry_out' }, stranger)).status).toBe(404);
    const leader = (await make.staff('unit_leader', day.branch)).client;
    expect((await decide(body.id, { decision: 'carry_out' }, leader)).status).toBe(403);
  });
});

describe('erasure', () => {
  /** Every row of every table, as text. */
  async function everything(): Promise<string> {
    const tables = await make.sql<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    );
    const rows = await Promise.all(
      tables.map(({ name: table }) =>
        make.sql<{ row: string }>(`SELECT row_to_json(x)::text AS row FROM ${table} x`),
      ),
    );
    return rows.flatMap((all) => all.map(({ row }) => row)).join('\n');
  }
  const figures = async () => ({
    totals: await Promise.all(
      (['registered', 'offered', 'accepted', 'turns', 'people'] as const).map((metric) =>
        make.total(day.event.id, metric),
      ),
    ),
    export: (await day.organiser.get<{ totals?: unknown }>(`/api/events/${day.event.id}/export.json`)).body,
    rows: await Promise.all(
      (['registered', 'people', 'turns'] as const).map(
        async (metric) =>
          (await office.get<{ total: number }>(`/api/events/${day.event.id}/figures?metric=${metric}`)).body
            .total,
      ),
    ),
    ledger: await make.sql('SELECT * FROM check_ins WHERE event_id = $1 ORDER BY id', [day.event.id]),
    differences: await recount(make, day.event.id),
  });

  it('leaves a pseudonym in the ledger and every figure as it was, also while the event is live', async () => {
    await day.publish();
    await checkIn();
    const before = await figures();
    expect(before.differences).toEqual([]);
    expect(before.totals).toEqual([0, 2, 1, 1, 1]);
    const { body } = await ask({ kind: 'erase' });
    expect((await queue()).open).toMatchObject([{ openPlaces: 0 }]);
    expect((await decide(body.id, { decision: 'carry_out', reason: 'Đã xóa.' })).body).toMatchObject({
      state: 'done',
      personName: expect.stringMatching(/^Đã xóa dữ liệu [0-9a-f]{4}$/) as unknown,
      birthDate: null,
    });
    expect(await figures()).toEqual(before);
    // The door is closed: nobody is behind the session any more.
    expect((await phone.get('/api/me')).status).toBe(401);
  });

  it('takes the person from the contact of a site, and leaves a namesake with another number there', async () => {
    const site = async (contactPhone: string) =>
      (
        await day.organiser.post<{ id: string }>(`/api/events/${day.event.id}/sites`, {
          name: 'Nhà văn hóa',
          communeId: '14758',
          contactName: name,
          contactPhone,
        })
      ).body.id;
    const own = await site(number);
    const namesakes = await site('0912 999 111');
    const { body } = await ask({ kind: 'erase' });
    await decide(body.id, { decision: 'carry_out' });
    const { body: sites } = await day.organiser.get<{ id: string; contactName: string | null }[]>(
      `/api/events/${day.event.id}/sites`,
    );
    expect(sites.find(({ id }) => id === own)).toMatchObject({ contactName: null, contactPhone: null });
    expect(sites.find(({ id }) => id === namesakes)).toMatchObject({ contactName: name });
  });

  it('takes name, phone, birth date and all that was typed or sent out of every table', async () => {
    await day.publish();
    const link = await office.post<{ token: string }>(`/api/people/${personId}/links`);
    await server.client().post('/api/sessions/codes', { phone: number });
    const csv = `Họ và tên,Số điện thoại,Ngày sinh\n${name},${number},03/02/2001\n`;
    await make.sql(
      `INSERT INTO roster_imports (id, org_unit_id, staff_id, file_name, state, done, total, counts, columns, content_sealed,
         rows_sealed, shown_sealed, created_at, updated_at)
       VALUES ($1, $2, $1, 'a.csv', 'applied', 1, 1, '{}', '[]', $3, $3, $3, now(), now())`,
      [newId(), day.branch.id, Buffer.from(csv)],
    );
    await phone.put(`/api/me/data`, { hasVehicle: true, maxDistanceKm: 17 });
    const assignment = (await day.assignments()).find((row) => row.personId === personId);
    await phone.post(`/api/me/assignments/${assignment?.id}/answer`, {
      answer: 'decline',
      reason: 'Con ốm nằm viện',
    });
    await ask({ kind: 'correct', fullName: 'Phan Huyền Trân Mới' });
    expect((await everything()).includes(name)).toBe(true);
    const { body } = await ask({ kind: 'erase' });
    await decide(body.id, { decision: 'carry_out' });

    const left = await everything();
    const mustGo = [name, number, number.slice(3), born, fold(name), 'Con ốm', 'Phan Huyền'];
    expect(mustGo.filter((text) => left.includes(text))).toEqual([]);
    const kept = await make.sql(
      `SELECT content_sealed AS a, rows_sealed AS b, shown_sealed AS c, NULL::bytea AS d, NULL::bytea AS e FROM roster_imports
       UNION SELECT phone_sealed, phone_hash, phone_tail_hash, member_no_sealed, member_no_hash FROM people WHERE id = $1`,
      [personId],
    );
    expect(kept).toEqual([{ a: null, b: null, c: null, d: null, e: null }]);
    expect((await queue()).open).toEqual([]);
    // The audit says that it was done, and holds nothing of what is gone.
    const [told] = await make.sql<{ changes: { before: object }[] }>(
      `SELECT changes FROM audit_entries WHERE table_name = 'people' AND kind = 'update' AND row_ids = ARRAY[$1]
       ORDER BY id DESC LIMIT 1`,
      [personId],
    );
    expect(told?.changes[0]?.before).toMatchObject({
      full_name: '•',
      birth_date: '•',
      phone_sealed: '•',
      has_vehicle: '•',
      home_commune_id: '•',
    });
    const again = server.client();
    expect((await again.post('/api/sessions/link', { token: link.body.token })).status).toBe(401);
  });

  it('gives places of days to come back first, so that somebody else is asked', async () => {
    await day.publish();
    expect((await day.assignments()).find((row) => row.personId === personId)?.state).toBe('offered');
    const { body } = await ask({ kind: 'erase' });
    expect((await queue()).open).toMatchObject([{ openPlaces: 1 }]);
    await decide(body.id, { decision: 'carry_out' });
    expect((await day.assignments()).find((row) => row.personId === personId)?.state).toBe('withdrawn');
    expect(await recount(make, day.event.id)).toEqual([]);
    // A later plan asks no one who is not there any more.
    const draft = await day.solve();
    expect((await day.proposals(draft.id)).map((row) => row.personId)).toEqual([day.people[0]!.id]);
    expect((await office.get<{ total: number }>('/api/people')).body.total).toBe(1);
  });

  it('is not for simulated people, who are nobody', async () => {
    const nobody = await make.person({ unit: day.branch, simulated: true });
    const client = await make.signedIn('volunteer', { subjectId: nobody.id });
    expect((await client.post('/api/me/privacy-requests', { kind: 'erase' })).status).toBe(403);
    expect((await client.get('/api/me/consents')).body).toMatchObject({ ask: false });
  });
});
