import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import readWorkbook from 'read-excel-file/node';
import type { Person, RosterImport } from '../src/contracts/people.js';
import { Clock } from '../src/kernel/clock.js';
import { maskPhone, PHONE_HASH } from '../src/people/index.js';
import { RosterJobs } from '../src/people/roster/roster.jobs.js';
import { definedJobs } from '../src/platform/jobs/job.js';
import { JobQueue } from '../src/platform/jobs/job-queue.js';
import { packStored, unzip } from '../src/platform/files/zip.js';
import { Sealer } from '../src/platform/sealing/sealer.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { csv, type Value, windows1258, xlsx } from './factories/roster-files.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { startNode, startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow, hacThanh: OrgUnitRow, sibling: OrgUnitRow, branch: OrgUnitRow;
let leader: HttpClient;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  province = await make.orgUnit({ name: 'Tỉnh đoàn Thanh Hóa' });
  hacThanh = await make.orgUnit({ parent: province, name: 'Đoàn phường Hạc Thành' });
  sibling = await make.orgUnit({ parent: province, name: 'Đoàn phường Đông Tiến' });
  branch = await make.orgUnit({ parent: hacThanh, kind: 'branch', name: 'Chi đoàn Phố 1' });
  leader = (await make.staff('unit_leader', hacThanh)).client;
});
afterAll(() => server.close());

type File = Buffer | string;
let nextPhone = 970_000_000;
const phone = () => `0${++nextPhone}`;

async function upload(content: File, unit = hacThanh, client = leader, name = 'danh-sach.xlsx') {
  return client.upload<RosterImport>(
    '/api/roster-imports',
    { name, content: Buffer.from(content) },
    {
      orgUnitId: unit.id,
    },
  );
}

const settled = (id: string, client = leader) =>
  eventually(async () => {
    const { body } = await client.get<RosterImport>(`/api/roster-imports/${id}`);
    return body.state === 'reading' || body.state === 'applying' ? null : body;
  }, 60_000);

async function preview(content: File, unit = hacThanh, client = leader): Promise<RosterImport> {
  const uploaded = await upload(content, unit, client);
  expect(uploaded.status).toBe(202);
  expect(uploaded.body.state).toBe('reading');
  return settled(uploaded.body.id, client);
}

/** One that is ready; what becomes of its next step is up to whoever finds it. */
const forgotten = (): Promise<RosterImport> =>
  preview(
    csv([
      ['Họ và tên', 'SĐT'],
      ['Bị Quên', phone()],
    ]),
  );

async function apply(content: File, unit = hacThanh, client = leader): Promise<RosterImport> {
  const { id, state } = await preview(content, unit, client);
  expect(state).toBe('ready');
  const started = await client.post<RosterImport>(`/api/roster-imports/${id}/apply`);
  expect(started.status).toBe(202);
  return settled(id, client);
}

const find = async (q: string) =>
  (await leader.get<{ items: Person[] }>(`/api/people?q=${encodeURIComponent(q)}`)).body.items;

