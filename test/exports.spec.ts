import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { unzip } from '../src/platform/files/zip.js';
import type { RosterImport } from '../src/contracts/people.js';
import { factories } from './factories/index.js';
import { csv } from './factories/roster-files.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { readApi } from './support/open-api.js';
import { startTestServer, type TestServer } from './support/test-server.js';

/** What a spreadsheet would run if it were a cell of its own; by every door these come as names of something. */
const FORMULAS = ['=HYPERLINK("http://x")', '+1+1', '-1+1', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠SUM(A1)'];
const HIDDEN = 'a;=1+1';
const HOSTILE = [...FORMULAS, HIDDEN];

let server: TestServer;
let coordinator: HttpClient;
let paths: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer();
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', '=Hàm Rồng', '38');
  const province = await make.orgUnit();
  const unit = await make.orgUnit({ parent: province, name: '+Đoàn xã' });
  coordinator = (await make.staff('province_coordinator', province)).client;
  await make.sql(`UPDATE staff SET full_name = '@Cán bộ'`);
  const event = await make.event({ unit: province, title: '@Lễ ra quân' });
  const site = await make.site(event.id, '14758', '-Hội trường');
  const shift = await make.shift(event, site.id, [{ target: 20 }]);
  for (const name of HOSTILE) {
    const person = await make.person({ unit, name });
    await make.register(event.id, [person.id]);
    await make.assignment(event, shift, person.id);
    const entry = {
      id: person.id,
      siteId: site.id,
      deviceTime: new Date().toISOString(),
      method: 'leader',
      personId: person.id,
    };
    const { status } = await coordinator.post(`/api/events/${event.id}/check-ins`, {
      deviceId: 'device-0001',
      entries: [entry],
    });
    expect(status).toBe(200);
  }
  paths = {
    '/api/audit.csv': '/api/audit.csv',
    '/api/events/{eventId}/export.csv': `/api/events/${event.id}/export.csv`,
    '/api/events/{eventId}/export.xlsx': `/api/events/${event.id}/export.xlsx`,
    '/api/events/{eventId}/figures.csv': `/api/events/${event.id}/figures.csv?metric=people`,
    '/api/events/{eventId}/figures.xlsx': `/api/events/${event.id}/figures.xlsx?metric=people`,
    '/api/events/{eventId}/results.csv': `/api/events/${event.id}/results.csv`,
    '/api/events/{eventId}/results.xlsx': `/api/events/${event.id}/results.xlsx`,
    '/api/events/{eventId}/tables.csv': `/api/events/${event.id}/tables.csv?table=people`,
    '/api/events/{eventId}/tables.xlsx': `/api/events/${event.id}/tables.xlsx?table=people`,
    '/api/tables.csv': '/api/tables.csv?table=roll',
    '/api/tables.xlsx': '/api/tables.xlsx?table=roll',
    '/api/roster-imports/template.xlsx': '/api/roster-imports/template.xlsx',
    '/api/roster-imports/{importId}/rejected.xlsx': `/api/roster-imports/${await rejected(unit.id)}/rejected.xlsx`,
  };
});
afterAll(() => server.close());

/** A roster of which nothing can be taken. */
async function rejected(orgUnitId: string): Promise<string> {
  const rows = [['Họ và tên', 'SĐT', ...HOSTILE], ...HOSTILE.map((name) => [name, '12', ...HOSTILE])];
  const file = { name: 'a.csv', content: Buffer.from(csv(rows)) };
  const { body } = await coordinator.upload<RosterImport>('/api/roster-imports', file, { orgUnitId });
  await eventually(async () => {
    const seen = await coordinator.get<RosterImport>(`/api/roster-imports/${body.id}`);
    return seen.body.state === 'ready';
  });
  await coordinator.post(`/api/roster-imports/${body.id}/apply`);
  await eventually(async () => {
    const seen = await coordinator.get<RosterImport>(`/api/roster-imports/${body.id}`);
    return seen.body.state === 'applied';
  });
  return body.id;
}

const runs = (cell: string) => /^\s*[=+\-@＝＋－＠]/.test(cell) && !/^-?\d+$/.test(cell);
const read = async (path: string) => {
  const { status, body } = await coordinator.get<Buffer>(path);
  expect([path, status]).toEqual([path, 200]);
  return body;
};

it('every file that the API gives to a spreadsheet is looked at here', async () => {
  const files = (await readApi(server.client())).filter(({ path }) => /\.(csv|xlsx|ods)$/.test(path));
  expect(files.map(({ path }) => path).sort()).toEqual(Object.keys(paths).sort());
});

it('no cell of a CSV file is a formula, whatever separates its cells', async () => {
  for (const [name, path] of Object.entries(paths).filter(([route]) => route.endsWith('.csv'))) {
    const text = (await read(path)).toString();
    for (const delimiter of [',', ';', '\t']) {
      const rows = parse(text, { delimiter, bom: true, relax_column_count: true, relax_quotes: true });
      // A reader that knows nothing of quotes is no better off.
      const raw = text.split(/\r?\n/).map((line) => line.split(delimiter));
      expect([name, delimiter, [...rows, ...raw].flat().filter(runs)]).toEqual([name, delimiter, []]);
    }
    const cells: string[] = parse(text, { bom: true, relax_column_count: true }).flat();
    const expected = /figures|tables/.test(name)
      ? FORMULAS
      : [name.includes('audit') ? '@Cán bộ' : '@Lễ ra quân'];
    for (const hostile of expected) expect([name, cells.includes(`'${hostile}`)]).toEqual([name, true]);
  }
});

it('every cell of a workbook is a text or a number, and none a formula', async () => {
  for (const [name, path] of Object.entries(paths).filter(([route]) => route.endsWith('.xlsx'))) {
    const parts = unzip(await read(path), () => true, 50_000_000);
    expect(
      parts.map((part) => part.path).filter((one) => /external|connection|macro|vba|embed/i.test(one)),
    ).toEqual([]);
    const sheets = parts.filter(
      (part) => part.path.startsWith('xl/worksheets/') && part.path.endsWith('.xml'),
    );
    expect(sheets.length).toBeGreaterThan(0);
    const texts = parts.map(({ content }) => content.toString()).join('\n');
    for (const { content } of sheets) {
      const xml = content.toString();
      expect(xml).not.toMatch(/<(?:\w+:)?f[\s>/]/);
      for (const [, type = 'n'] of xml.matchAll(/<c [^>]*?(?:t="(\w+)")?[^>]*>(?:<v>|<is>)/g)) {
        expect([name, ['n', 's', 'inlineStr'].includes(type)]).toEqual([name, true]);
      }
    }
    // They are there, letter by letter, as text.
    const hostile = name.includes('template')
      ? []
      : name.includes('export')
        ? [...FORMULAS, '@Lễ ra quân']
        : name.includes('results')
          ? ['@Lễ ra quân']
          : HOSTILE;
    for (const text of hostile) {
      expect([
        name,
        text,
        texts.includes(`>${text.replaceAll('"', '&quot;')}<`) || texts.includes(`>${text}<`),
      ]).toEqual([name, text, true]);
    }
  }
});
