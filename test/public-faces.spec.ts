import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ScreenLink } from '../src/contracts/screens.js';
import { newId } from '../src/kernel/ids.js';
import { POLICY } from '../src/platform/policy/policy-table.js';
import { factories } from './factories/index.js';
import { planned, type Planned } from './factories/planned-event.js';
import type { HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { type Operation, readApi } from './support/open-api.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let day: Planned;
let wall: HttpClient;
let operations: Operation[];
let ids: Record<string, string>;
const NAME = 'Vi Thị Ánh Tuyết Nhi';

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hàm Rồng', '38');
  day = await planned(server, make, { people: 0, target: 3 });
  const child = await make.person({ unit: day.branch, name: NAME, birthDate: '2013-05-06' });
  await make.register(day.event.id, [child.id]);
  const shift = day.shifts[0]!;
  const assignment = await make.assignment(day.event, shift, child.id);
  const entry = { id: newId(), method: 'leader', siteId: shift.siteId, personId: child.id };
  await day.organiser.post(`/api/events/${day.event.id}/check-ins`, {
    deviceId: 'thiet-bi-1',
    entries: [{ ...entry, deviceTime: new Date().toISOString() }],
  });
  const link = await day.organiser.post<ScreenLink>(`/api/events/${day.event.id}/screen-links`);
  wall = server.client();
  await wall.post('/api/sessions/screen', { token: link.body.token });
  operations = await readApi(day.organiser);
  ids = {
    eventId: day.event.id,
    siteId: shift.siteId,
    shiftId: shift.id,
    personId: child.id,
    assignmentId: assignment.id,
    provinceId: '38',
    unitId: '14758',
    code: '38',
  };
});
afterAll(() => server.close());

const tells = (body: unknown): boolean => {
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : JSON.stringify(body ?? '');
  return text.includes(NAME) || text.includes('Tuyết Nhi') || text.includes('2013-05-06');
};

describe('the name of a child', () => {
  it('is on no face that anybody may look at: no public route, no route and no topic of a screen', async () => {
    const isPublic = ({ action }: Operation) =>
      action === 'public' || (action !== undefined && action in POLICY && kindsOf(action).includes('screen'));
    const looked = operations.filter((one) => one.method === 'GET' && isPublic(one));
    const told: string[] = [];
    let answered = 0;
    for (const { path } of looked) {
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? newId());
      for (const client of [server.client(), wall]) {
        const { status, body } = await client.get(url);
        if (status === 200) answered++;
        if (tells(body)) told.push(path);
      }
    }
    expect(told).toEqual([]);
    expect(answered).toBeGreaterThan(4);
    const live = await LiveClient.connect(server.url, wall, 'screen');
    const joined = await live.join('screen', day.event.id);
    live.close();
    expect(joined.ok).toBe(true);
    expect(tells(joined)).toBe(false);
    // The search itself finds what is there: who leads the unit may read it.
    const leader = (await make.staff('unit_leader', day.branch)).client;
    expect(tells((await leader.get('/api/people')).body)).toBe(true);
  });
});

function kindsOf(action: string): readonly string[] {
  return Object.entries(POLICY).find(([name]) => name === action)?.[1].kinds ?? [];
}

describe('the position of a person', () => {
  it('has no column: only places on the map have one', async () => {
    const columns = await make.sql<{ at: string }>(
      `SELECT table_name || '.' || column_name AS at FROM information_schema.columns
       WHERE table_schema = 'public'
         AND (column_name ~* '(^|_)(lat|lon|lng|latitude|longitude|position|coordinates?|geo|location|accuracy)($|_)'
              OR udt_name IN ('point', 'geometry', 'geography'))
         AND (table_name, column_name) <> ('indicators', 'position') -- its place in a list
       ORDER BY 1`,
    );
    expect(columns.map(({ at }) => at)).toEqual([
      'administrative_units.lat',
      'administrative_units.lon',
      'sites.lat',
      'sites.lon',
    ]);
  });

  it('has no field in anything that is sent to us', () => {
    const fields = operations.flatMap(({ body, path }) =>
      namesIn(body).flatMap((name) =>
        /^(lat|lon|lng|latitude|longitude|position)$/i.test(name) ? [path] : [],
      ),
    );
    expect(new Set(fields)).toEqual(new Set(['/api/events/{eventId}/sites']));
  });
});

function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own =
    'properties' in schema && typeof schema.properties === 'object'
      ? Object.keys(schema.properties ?? {})
      : [];
  return [...own, ...Object.values(schema).flatMap(namesIn)];
}