describe('a roster as an office sends it', () => {
  it('is read with titles above, empty rows between, and sums below', async () => {
    const [a, b, c] = [phone(), phone(), phone()];
    const done = await apply(
      await xlsx([
        ['ĐOÀN TNCS HỒ CHÍ MINH', null, null, null, null, null],
        [null, 'DANH SÁCH TÌNH NGUYỆN VIÊN', null, null, null, null],
        [],
        ['STT', 'SĐT', ' HỌ VÀ  TÊN (*)', 'Ngày, tháng, năm sinh', 'Chi đoàn', 'Kỹ năng'],
        [
          1,
          Number(a.slice(1)),
          'Nguyễn\u00a0 Thị  Hạnh',
          new Date('2001-03-26T00:00:00Z'),
          'Chi đoàn Phố 1',
          'VNeID; Lái xe (3)',
        ],
        [],
        [2, `+84 ${b.slice(1)}`, 'Trần Văn Bình', '5/7/1999', 'chi doan pho 1', null],
        [3, c, 'Lê Chí Công', 2000, null, null],
        ['Tổng cộng: 3 đồng chí'],
        [null, null, 'Người lập biểu'],
        [null, null, 'Nguyễn Văn Lập'],
      ]),
    );
    expect(done).toMatchObject({
      state: 'applied',
      counts: { new: 3, changed: 0, unchanged: 0, rejected: 0 },
    });
    const [hanh] = await find(a);
    expect(hanh).toMatchObject({
      fullName: 'Nguyễn Thị Hạnh',
      phone: maskPhone(a),
      birthDate: '2001-03-26',
      orgUnitId: branch.id,
      skills: [
        { skill: 'driver', level: 3 },
        { skill: 'vneid', level: 1 },
      ],
    });
    expect((await find(b))[0]).toMatchObject({ birthDate: '1999-07-05', orgUnitId: branch.id });
    expect((await find(c))[0]).toMatchObject({ birthDate: '2000-01-01', orgUnitId: hacThanh.id });
  });

  const rows = (numbers: string[]): Value[][] => [
    ['Họ đệm', 'Tên', 'Điện thoại', 'Năm sinh'],
    ['Nguyễn Thị', 'Hoà', numbers[0]!, '1998'],
    ['Đặng Quốc', 'Đạt', numbers[1]!, '26-3-01'],
  ];
  it.each([
    ['UTF-8', (text: string) => Buffer.from(text), ','],
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`), ';'],
    ['UTF-8, its letters in parts', (text: string) => Buffer.from(text.normalize('NFD')), ','],
    ['UTF-16', (text: string) => iconv.encode(text, 'utf16le', { addBOM: true }), '\t'],
    ['Windows-1258', windows1258, ';'],
  ])('is read as CSV in %s', async (_, encode, delimiter) => {
    const numbers = [phone(), phone()];
    const done = await apply(encode(csv(rows(numbers), delimiter)));
    expect(done.counts).toMatchObject({ new: 2, rejected: 0 });
    expect(done.columns.map((c) => c.field)).toEqual(['familyName', 'givenName', 'phone', 'birthDate']);
    expect((await find(numbers[0]!))[0]).toMatchObject({ fullName: 'Nguyễn Thị Hoà' });
    expect((await find(numbers[1]!))[0]).toMatchObject({
      fullName: 'Đặng Quốc Đạt',
      birthDate: '2001-03-26',
    });
  });

  it('names communes as they are called today or were before, and is asked when two could be meant', async () => {
    const numbers = Array.from({ length: 4 }, phone);
    const communes = ['Phường Hạc Thành', 'hac thanh', 'P. Ba Đình, TP Thanh Hoá', 'dong tien'];
    const done = await apply(
      csv([
        ['Họ và tên', 'SĐT', 'Xã/phường'],
        ...communes.map((name, i) => [`Người ${i}`, numbers[i]!, name]),
      ]),
    );
    for (const number of numbers.slice(0, 2)) {
      expect((await find(number))[0]).toMatchObject({ homeCommuneId: '14797' });
    }
    expect(done.counts).toMatchObject({ new: 3, rejected: 1 });
    expect(done.rejected[0]?.faults[0]).toMatchObject({
      code: 'commune_ambiguous',
      vi: expect.stringContaining('Đồng Tiến'),
    });
  });

  it('changes nothing when it comes again, and only what differs when it was changed', async () => {
    const [a, b] = [phone(), phone()];
    const file = (name: string) =>
      xlsx([
        ['Họ tên', 'Di động', 'Mã đoàn viên'],
        [name, a, 'TH001'],
        ['Vũ Hai', b, null],
      ]);
    expect((await apply(await file('Vũ Một'))).counts).toMatchObject({ new: 2 });
    expect((await apply(await file('Vũ Một'))).counts).toEqual({
      new: 0,
      changed: 0,
      unchanged: 2,
      rejected: 0,
    });
    expect((await apply(await file('Vũ Nhất'))).counts).toEqual({
      new: 0,
      changed: 1,
      unchanged: 1,
      rejected: 0,
    });
    expect(
      (
        await apply(
          csv([
            ['Họ tên', 'SĐT'],
            ['Vũ Nhất', a],
          ]),
        )
      ).counts,
    ).toMatchObject({ unchanged: 1 });
    expect((await find(a))[0]).toMatchObject({ fullName: 'Vũ Nhất', memberNo: 'TH001' });
  });
});

describe('bad rows', () => {
  it('are shown with every reason, and nothing is written before it is asked for', async () => {
    const good = phone();
    const seen = await preview(
      csv([
        ['Họ và tên', 'SĐT', 'Ngày sinh', 'Đơn vị', 'Xã/phường', 'Kỹ năng'],
        ['Tốt', good, '', '', '', ''],
        ['', '0237 385 2246', '31/02/2001', 'Chi đoàn Lạ', 'Xã Không Có', 'bay'],
        ['Trùng', `+84${good.slice(1)}`, '', '', '', ''],
        ['Bé', phone(), '01/01/2020', '', '', ''],
        ['Mai', phone(), '01/01/2091', '', '', ''],
      ]),
    );
    expect(seen.counts).toEqual({ new: 1, changed: 0, unchanged: 0, rejected: 4 });
    expect(seen.sample).toMatchObject([{ row: 2, fullName: 'Tốt', effect: 'new' }]);
    const codes = seen.rejected.map(({ row, faults }) => [row, ...faults.map((f) => f.code)]);
    expect(codes).toEqual([
      [
        3,
        'name_missing',
        'phone_invalid',
        'unit_unknown',
        'birth_date_unreadable',
        'commune_unknown',
        'skill_unknown',
      ],
      [4, 'phone_twice'],
      [5, 'birth_date_too_young'],
      [6, 'birth_date_future'],
    ]);
    expect(seen.rejected[1]?.faults[0]).toEqual({
      column: 'SĐT',
      code: 'phone_twice',
      vi: 'Số điện thoại trùng với dòng 2 trong tệp.',
      en: 'The phone number already stands in row 2 of the file.',
    });
    expect(await find(good)).toEqual([]);
  });

  it('of people outside the own scope are refused', async () => {
    const theirs = await make.person({ unit: sibling });
    const seen = await preview(
      csv([
        ['Họ và tên', 'SĐT'],
        ['Kẻ Lạ', theirs.phone],
      ]),
    );
    expect(seen.rejected[0]?.faults.map((f) => f.code)).toEqual(['phone_elsewhere']);
    const coordinator = (await make.staff('province_coordinator', province)).client;
    const above = await preview(
      csv([
        ['Họ và tên', 'SĐT'],
        ['Kẻ Lạ', theirs.phone],
      ]),
      province,
      coordinator,
    );
    expect(above.counts).toMatchObject({ changed: 1, rejected: 0 });
  });

  it('can be downloaded, mended and sent again, and stay text', async () => {
    const [a, b] = [phone(), phone()];
    const { id } = await apply(
      csv([
        ['Họ và tên', 'SĐT', 'Ghi chú'],
        ['Đúng', a, ''],
        ['=HYPERLINK("http://x")', '12', '@SUM(1)'],
      ]),
    );
    const { status, headers, body } = await leader.get<Buffer>(`/api/roster-imports/${id}/rejected.xlsx`);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('.xlsx');
    const [sheet] = await readWorkbook(body);
    expect(sheet?.data[0]).toEqual(['Họ và tên', 'SĐT', 'Ghi chú', 'Lý do']);
    expect(sheet?.data[1]?.slice(0, 3)).toEqual(['=HYPERLINK("http://x")', '12', '@SUM(1)']);
    const mended = sheet!.data.map((row) => row.map((cell) => (cell === '12' ? b : String(cell))));
    mended[1]![0] = 'Đã Sửa';
    expect((await apply(await xlsx(mended))).counts).toEqual({
      new: 1,
      changed: 0,
      unchanged: 0,
      rejected: 0,
    });
  });
});

describe('an import', () => {
  it('is applied once, by those whose scope covers it', async () => {
    const { id } = await preview(
      csv([
        ['Họ và tên', 'SĐT'],
        ['Một Người', phone()],
      ]),
    );
    const other = (await make.staff('unit_leader', sibling)).client;
    expect((await other.get(`/api/roster-imports/${id}`)).status).toBe(404);
    expect((await other.post(`/api/roster-imports/${id}/apply`)).status).toBe(404);
    expect((await other.get(`/api/roster-imports/${id}/rejected.xlsx`)).status).toBe(404);
    expect((await upload('x', hacThanh, other)).status).toBe(422);
    const both = await Promise.all([1, 2].map(() => leader.post(`/api/roster-imports/${id}/apply`)));
    expect(both.map((answer) => answer.status).sort()).toEqual([202, 409]);
    expect(await settled(id)).toMatchObject({ state: 'applied', counts: { new: 1 } });
  });

  it.each([
    ['its job was lost', `- interval '5 minutes'`],
    ['the job was lost before the clock was set back', `+ interval '2 hours'`],
    ['the clock was set forward', `- interval '2 hours'`],
  ])('is taken up again when %s', async (_, then) => {
    const { id } = await forgotten();
    await make.sql(
      `UPDATE roster_imports SET state = 'applying', updated_at = now() ${then}, restarts = 59 WHERE id = $1`,
      [id],
    );
    await server.get(RosterJobs).sweep();
    expect(await settled(id)).toMatchObject({ state: 'applied', counts: { new: 1 } });
  });

  it('is taken up again when its job is stuck in the queue, as after the clock was set back', async () => {
    const { id } = await forgotten();
    const apply = definedJobs().find(({ name }) => name === 'apply_roster')!;
    await server.get(JobQueue).add(apply, { importId: id }, `apply_roster-${id}`, 2 * 3_600_000);
    expect((await leader.post(`/api/roster-imports/${id}/apply`)).status).toBe(202);
    await make.sql(`UPDATE roster_imports SET updated_at = now() + interval '2 hours' WHERE id = $1`, [id]);
    await server.get(RosterJobs).sweep();
    expect(await settled(id)).toMatchObject({ state: 'applied', counts: { new: 1 } });
  });

  it('is given up, with a word, when it was started anew too often', async () => {
    const { id } = await forgotten();
    await make.sql(
      `UPDATE roster_imports SET state = 'applying', updated_at = now() - interval '1 minute', restarts = 60 WHERE id = $1`,
      [id],
    );
    await server.get(RosterJobs).sweep();
    expect(await settled(id)).toMatchObject({ state: 'failed', error: { code: 'internal' } });
  });

  it('is not given up by a process whose clock runs two hours ahead', async () => {
    class Ahead extends Clock {
      override now(): Date {
        return new Date(Date.now() + 2 * 3_600_000);
      }
    }
    const ahead = await startNode(server.databaseUrl, { ROLE: 'web' }, new Ahead());
    try {
      const { id } = await forgotten();
      await make.sql(`UPDATE roster_imports SET state = 'applying', updated_at = now() WHERE id = $1`, [id]);
      await ahead.get(RosterJobs).sweep();
      const [row] = await make.sql<{ state: string }>('SELECT state FROM roster_imports WHERE id = $1', [id]);
      expect(row?.state).toBe('applying');
    } finally {
      await ahead.close();
    }
  });

  it('whose worker dies in the middle is written once and whole', async () => {
    const first = 860_000_000;
    const people = Array.from({ length: 10_000 }, (_, i): Value[] => [`Người ${i}`, `0${first + i}`]);
    const { id } = await preview(csv([['Họ và tên', 'SĐT'], ...people]));
    await leader.post(`/api/roster-imports/${id}/apply`);
    await eventually(async () => {
      const killed = await make.sql(
        `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN roster_imports i ON i.id = $1
         WHERE l.locktype = 'advisory' AND l.objid = 20250707
           AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND i.done > 0 AND i.state = 'applying'`,
        [id],
      );
      return killed.length > 0;
    });
    expect(await settled(id)).toMatchObject({ state: 'applied', counts: { new: 10_000, unchanged: 0 } });
    const [written] = await make.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM people WHERE phone_hash = ANY ($1)`,
      [people.map((_, i) => server.get(Sealer).hash(PHONE_HASH, `+84${first + i}`))],
    );
    expect(written?.n).toBe(10_000);
  });

  it('has a template that can be read back', async () => {
    const { status, body } = await leader.get<Buffer>('/api/roster-imports/template.xlsx');
    expect(status).toBe(200);
    const seen = await preview(body);
    expect(seen).toMatchObject({ state: 'ready', total: 0 });
    expect(seen.columns.filter((c) => c.field === null).map((c) => c.header)).toEqual(['STT']);
  });
});

