import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deflateRawSync } from 'node:zlib';
import type { RosterImport } from '../src/contracts/people.js';
import { packStored } from '../src/platform/files/zip.js';
import { takesFile } from './access/requests.js';
import { factories } from './factories/index.js';
import { xlsx } from './factories/roster-files.js';
import { eventually } from './support/eventually.js';
import type { Answer, HttpClient } from './support/http-client.js';
import { readApi } from './support/open-api.js';
import { startTestServer, type TestServer } from './support/test-server.js';

interface Fault {
  code: string;
}
type Send = (content: Buffer, name?: string) => Promise<Answer<Fault>>;

let server: TestServer;
let coordinator: HttpClient;
/** What each route that takes a file does with it, once it has looked at all of it. */
let doors: Record<string, Send>;
let sheet: Buffer;

beforeAll(async () => {
  server = await startTestServer();
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  const unit = await make.orgUnit();
  coordinator = (await make.staff('province_coordinator', unit)).client;
  const event = await make.event({ unit });
  sheet = await xlsx([['Không có gì'], ['1']]);
  doors = {
    '/api/events/{eventId}/demand/import': (content, name = 'a.xlsx') =>
      coordinator.upload<Fault>(`/api/events/${event.id}/demand/import`, { name, content }),
    '/api/roster-imports': async (content, name = 'a.xlsx') => {
      const taken = await coordinator.upload<Fault & RosterImport>(
        '/api/roster-imports',
        { name, content },
        { orgUnitId: unit.id },
      );
      if (taken.status !== 202) return taken;
      const error = await eventually(async () => {
        const { body } = await coordinator.get<RosterImport>(`/api/roster-imports/${taken.body.id}`);
        return body.state === 'reading' ? null : (body.error ?? { code: body.state });
      }, 60_000);
      return { ...taken, body: { code: error.code } };
    },
  };
}, 60_000);
afterAll(() => server.close());

const everyDoor = async (content: Buffer, name?: string): Promise<string[]> => {
  const answers: string[] = [];
  for (const send of Object.values(doors)) {
    answers.push((await send(content, name)).body.code);
  }
  return [...new Set(answers)];
};

it('every route that takes a file is tried here', async () => {
  const routes = (await readApi(server.client())).filter(({ method, path }) =>
    takesFile(`${method} ${path}`),
  );
  // What the door of pictures does is told in cues.spec.ts.
  const here = [...Object.keys(doors), '/api/events/{eventId}/ceremony/logo'];
  expect(routes.map(({ path }) => path).sort()).toEqual(here.sort());
});

describe('a file', () => {
  it('is what its content says, whatever its name does', async () => {
    const zip = (path: string) => packStored([{ path, content: Buffer.from('<x/>') }]);
    const others: Record<string, Buffer> = {
      'picture.xlsx': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'photo.csv': Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(300, 1)]),
      'paper.csv': Buffer.concat([
        Buffer.from('%PDF-1.7\n'),
        Buffer.from([0, 1, 2, 3]),
        Buffer.alloc(300, 2),
      ]),
      'old.xls': Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'program.csv': Buffer.concat([Buffer.from('\u007fELF'), Buffer.alloc(300, 3)]),
      'letter.xlsx': zip('word/document.xml'),
      'archive.xlsx': zip('../../xl/evil.xml'),
      'empty.csv': Buffer.alloc(0),
    };
    for (const [name, content] of Object.entries(others)) {
      expect([name, await everyDoor(content, name)]).toEqual([name, ['unreadable_file']]);
    }
    // A workbook that calls itself a text is read as the workbook it is.
    const answers = await everyDoor(sheet, 'a.csv');
    expect(answers.every((one) => /^no_(header_row|demand_header)$/.test(one))).toBe(true);
  });

  it('of more than 20 MB is refused', async () => {
    expect(await everyDoor(Buffer.alloc(21 * 1024 * 1024, 'a,'))).toEqual(['too_large']);
  });
});

describe('a workbook that is a bomb', () => {
  const packed = deflateRawSync(Buffer.alloc(400 * 1024 * 1024, '<row/>'), { level: 9 });
  /** A sheet of 400 MB, and how large the workbook says it is. */
  function bombSaying(says: number): Buffer {
    const bomb = packStored([
      { path: 'xl/workbook.xml', content: Buffer.from('<workbook/>') },
      { path: 'xl/worksheets/sheet1.xml', content: packed },
    ]);
    const at = bomb.lastIndexOf(Buffer.from('PK\u0001\u0002'));
    bomb.writeUInt16LE(8, at + 10);
    bomb.writeUInt32LE(says, at + 24);
    return bomb;
  }

  it('is refused by what it says, by what it holds, and many at once end nothing', async () => {
    expect(packed.length).toBeLessThan(3_000_000);
    const honest = bombSaying(400 * 1024 * 1024);
    const lying = bombSaying(10);
    for (const bomb of [honest, lying]) expect(await everyDoor(bomb)).toEqual(['too_large']);
    const mostKb = process.resourceUsage().maxRSS + 700_000;
    const answers = await Promise.all(Array.from({ length: 4 }, () => everyDoor(lying)));
    expect(new Set(answers.flat())).toEqual(new Set(['too_large']));
    expect(process.resourceUsage().maxRSS).toBeLessThan(mostKb);
    expect((await server.client().get('/api/health/ready')).status).toBe(200);
  }, 120_000);
});
