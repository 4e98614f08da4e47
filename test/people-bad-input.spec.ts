import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../src/kernel/ids.js';
import { factories } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let coordinator: HttpClient, volunteer: HttpClient, nobody: HttpClient;
let ids: { unit: string; foreignUnit: string; foreignEvent: string; person: string; staff: string };

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('40', 'province', 'Nghệ An');
  const unit = await make.orgUnit();
  const foreign = await make.orgUnit({ provinceId: '40' });
  const person = await make.person({ unit });
  const staff = await make.staff('viewer', unit);
  coordinator = (await make.staff('province_coordinator', unit)).client;
  volunteer = await make.signedIn('volunteer', { subjectId: person.id });
  nobody = server.client();
  const event = await make.event({ unit: foreign });
  ids = {
    unit: unit.id,
    foreignUnit: foreign.id,
    foreignEvent: event.id,
    person: person.id,
    staff: staff.id,
  };
});
afterAll(() => server.close());

const WRONG: unknown[] = [null, '', 7.5, -1, true, [], {}, ['x'], '\u0000', '\ud800', 'x'.repeat(20_000)];
type Body = Record<string, unknown>;

/** Every field wrong in every way, missing, and one too many: a clear refusal each time. */
async function refuseAll(client: HttpClient, path: string, valid: Body, optional: string[] = []) {
  const bodies: Body[] = [{ ...valid, unexpected: 1 }];
  for (const field of Object.keys(valid)) {
    bodies.push(...WRONG.map((value) => ({ ...valid, [field]: value })));
    if (!optional.includes(field)) {
      bodies.push(Object.fromEntries(Object.entries(valid).filter(([name]) => name !== field)));
    }
  }
  for (const body of bodies) {
    const answer = await client.post<{ code: string; message: { vi: string; en: string } }>(path, body);
    const said = { path, body: JSON.stringify(body).slice(0, 200), status: answer.status };
    expect({ ...said, refused: answer.status >= 400 && answer.status < 500 }).toEqual({
      ...said,
      refused: true,
    });
    expect(answer.body.code).toMatch(/^[a-z_]+$/);
    expect(answer.body.message.vi).not.toBe('');
  }
  for (const raw of ['', '{', 'null', '[]', '"x"', '\u0000']) {
    const { status } = await client.send('POST', path, raw);
    expect([path, raw, Math.floor(status / 100)]).toEqual([path, raw, 4]);
  }
}

describe('bad input', () => {
  it('to log in is refused', async () => {
    await refuseAll(nobody, '/api/sessions/codes', { phone: '0912345678' });
    await refuseAll(nobody, '/api/sessions/volunteer', { phone: '0912345678', code: '123456' });
    await refuseAll(nobody, '/api/sessions/link', { token: 'A'.repeat(43) });
  });

  it('about units, staff and roles is refused, and nothing is written', async () => {
    const before = await make.sql('SELECT count(*) FROM org_units UNION ALL SELECT count(*) FROM staff');
    await refuseAll(coordinator, '/api/org-units', {
      parentId: newId(),
      kind: 'commune',
      name: 'Đoàn xã',
      communeId: '14758',
    });
    const staff = { login: 'can.bo', fullName: 'Cán Bộ', password: 'mot-mat-khau-dai', role: 'viewer' };
    await refuseAll(coordinator, '/api/staff', {
      ...staff,
      orgUnitId: ids.foreignUnit,
      eventId: ids.foreignEvent,
    });
    await refuseAll(
      coordinator,
      `/api/staff/${ids.staff}/grants`,
      {
        role: 'viewer',
        orgUnitId: ids.unit,
        eventId: ids.foreignEvent,
        endsAt: '2199-01-01T00:00:00Z',
      },
      ['eventId', 'endsAt'],
    );
    expect(await make.sql('SELECT count(*) FROM org_units UNION ALL SELECT count(*) FROM staff')).toEqual(
      before,
    );
  });

  it('from a phone is refused', async () => {
    await refuseAll(volunteer, '/api/me/inbox/seen', { seq: -1 });
  });

  it('in addresses is refused', async () => {
    const paths = [
      '/api/people?page=0',
      '/api/people?page=x',
      '/api/people?pageSize=501',
      '/api/people?pageSize=1.5',
      '/api/people?more=1',
      '/api/people?orgUnitId=x',
      `/api/people?orgUnitId=${ids.unit}&orgUnitId=${ids.unit}`,
      `/api/people?q=${'x'.repeat(100)}`,
      `/api/people?orgUnitId=${ids.foreignUnit}`,
      '/api/people/x',
      `/api/people/${newId()}`,
      '/api/sessions/me',
      '/api/sessions/me?kind=root',
      `/api/roster-imports/${newId()}`,
      `/api/roster-imports/${newId()}/rejected.xlsx`,
      '/api/staff/x',
    ];
    for (const path of paths) {
      const { status } = await coordinator.get(path);
      expect([path, Math.floor(status / 100)]).toEqual([path, 4]);
    }
    expect((await coordinator.post(`/api/roster-imports/${newId()}/apply`)).status).toBe(404);
    expect((await coordinator.post('/api/people/x/links')).status).toBe(400);
    expect((await coordinator.delete(`/api/staff/${newId()}/grants/${newId()}`)).status).toBe(404);
    expect((await volunteer.get('/api/me/inbox?after=x')).status).toBe(400);
  });

  it('in a search finds nothing and breaks nothing', async () => {
    for (const q of ['%00', '%25', '_', '%5C', "'", '%ED%A0%80', '+84', '0912.%00', '%F0%9F%98%80']) {
      expect([q, (await coordinator.get(`/api/people?q=${q}`)).status]).toEqual([q, 200]);
    }
  });
});