describe('what is no roster', () => {
  it('fails in words and ends nothing', async () => {
    const real = await xlsx([
      ['Họ và tên', 'SĐT'],
      ['A', phone()],
    ]);
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(500, 7)]);
    const noTables = [
      png,
      real.subarray(0, real.length / 2),
      Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(2_000, 0xff)]),
      Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
    ];
    for (const content of noTables) {
      expect(await upload(content)).toMatchObject({ status: 422, body: { code: 'unreadable_file' } });
    }
    const files: [Buffer, string][] = [
      [Buffer.from('a,b,c\n1,2,3'), 'no_header_row'],
      [await xlsx([['Họ và tên'], ['A']]), 'no_header_row'],
      [sparse(real), 'unreadable_file'],
    ];
    for (const [content, code] of files) {
      const seen = await preview(content);
      expect([seen.state, seen.error?.code]).toEqual(['failed', code]);
      expect(seen.error?.vi).not.toBe('');
      expect((await leader.post(`/api/roster-imports/${seen.id}/apply`)).status).toBe(409);
      expect((await leader.get(`/api/roster-imports/${seen.id}/rejected.xlsx`)).status).toBe(409);
    }
    expect((await server.client().get('/api/health/live')).status).toBe(200);
  });

  it('is refused at the door when it is empty, too large, or no form', async () => {
    expect((await upload('')).status).toBe(422);
    const large = await upload(Buffer.alloc(50 * 1024 * 1024, 65));
    expect([large.status, (large.body as unknown as { code: string }).code]).toEqual([413, 'too_large']);
    expect((await leader.post('/api/roster-imports', { orgUnitId: hacThanh.id })).status).toBe(400);
    const file = { name: 'a.csv', content: Buffer.from('x') };
    expect((await leader.upload('/api/roster-imports', file)).status).toBe(400);
    expect((await leader.upload('/api/roster-imports', file, { orgUnitId: 'x' })).status).toBe(400);
    expect(
      (await leader.upload('/api/roster-imports', file, { orgUnitId: hacThanh.id, more: '1' })).status,
    ).toBe(400);
    expect((await leader.get('/api/roster-imports/x')).status).toBe(400);
    expect((await server.client().upload('/api/roster-imports', file)).status).toBe(401);
  });

  /** A small sheet that has rows of sixteen thousand columns: as a grid it would need gigabytes. */
  function sparse(real: Buffer): Buffer {
    const far = Array.from(
      { length: 40_000 },
      (_, i) => `<row r="${300 + i}"><c r="XFD${300 + i}"><v>1</v></c></row>`,
    );
    const files = unzip(real, () => true, 10_000_000).map(({ path, content }) =>
      path.endsWith('sheet1.xml')
        ? {
            path,
            content: Buffer.from(content.toString().replace('</sheetData>', `${far.join('')}</sheetData>`)),
          }
        : { path, content },
    );
    return packStored(files);
  }
});

