import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RestoredSchema, VoidedSchema } from '../src/contracts/closing.js';
import { GateRosterSchema } from '../src/contracts/gate.js';
import { CheckInPageSchema } from '../src/contracts/participation.js';
import { newId } from '../src/kernel/ids.js';
import { factories } from './factories/index.js';
import { type LedgerDay, ledgerDay } from './factories/ledger-day.js';
import { recount } from './factories/recount.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let day: LedgerDay;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  day = await ledgerDay(server, make);
});

const url = (checkInId: string, step = 'void') => `${day.path}/check-ins/${checkInId}/${step}`;
async function voided(checkInId: string, client: HttpClient = day.organiser.client) {
  const answer = await client.post(url(checkInId), { reason: 'wrong_person' });
  expect(answer.status).toBe(200);
  return VoidedSchema.parse(answer.body);
}
/** People and turns of each site, and that all of it is what the ledger says. */
async function counts() {
  expect(await recount(make, day.event.id)).toEqual([]);
  const rows = await make.sql<{ site_id: string; metric: string; n: number }>(
    `SELECT site_id, metric, sum(value)::int AS n FROM event_counts
     WHERE event_id = $1 AND metric IN ('turns', 'people') GROUP BY 1, 2`,
    [day.event.id],
  );
  const of = (siteId: string, metric: string) =>
    rows.find((row) => row.site_id === siteId && row.metric === metric)?.n ?? 0;
  const { hall, beach } = day.sites;
  return {
    hall: { turns: of(hall.id, 'turns'), people: of(hall.id, 'people') },
    beach: { turns: of(beach.id, 'turns'), people: of(beach.id, 'people') },
  };
}
const stateOf = async (personId: string) =>
  (
    await make.sql<{ state: string }>('SELECT state FROM assignments WHERE person_id = $1 ORDER BY state', [
      personId,
    ])
  ).map((row) => row.state);

describe('a check-in is taken back', () => {
  it('by a void: the ledger keeps the row, the counts do not, and the person is expected again', async () => {
    const person = await day.volunteer('hall');
    const receipt = await day.tick(person.id, 'hall');
    expect(await counts()).toMatchObject({ hall: { turns: 1, people: 1 } });

    const { rev } = await voided(receipt.checkInId!);
    expect(rev).toBeGreaterThan(receipt.rev);
    expect(await counts()).toMatchObject({ hall: { turns: 0, people: 0 } });
    expect(await stateOf(person.id)).toEqual(['accepted']);
    const page = CheckInPageSchema.parse((await day.organiser.client.get(`${day.path}/check-ins`)).body);
    expect(page.items).toMatchObject([{ id: receipt.checkInId, voided: true, firstOfPerson: false }]);
    const roster = await day.gate.get(`${day.path}/sites/${day.sites.hall.id}/roster`);
    expect(GateRosterSchema.parse(roster.body).people).toMatchObject([
      { personId: person.id, presentAt: null },
    ]);
  });

  it('once, whoever asks and however often', async () => {
    const person = await day.volunteer('hall');
    const { checkInId } = await day.tick(person.id, 'hall');
    const answers = await Promise.all(Array.from({ length: 8 }, () => voided(checkInId!)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await counts()).toMatchObject({ hall: { turns: 0, people: 0 } });
  });

  it('and the person may be checked in anew, but again only once', async () => {
    const person = await day.volunteer('hall');
    const first = await day.tick(person.id, 'hall');
    await voided(first.checkInId!);
    const again = await Promise.all(Array.from({ length: 6 }, () => day.tick(person.id, 'hall')));
    expect(again.filter((receipt) => receipt.outcome === 'counted')).toHaveLength(1);
    const late = await day.tick(person.id, 'hall');
    expect(late).toMatchObject({ outcome: 'duplicate' });
    expect(late.checkInId).not.toBe(first.checkInId);
    expect(await counts()).toMatchObject({ hall: { turns: 1, people: 1 } });
    expect(await stateOf(person.id)).toEqual(['checked_in']);
  });

  it('and a person with another check-in counts there from now on', async () => {
    const noon = new Date((day.event.startsAt.getTime() + day.event.endsAt.getTime()) / 2);
    await make.sql('UPDATE shifts SET starts_at = $2 WHERE id = $1', [day.shifts.beach.id, noon]);
    const person = await day.volunteer('hall');
    const first = await day.tick(person.id, 'hall');
    await make.sql(`UPDATE assignments SET ends_at = $2 WHERE person_id = $1`, [person.id, noon]);
    await make.assignment({ ...day.event, startsAt: noon }, day.shifts.beach, person.id);
    await day.settle();
    const second = await day.tick(person.id, 'beach');
    expect(second.outcome).toBe('counted');
    expect(await counts()).toEqual({ hall: { turns: 1, people: 1 }, beach: { turns: 1, people: 0 } });

    await voided(first.checkInId!);
    expect(await counts()).toEqual({ hall: { turns: 0, people: 0 }, beach: { turns: 1, people: 1 } });
    // Put back, the first is an entry of its own, later than the second: the person stays at the beach.
    const answer = await day.organiser.client.post(url(first.checkInId!, 'restore'));
    const restored = RestoredSchema.parse(answer.body);
    expect(restored.checkInId).not.toBe(first.checkInId);
    expect(await counts()).toEqual({ hall: { turns: 1, people: 0 }, beach: { turns: 1, people: 1 } });
    expect((await day.organiser.client.post(url(first.checkInId!, 'restore'))).body).toEqual(restored);
    expect(await counts()).toEqual({ hall: { turns: 1, people: 0 }, beach: { turns: 1, people: 1 } });
  });

  it('only by who may, with a reason, and only what is in this ledger', async () => {
    const person = await day.volunteer('hall');
    const { checkInId } = await day.tick(person.id, 'hall');
    const id = checkInId!;
    const reason = { reason: 'trial' };
    expect((await server.client().post(url(id), reason)).status).toBe(401);
    expect((await day.gate.post(url(id), reason)).status).toBe(403);
    const auditor = (await make.staff('auditor', day.province)).client;
    expect((await auditor.post(url(id), reason)).status).toBe(403);
    const nghean = await make.orgUnit({ name: `Tỉnh đoàn ${newId()}` });
    const stranger = (await make.staff('event_organiser', nghean)).client;
    expect((await stranger.post(url(id), reason)).status).toBe(404);
    const { client } = day.organiser;
    expect((await client.post(url(newId()), reason)).status).toBe(404);
    for (const bad of [{}, { reason: 'whim' }, { reason: 'undone' }, { reason: 'other' }]) {
      expect((await client.post(url(id), bad)).status).toBe(400);
    }
    expect((await client.post(url(id, 'restore'))).body).toMatchObject({ code: 'wrong_state' });
    expect(await counts()).toMatchObject({ hall: { turns: 1, people: 1 } });
    expect((await client.post(url(id), { reason: 'other', note: 'Quét hộ' })).status).toBe(200);
  });
});
