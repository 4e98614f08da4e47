import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../src/kernel/ids.js';
import { factories } from './factories/index.js';
import { badBodies, foreignBodies } from './support/bad-values.js';
import type { HttpClient } from './support/http-client.js';
import { readApi, type Operation } from './support/open-api.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let coordinator: HttpClient, volunteer: HttpClient;
let operations: Operation[];
let own: Record<string, string>, foreign: Record<string, string>;

/** One province with an event in it; two of them, so that each is foreign to the other. */
async function world(province: string, commune: string) {
  await make.place(province, 'province', `Tỉnh ${province}`);
  await make.place(commune, 'commune', `Xã ${commune}`, province);
  const unit = await make.orgUnit({ provinceId: province });
  const child = await make.orgUnit({ parent: unit, communeId: commune });
  const person = await make.person({ unit: child });
  const event = await make.event({ unit, state: 'open' });
  const site = await make.site(event.id, commune);
  const shift = await make.shift(event, site.id, [{ target: 2 }]);
  await make.register(event.id, [person.id]);
  const assignment = await make.assignment(event, shift, person.id, 'offered');
  const staff = await make.staff('province_coordinator', unit);
  const ids = {
    orgUnitId: child.id,
    parentId: unit.id,
    personId: person.id,
    eventId: event.id,
    campaignId: event.campaignId,
    siteId: site.id,
    shiftId: shift.id,
    assignmentId: assignment.id,
    staffId: staff.id,
    communeId: commune,
  };
  return { ids, staff, person };
}

beforeAll(async () => {
  // Without a worker: its daily jobs would write rows meanwhile.
  server = await startTestServer({ ROLE: 'web' });
  make = factories(server);
  const here = await world('38', '14758');
  const there = await world('40', '16681');
  own = here.ids;
  foreign = there.ids;
  coordinator = here.staff.client;
  volunteer = await make.signedIn('volunteer', { subjectId: here.person.id });
  operations = await readApi(coordinator);
});
afterAll(() => server.close());

const isOfVolunteers = (path: string) => path.startsWith('/api/me');
const speaker = ({ path }: Operation) => (isOfVolunteers(path) ? volunteer : coordinator);

function urlOf(operation: Operation, ids: Record<string, string> = own): string {
  return operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce(
      (at, { name }) => at.replace(`{${name}}`, encodeURIComponent(ids[name] ?? newId())),
      operation.path,
    );
}

/** How many rows each table has: what was refused must not have written, but that it was tried. */
async function rows(): Promise<Record<string, number>> {
  const tables = await make.sql<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT IN ('log_in_attempts', 'shared_counts', 'audit_seals', 'audit_heads') ORDER BY 1",
  );
  const counted = await Promise.all(
    tables.map(async ({ name }) => {
      // A question that is answered after all may be a look at somebody.
      const looks = name === 'audit_entries' ? `WHERE kind NOT IN ('look', 'export')` : '';
      const [row] = await make.sql<{ n: string }>(`SELECT count(*) AS n FROM ${name} ${looks}`);
      return [name, Number(row?.n)] as const;
    }),
  );
  return Object.fromEntries(counted);
}

/** Sends what is wrong, and lists what was not refused as it should be. */
class Refusals {
  readonly wrong: string[] = [];
  sent = 0;

  async expect(said: string, answer: Promise<{ status: number; body: unknown }>, also: number[] = []) {
    this.sent++;
    const { status, body } = await answer;
    if (also.includes(status)) return;
    const { code, message } = (body ?? {}) as { code?: unknown; message?: { vi?: unknown; en?: unknown } };
    const inWords = typeof code === 'string' && Boolean(message?.vi) && Boolean(message?.en);
    if (status < 400 || status >= 500 || !inWords)
      this.wrong.push(`${said}: ${status} ${JSON.stringify(body)}`.slice(0, 300));
  }
}

async function nothingWritten(work: (refusals: Refusals) => Promise<void>, atLeast: number): Promise<void> {
  const before = await rows();
  const refusals = new Refusals();
  await work(refusals);
  expect(refusals.wrong).toEqual([]);
  expect(refusals.sent).toBeGreaterThan(atLeast);
  expect(await rows()).toEqual(before);
  expect((await server.client().get('/api/health/ready')).status).toBe(200);
}