describe('twenty thousand rows', () => {
  it('are read and applied with progress, while the server answers', async () => {
    const first = 880_000_000;
    const people = Array.from({ length: 20_000 }, (_, i): Value[] => [
      i + 1,
      `Nguyễn Văn ${String.fromCharCode(65 + (i % 26))} ${i}`,
      `0${first + i}`,
      new Date(Date.UTC(1990, 0, 1 + (i % 5_000))),
      'Chi đoàn Phố 1',
      'VNeID, Dịch vụ công',
    ]);
    const file = await xlsx([
      ['STT', 'Họ và tên', 'Số điện thoại', 'Ngày sinh', 'Chi đoàn', 'Kỹ năng'],
      ...people,
    ]);
    /** How far it was, as the server said meanwhile. */
    const progress = { reading: new Set<number>(), applying: new Set<number>() };
    const watch = async (id: string) => {
      for (;;) {
        const { body } = await leader.get<RosterImport>(`/api/roster-imports/${id}`);
        if (body.state !== 'reading' && body.state !== 'applying') return body;
        progress[body.state].add(body.done);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const { body } = await upload(file);
    const seen = await watch(body.id);
    expect(seen).toMatchObject({ state: 'ready', total: 20_000, counts: { new: 20_000, rejected: 0 } });
    expect(progress.reading.size).toBeGreaterThan(2);

    await leader.post(`/api/roster-imports/${body.id}/apply`);
    const done = await watch(body.id);
    expect(done).toMatchObject({ state: 'applied', counts: { new: 20_000 } });
    expect((await preview(file)).counts).toEqual({ new: 0, changed: 0, unchanged: 20_000, rejected: 0 });
    expect(progress.applying.size).toBeGreaterThan(2);
  });
});
