import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BoardSnapshot } from '../src/contracts/live.js';
import type { Receipt } from '../src/contracts/participation.js';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let gate: HttpClient;
let organiser: HttpClient;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  province = await make.orgUnit();
  gate = (await make.staff('gate_keeper', province)).client;
  organiser = (await make.staff('event_organiser', province)).client;
});
afterAll(() => server.close());

/** Where each person belongs: a site, nowhere (a walk-in), or not in the event at all. */
const PEOPLE = [
  { site: 0, state: 'accepted' },
  { site: 0, state: 'offered' },
  { site: 1, state: 'offered' },
  { site: 1, state: 'accepted' },
  { site: null, state: 'declined' },
  { site: null, state: null },
  { site: 'stranger', state: null },
] as const;

interface Scan {
  entry: number;
  device: number;
  person: number;
  site: number;
  method: 'leader' | 'desk';
}
const scan: fc.Arbitrary<Scan> = fc.record({
  entry: fc.nat(15),
  device: fc.nat(1),
  person: fc.nat(PEOPLE.length - 1),
  site: fc.nat(1),
  method: fc.constantFrom('leader', 'desk'),
});
const history = fc.array(fc.array(scan, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 });

/** What a clerk with a sheet of paper would write. */
class Clerk {
  readonly present = new Set<string>();
  private readonly answers = new Map<string, Receipt['outcome']>();

  take({ entry, device, person, site }: Scan): Receipt['outcome'] {
    const key = `${device}:${entry}`;
    const home = PEOPLE[person]!.site;
    const may = home === null || home === site;
    const before = this.present.has(`${site}:${person}`);
    const outcome = this.answers.get(key) ?? (!may ? 'refused' : before ? 'duplicate' : 'counted');
    if (!this.answers.has(key) && outcome === 'counted') this.present.add(`${site}:${person}`);
    this.answers.set(key, outcome);
    return outcome;
  }

  get kept() {
    return [...this.answers.values()].filter((outcome) => outcome !== 'counted').length;
  }
}

async function stage() {
  const event = await make.event({ unit: province });
  const sites = [await make.site(event.id, '14758'), await make.site(event.id, '14758')];
  const shifts = [await make.shift(event, sites[0]!.id), await make.shift(event, sites[1]!.id)];
  const people = [];
  for (const { site, state } of PEOPLE) {
    const person = await make.person({ unit: province });
    people.push(person);
    if (site !== 'stranger') await make.register(event.id, [person.id]);
    if (state === null) continue;
    await make.assignment(event, shifts[site ?? 0]!, person.id, state);
  }
  await make.sql(
    `INSERT INTO event_counts (event_id, site_id, org_unit_id, metric, value, rev)
     SELECT event_id, site_id, org_unit_id, 'accepted', count(*), 0 FROM assignments
     WHERE event_id = $1 AND state = 'accepted' GROUP BY 1, 2, 3`,
    [event.id],
  );
  return { event, sites, people, entries: Array.from({ length: 16 }, () => newId()) };
}

describe('any history of check-ins', () => {
  it('gives the receipts, the ledger and the counts that a clerk on paper would have', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (uploads) => {
        const { event, sites, people, entries } = await stage();
        const clerk = new Clerk();
        for (const upload of uploads) {
          for (const device of [0, 1]) {
            const scans = upload.filter((one) => one.device === device);
            if (scans.length === 0) continue;
            const answer = await gate.post<{ receipts: Receipt[] }>(`/api/events/${event.id}/check-ins`, {
              deviceId: `device-000${device}`,
              entries: scans.map(({ entry, person, site, method }) => ({
                id: entries[entry],
                siteId: sites[site]!.id,
                deviceTime: new Date().toISOString(),
                method,
                ...(method === 'leader'
                  ? { personId: people[person]!.id }
                  : { phone: people[person]!.phone }),
              })),
            });
            const outcomes = answer.body.receipts.map((receipt) => receipt.outcome);
            expect(outcomes).toEqual(scans.map((one) => clerk.take(one)));
          }
        }
        const board = (await organiser.get<BoardSnapshot>(`/api/events/${event.id}/live/board`)).body;
        const came = new Set([...clerk.present].map((key) => key.split(':')[1]));
        const answered = PEOPLE.filter(
          (p, i) => p.state === 'accepted' || (p.state === 'offered' && came.has(String(i))),
        );
        const turnsAt = (site: number) =>
          [...clerk.present].filter((key) => key.startsWith(`${site}:`)).length;
        expect(board.totals).toMatchObject({
          turns: clerk.present.size,
          people: came.size,
          accepted: answered.length,
        });
        expect(board.sites.map((site) => site.counts.turns)).toEqual([turnsAt(0), turnsAt(1)]);
        const rows = await make.sql<{ ledger: number; firsts: number; kept: number }>(
          `SELECT (SELECT count(*)::int FROM check_ins WHERE event_id = $1) AS ledger,
             (SELECT count(DISTINCT person_id)::int FROM check_ins WHERE event_id = $1) AS firsts,
             (SELECT count(*)::int FROM check_in_conflicts WHERE event_id = $1) AS kept`,
          [event.id],
        );
        expect(rows).toEqual([{ ledger: clerk.present.size, firsts: came.size, kept: clerk.kept }]);
      }),
      { numRuns: 40 },
    );
  });
});
