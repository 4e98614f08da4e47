import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Assignment, MyAssignment } from '../src/contracts/assignments.js';
import type { ActDone, ActUndone } from '../src/contracts/dispatch.js';
import type { Shift } from '../src/contracts/events.js';
import type { Inbox } from '../src/contracts/people.js';
import { factories } from './factories/index.js';
import { planned, type Planned } from './factories/planned-event.js';
import { recount } from './factories/recount.js';
import { HAM_RONG, shortMorning } from './factories/short-morning.js';
import { eventually } from './support/eventually.js';
import type { HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());

type Kind = 'remind' | 'no-show' | 'withdraw' | 'replace';
const act = (client: HttpClient, day: Planned, kind: Kind, rows: readonly Assignment[]) =>
  client.post<ActDone>(`/api/events/${day.event.id}/assignments/${kind}`, {
    assignmentIds: rows.map((row) => row.id),
  });
const undo = (day: Planned, { body }: { body: ActDone }, client = day.organiser) =>
  client.post<ActUndone>(`/api/events/${day.event.id}/acts/${body.actId}/undo`);
const states = async (day: Planned, rows: readonly Assignment[]) => {
  const now = new Map((await day.assignments()).map((row) => [row.id, row.state]));
  return rows.map((row) => now.get(row.id));
};
const accept = async (day: Planned, row: Assignment) =>
  (await day.phoneOf(row.personId)).post<MyAssignment>(`/api/me/assignments/${row.id}/answer`, {
    answer: 'accept',
  });
const letters = async (day: Planned, row: Assignment) =>
  (await (await day.phoneOf(row.personId)).get<Inbox>('/api/me/inbox')).body.items.map((item) => item.kind);

describe('a reminder', () => {
  it('rings and lies in the inbox, of whoever is awaited; not again within ten minutes', async () => {
    const day = await planned(server, make, { people: 3, target: 3 });
    await day.publish();
    const rows = await day.assignments();
    await accept(day, rows[0]!);
    await act(day.organiser, day, 'withdraw', [rows[2]!]);
    const phone = await LiveClient.connect(server.url, await day.phoneOf(rows[1]!.personId), 'volunteer');
    const sent = await act(day.organiser, day, 'remind', rows);
    expect(sent.body).toMatchObject({
      actId: null,
      done: 2,
      skipped: [{ personId: rows[2]!.personId, why: 'not_accepted' }],
    });
    await eventually(() => phone.heard.bell.length > 0);
    expect(await letters(day, rows[0]!)).toEqual(['offer', 'reminder']);
    expect(await letters(day, rows[1]!)).toEqual(['offer', 'reminder']);
    const again = await act(day.organiser, day, 'remind', rows.slice(0, 2));
    expect(again.body).toMatchObject({ done: 0 });
    expect(again.body.skipped.map((one) => one.why)).toEqual(['reminded_lately', 'reminded_lately']);
    await make.sql(`UPDATE inbox_items SET created_at = now() - interval '11 minutes' WHERE event_id = $1`, [
      day.event.id,
    ]);
    expect((await act(day.organiser, day, 'remind', rows.slice(0, 2))).body.done).toBe(2);
    phone.close();
  });

  it('asked for twice at once is sent once', async () => {
    const day = await planned(server, make, { people: 4, target: 4 });
    await day.publish();
    const rows = await day.assignments();
    const sent = await Promise.all([1, 2, 3].map(() => act(day.organiser, day, 'remind', rows)));
    expect(sent.map((one) => one.body.done).sort()).toEqual([0, 0, 4]);
  });

  it('of two places of one person tells of both', async () => {
    const day = await shortMorning(server, make, { short: 2 });
    const person = await make.person({ unit: day.branch, communeId: HAM_RONG });
    const later = (instant: Date) => new Date(instant.getTime() + 86_400_000);
    const { startsAt, endsAt } = day.event;
    const tomorrow = { ...day.event, startsAt: later(startsAt), endsAt: later(endsAt) };
    const places = [
      await make.assignment(day.event, day.here, person.id),
      await make.assignment(tomorrow, day.there, person.id),
    ];
    const sent = await day.organiser.post<ActDone>(`${day.path}/assignments/remind`, {
      assignmentIds: places.map(({ id }) => id),
    });
    expect(sent.body).toMatchObject({ done: 2, skipped: [] });
    const phone = await make.signedIn('volunteer', { subjectId: person.id });
    const { items } = (await phone.get<Inbox>('/api/me/inbox')).body;
    expect(items.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'reminder'],
      [2, 'reminder'],
    ]);
    expect(new Set(items.map((item) => item.assignmentId)).size).toBe(2);
  });
});