describe('bad input is refused in words and writes nothing', () => {
  it(
    'in each field of each body',
    () =>
      nothingWritten(async (refusals) => {
        for (const operation of operations) {
          if (!operation.body) continue;
          for (const { how, body } of badBodies(operation.body, own)) {
            const answer = speaker(operation).send(operation.method, urlOf(operation), body);
            await refusals.expect(`${operation.method} ${operation.path} ${how}`, answer);
          }
        }
      }, 400),
    300_000,
  );

  it(
    'in bodies with an id of another province',
    () =>
      nothingWritten(async (refusals) => {
        for (const operation of operations) {
          if (!operation.body) continue;
          for (const { how, body } of foreignBodies(operation.body, own, foreign)) {
            const answer = speaker(operation).send(operation.method, urlOf(operation), body);
            await refusals.expect(`${operation.method} ${operation.path} ${how}`, answer);
          }
        }
      }, 5),
    120_000,
  );

  it(
    'in bodies that are no JSON, or far too deep',
    () =>
      nothingWritten(async (refusals) => {
        const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
        const raw = [
          '',
          '{',
          '\u0000',
          'null',
          '[]',
          '"x"',
          '{"__proto__":{"a":1}}',
          '{"constructor":{"prototype":1}}',
          '1e999',
          deep,
        ];
        for (const operation of operations) {
          if (!operation.body) continue;
          for (const text of raw) {
            const answer = speaker(operation).send(operation.method, urlOf(operation), text);
            await refusals.expect(`${operation.method} ${operation.path} ${text.slice(0, 30)}`, answer);
          }
        }
      }, 100),
    120_000,
  );

  it(
    'in each part of each path',
    () =>
      nothingWritten(async (refusals) => {
        for (const operation of operations) {
          for (const { name } of operation.parameters.filter((p) => p.in === 'path')) {
            for (const value of [
              'x',
              '\u0000',
              '%',
              'x'.repeat(3_000),
              '../..',
              newId(),
              foreign[name] ?? newId(),
            ]) {
              const url = urlOf(operation, { ...own, [name]: value });
              // Places are everybody's: another province's unit may be read.
              const also = operation.path.startsWith('/api/places/') ? [200] : [];
              const answer = speaker(operation).send(operation.method, url);
              await refusals.expect(
                `${operation.method} ${operation.path} ${name}=${value.slice(0, 40)}`,
                answer,
                also,
              );
            }
          }
        }
      }, 100),
    120_000,
  );

  it(
    'in each part of each query',
    () =>
      nothingWritten(async (refusals) => {
        for (const operation of operations.filter(({ method }) => method === 'GET')) {
          const queries = operation.parameters.filter((p) => p.in === 'query');
          const url = urlOf(operation);
          for (const { name } of queries) {
            for (const value of ['', 'x', '-1', '1e999', '\u0000', 'x'.repeat(5_000), newId(), '{}']) {
              const answer = speaker(operation).get(`${url}?${name}=${encodeURIComponent(value)}`);
              // What one field refuses another may take; none may fail.
              await refusals.expect(`GET ${operation.path} ${name}=${value.slice(0, 40)}`, answer, [200]);
            }
            const twice = speaker(operation).get(`${url}?${name}=1&${name}=2`);
            await refusals.expect(`GET ${operation.path} ${name} twice`, twice);
          }
          if (queries.length > 0) {
            const extra = speaker(operation).get(`${url}?unexpected=1`);
            await refusals.expect(`GET ${operation.path} unknown extra`, extra);
          }
        }
      }, 50),
    120_000,
  );

  it(
    'in files: none, malformed, and far too large',
    () =>
      nothingWritten(async (refusals) => {
        const uploads = operations.filter(({ path }) => /import(s)?$/.test(path));
        const broken = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(4_000, 7)]);
        const files = [
          { name: 'danh-sach.xlsx', content: broken },
          { name: 'danh-sach.csv', content: Buffer.alloc(0) },
          { name: 'anh.png', content: Buffer.from('89504e470d0a1a0a0000', 'hex') },
          { name: 'danh-sach.xlsx', content: Buffer.alloc(50 * 1024 * 1024, 65) },
        ];
        for (const operation of uploads.filter(({ method }) => method === 'POST')) {
          for (const file of files) {
            const answer = coordinator.upload(urlOf(operation), file, { orgUnitId: own['orgUnitId']! });
            await refusals.expect(`${operation.path} ${file.name} ${file.content.length}`, answer);
          }
          const noFile = coordinator.send('POST', urlOf(operation), '{}');
          await refusals.expect(`${operation.path} no file`, noFile);
        }
      }, 9),
    120_000,
  );
});