describe('a no-show', () => {
  it('is told of who said yes once the shift has begun, and taken back', async () => {
    const day = await planned(server, make, { people: 3, target: 3 });
    await day.publish();
    const rows = await day.assignments();
    await accept(day, rows[0]!);
    await accept(day, rows[1]!);
    const marked = await act(day.organiser, day, 'no-show', rows);
    expect(marked.body).toMatchObject({ done: 2, skipped: [{ why: 'not_accepted' }] });
    expect(await states(day, rows)).toEqual(['no_show', 'no_show', 'offered']);
    expect((await undo(day, marked)).body).toEqual({ undone: 2, kept: 0 });
    expect(await states(day, rows)).toEqual(['accepted', 'accepted', 'offered']);
    expect(await letters(day, rows[0]!)).toEqual(['offer']);
    expect(await recount(make, day.event.id)).toEqual([]);

    await make.sql(`UPDATE assignments SET starts_at = now() + interval '1 hour' WHERE event_id = $1`, [
      day.event.id,
    ]);
    const early = await act(day.organiser, day, 'no-show', rows.slice(0, 1));
    expect(early.body).toMatchObject({ actId: null, done: 0, skipped: [{ why: 'not_begun' }] });
  });

  it('is told, and taken back, by a leader of the own people only', async () => {
    const day = await planned(server, make, { people: 2, target: 3 });
    const other = await make.orgUnit({ parent: day.unit, communeId: HAM_RONG });
    const stranger = await make.person({ unit: other, communeId: day.communeId });
    await make.register(day.event.id, [stranger.id]);
    await day.publish();
    const rows = await day.assignments();
    for (const row of rows) await accept(day, row);
    const own = rows.filter((row) => row.personId !== stranger.id);
    const theirs = rows.filter((row) => row.personId === stranger.id);
    const leader = (await make.staff('unit_leader', day.branch)).client;
    const marked = await act(leader, day, 'no-show', rows);
    // Of others nothing is done, and nothing is told.
    expect(marked.body).toMatchObject({ done: 2, skipped: [] });
    expect(await states(day, theirs)).toEqual(['accepted']);
    expect((await act(leader, day, 'remind', rows)).body).toMatchObject({ done: 0 });
    for (const kind of ['withdraw', 'replace'] as const)
      expect((await act(leader, day, kind, own)).status).toBe(403);
    expect((await undo(day, marked, leader)).body).toEqual({ undone: 2, kept: 0 });
    const byOffice = await act(day.organiser, day, 'no-show', rows);
    expect((await undo(day, byOffice, leader)).status).toBe(404);
    const taken = await act(day.organiser, day, 'withdraw', []);
    expect(taken.status).toBe(400);
  });
});

describe('taking back', () => {
  it('asks nobody else, and is undone for yes and for silence alike', async () => {
    const day = await planned(server, make, { people: 4, target: 2 });
    await day.publish();
    const rows = (await day.assignments()).filter((row) => row.state === 'offered');
    await accept(day, rows[0]!);
    const taken = await act(day.organiser, day, 'withdraw', rows);
    expect(taken.body).toMatchObject({ done: 2, invited: 0 });
    expect((await day.assignments()).filter((row) => row.state === 'offered')).toEqual([]);
    expect((await undo(day, taken)).body).toEqual({ undone: 2, kept: 0 });
    expect(await states(day, rows)).toEqual(['accepted', 'offered']);
    expect(await letters(day, rows[0]!)).toEqual(['offer', 'offer_withdrawn', 'note']);
    expect(await letters(day, rows[1]!)).toEqual(['offer', 'offer_withdrawn', 'offer']);
    expect(await recount(make, day.event.id)).toEqual([]);
  });

  it('is not undone for who has meanwhile taken another place', async () => {
    const day = await planned(server, make, { people: 1, target: 1, sites: 2 });
    await day.publish();
    const rows = await day.assignments();
    await accept(day, rows[0]!);
    const taken = await act(day.organiser, day, 'withdraw', rows);
    const elsewhere = day.shifts.find((shift) => shift.id !== rows[0]!.shiftId)!;
    await day.organiser.post(`/api/events/${day.event.id}/shifts/${elsewhere.id}/dispatch`, {
      personIds: [rows[0]!.personId],
    });
    expect((await undo(day, taken)).body).toEqual({ undone: 0, kept: 1 });
    expect(await states(day, rows)).toEqual(['withdrawn']);
    expect(await recount(make, day.event.id)).toEqual([]);
  });
});

describe('replacing', () => {
  it('asks the next on standby, then the nearest who is free; undone, all is as it was', async () => {
    const day = await planned(server, make, { people: 4, target: 2 });
    await day.publish();
    const rows = (await day.assignments()).filter((row) => row.state === 'offered');
    await accept(day, rows[0]!);
    // Of the two who stand by one is used up: the nearest takes the other place.
    const [first] = await make.sql<{ person_id: string }>(
      'SELECT person_id FROM standbys WHERE event_id = $1 ORDER BY rank LIMIT 1',
      [day.event.id],
    );
    await make.sql('DELETE FROM standbys WHERE event_id = $1 AND person_id <> $2', [
      day.event.id,
      first!.person_id,
    ]);
    const replaced = await act(day.organiser, day, 'replace', rows);
    expect(replaced.body).toMatchObject({ done: 2, invited: 2, skipped: [] });
    expect(await states(day, rows)).toEqual(['replaced', 'replaced']);
    const fresh = (await day.assignments()).filter((row) => row.state === 'offered');
    expect(fresh).toHaveLength(2);
    expect(fresh.map((row) => row.personId)).toContain(first!.person_id);
    expect(fresh.some((row) => rows.some((old) => old.personId === row.personId))).toBe(false);

    expect((await undo(day, replaced)).body).toEqual({ undone: 4, kept: 0 });
    expect(await states(day, rows)).toEqual(['accepted', 'offered']);
    expect(await states(day, fresh)).toEqual(['withdrawn', 'withdrawn']);
    expect(await recount(make, day.event.id)).toEqual([]);
  });

  it('of who did not come gives the place on, and the no-show stays one', async () => {
    const day = await planned(server, make, { people: 2, target: 1 });
    await day.publish();
    const rows = (await day.assignments()).filter((row) => row.state === 'offered');
    await accept(day, rows[0]!);
    await act(day.organiser, day, 'no-show', rows);
    expect((await act(day.organiser, day, 'replace', rows)).body).toMatchObject({ done: 1, invited: 1 });
    expect(await states(day, rows)).toEqual(['no_show']);
    expect((await day.assignments()).filter((row) => row.state === 'offered')).toHaveLength(1);
    expect(await recount(make, day.event.id)).toEqual([]);
  });
});

describe('the demand of a shift', () => {
  it('is raised and lowered from what one saw, for all boards; a change based on an older one is refused', async () => {
    const day = await shortMorning(server, make, { short: 4, free: [HAM_RONG] });
    const row = { skill: null, minimum: 0, target: 4, maximum: 5 };
    const more = { ...row, target: 5 };
    const url = `${day.path}/shifts/${day.here.id}/demand/change`;
    const board = await LiveClient.connect(server.url, day.organiser, 'staff');
    await board.join('board', day.event.id);
    const answers = await Promise.all(
      [1, 2].map(() => day.organiser.post<Shift>(url, { version: 1, to: more })),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    expect(answers.find((one) => one.status === 200)?.body.demand).toEqual([more]);
    expect(answers.find((one) => one.status === 409)?.body).toMatchObject({
      code: 'stale_edit',
      stale: { theirs: { version: 2, demand: [more] }, mine: { version: 1, to: more } },
    });
    await eventually(() =>
      board.heard['board.frame'].some(
        ({ changed }) =>
          changed.target === 6 &&
          changed.activities?.some(({ kind, detail }) => kind === 'demand_changed' && detail === '4 → 5'),
      ),
    );
    expect(await day.candidates()).toMatchObject({ target: 5, short: 5 });
    expect((await day.organiser.post<Shift>(url, { version: 2, to: row })).body.demand).toEqual([row]);
    const { client } = await make.staff('unit_leader', day.branch);
    expect((await client.post(url, { version: 3, to: more })).status).toBe(403);
    expect((await day.organiser.post(url, { version: 3, to: { ...more, skill: 'driver' } })).status).toBe(
      404,
    );
    board.close();
  });
});
