import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { ClosingStateSchema, type KeptScan, KeptPageSchema } from '../src/contracts/closing.js';
import { EventExportSchema } from '../src/contracts/reports.js';
import { gateCode } from '../src/events/index.js';
import { newId } from '../src/kernel/ids.js';
import { factories } from './factories/index.js';
import { type LedgerDay, ledgerDay } from './factories/ledger-day.js';
import { recount } from './factories/recount.js';
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

async function state() {
  const { status, body } = await day.organiser.client.get(`${day.path}/closing`);
  expect(status).toBe(200);
  return ClosingStateSchema.parse(body);
}
async function kept(query = ''): Promise<KeptScan[]> {
  const { body } = await day.organiser.client.get(`${day.path}/kept-scans?pageSize=100${query}`);
  return KeptPageSchema.parse(body).items;
}
async function decide(decision: string, ids: string[]) {
  const answer = await day.organiser.client.post<{ results: { outcome: string; decisionId: string }[] }>(
    `${day.path}/kept-scans/decisions`,
    { conflictIds: ids, decision, reason: 'seen_there' },
  );
  expect(answer.status).toBe(200);
  return answer.body.results;
}

describe('closing an event', () => {
  it('signs its figure: who, when, how many where, and the hash of the ledger', async () => {
    const people = [await day.volunteer('hall'), await day.volunteer('hall'), await day.volunteer('beach')];
    const receipts = [];
    for (const [i, person] of people.entries()) {
      receipts.push(await day.tick(person.id, i === 2 ? 'beach' : 'hall'));
    }
    await day.organiser.client.post(`${day.path}/check-ins/${receipts[1]!.checkInId}/void`, {
      reason: 'trial',
    });
    expect(await state()).toMatchObject({ closing: null, now: { turns: 2, people: 2 } });
    expect(await day.close()).toMatchObject({ status: 200, body: { state: 'closed' } });

    const { closing, now, amendments, audit } = await state();
    expect(closing).toMatchObject({ turns: 2, people: 2, entries: 4, signer: 'Cán bộ' });
    expect(closing!.sites).toHaveLength(2);
    expect(closing!.sites).toEqual(
      expect.arrayContaining([
        { siteId: day.sites.hall.id, turns: 1, people: 1 },
        { siteId: day.sites.beach.id, turns: 1, people: 1 },
      ]),
    );
    expect({ now, amendments }).toEqual({
      now: { turns: 2, people: 2 },
      amendments: { entries: 0, by: { turns: 0, people: 0 } },
    });
    expect(audit).toMatchObject({ occasion: 'closing', differences: [] });
    expect(closing!.ledgerSha256).toBe(await hashByHand(closing!.rev));
  });

  it('is refused while a number is not what the ledger says, and says which', async () => {
    const person = await day.volunteer('hall');
    await day.tick(person.id, 'hall');
    await make.sql(
      `UPDATE event_counts SET value = 9 WHERE event_id = $1 AND metric = 'people' AND value = 1`,
      [day.event.id],
    );
    expect(await day.close()).toMatchObject({ status: 409, body: { code: 'counts_differ' } });
    const { closing, audit } = await state();
    expect(closing).toBeNull();
    expect(audit).toMatchObject({
      occasion: 'closing',
      differences: [{ metric: 'people', counted: 9, recounted: 1 }],
    });
    const [event] = await make.sql('SELECT state FROM events WHERE id = $1', [day.event.id]);
    expect(event).toEqual({ state: 'live' });
    await day.settle();
    expect(await day.close()).toMatchObject({ status: 200 });
  });

  it('keeps what comes later with its reason, and decisions on it are amendments beside the figure', async () => {
    const early = await day.volunteer('hall');
    const late = [await day.volunteer('hall'), await day.volunteer('hall', 'offered')];
    const first = await day.tick(early.id, 'hall');
    await day.close();
    for (const person of late) {
      const receipt = await day.tick(person.id, 'hall');
      expect(receipt).toMatchObject({ outcome: 'refused', refusal: 'event_closed' });
      expect(receipt.message.vi).toContain('chốt số');
    }
    const signed = (await state()).closing;
    expect(await state()).toMatchObject({ undecided: 2, now: { people: 1 } });

    const items = await kept('&group=event_closed');
    expect(items.map((item) => item.personId).sort()).toEqual(late.map((person) => person.id).sort());
    const results = await decide(
      'count',
      items.map((item) => item.id),
    );
    expect(results.map((result) => result.outcome)).toEqual(['decided', 'decided']);
    expect(await recount(make, day.event.id)).toEqual([]);
    const after = await state();
    expect(after.closing).toEqual(signed);
    expect(after).toMatchObject({
      undecided: 0,
      now: { turns: 3, people: 3 },
      amendments: { entries: 2, by: { turns: 2, people: 2 } },
    });

    // A void after closing is an amendment too.
    await day.organiser.client.post(`${day.path}/check-ins/${first.checkInId}/void`, { reason: 'not_there' });
    const exported = EventExportSchema.parse(
      (await day.organiser.client.get(`${day.path}/export.json`)).body,
    );
    expect(exported).toMatchObject({
      totals: { people: 2, turns: 2 },
      closing: { people: 1, turns: 1, signer: 'Cán bộ', amendments: 3 },
    });
    const csv = await day.organiser.client.get<Buffer>(`${day.path}/export.csv`);
    expect(csv.body.toString('utf8')).toContain('Số chốt (người)');
    expect((await state()).closing!.ledgerSha256).toBe(await hashByHand(signed!.rev));
    expect(await day.close()).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
  });

  it('shows the state to those who see the board only', async () => {
    expect((await server.client().get(`${day.path}/closing`)).status).toBe(401);
    expect((await day.gate.get(`${day.path}/closing`)).status).toBe(403);
    expect((await day.gate.get(`${day.path}/kept-scans`)).status).toBe(403);
    const viewer = (await make.staff('viewer', day.province)).client;
    expect((await viewer.get(`${day.path}/closing`)).status).toBe(200);
    expect((await viewer.get(`${day.path}/kept-scans`)).status).toBe(403);
    const nghean = await make.orgUnit({ name: `Tỉnh đoàn ${newId()}` });
    const stranger = (await make.staff('event_organiser', nghean)).client;
    for (const path of ['closing', 'kept-scans', 'kept-scans/summary']) {
      expect((await stranger.get(`${day.path}/${path}`)).status).toBe(404);
    }
  });
});

describe('a scan that was kept', () => {
  it('at the second gate: counts there instead, and goes back by an undo', async () => {
    const person = await day.volunteer('hall');
    await day.tick(person.id, 'hall');
    await day.tick(person.id, 'beach');
    const [scan] = await kept();
    expect(scan).toMatchObject({
      group: 'two_gates',
      refusal: 'wrong_site',
      fullName: person.name,
      siteName: 'Quảng trường Sầm Sơn',
      other: { siteName: 'Nhà văn hóa Hạc Thành' },
    });
    const before = await leaves();
    const [made] = await decide('void_other', [scan!.id]);
    expect(made).toMatchObject({ outcome: 'decided' });
    expect(await recount(make, day.event.id)).toEqual([]);
    expect(await at('people')).toEqual({ hall: 0, beach: 1 });
    expect(await kept()).toEqual([]);
    expect((await kept('&state=decided'))[0]).toMatchObject({
      decided: { id: made!.decisionId, decision: 'void_other', reason: 'seen_there', by: 'Cán bộ' },
    });
    // Asking the same again changes nothing; something else has to undo it first.
    expect(await decide('void_other', [scan!.id])).toEqual([made]);
    expect(await decide('count', [scan!.id])).toMatchObject([{ outcome: 'already_decided' }]);
    expect(await at('turns')).toEqual({ hall: 0, beach: 1 });

    const undo = () =>
      day.organiser.client.post(`${day.path}/kept-scans/decisions/undo`, { decisionIds: [made!.decisionId] });
    expect(await undo()).toMatchObject({ status: 200, body: { results: [{ outcome: 'undone' }] } });
    expect(await undo()).toMatchObject({ status: 200, body: { results: [{ outcome: 'undone' }] } });
    expect(await leaves()).toEqual(before);
    expect(await recount(make, day.event.id)).toEqual([]);
    expect(await kept()).toHaveLength(1);
    expect(await decide('leave', [scan!.id])).toMatchObject([{ outcome: 'decided' }]);
    expect(await leaves()).toEqual(before);
  });

  it("with a gate's code that was saved offline: an organiser may count it", async () => {
    const person = await day.volunteer('hall');
    const phone = await make.signedIn('volunteer', { subjectId: person.id });
    const [row] = await make.sql<{ code_key: Buffer }>('SELECT code_key FROM events WHERE id = $1', [
      day.event.id,
    ]);
    const anHourAgo = new Date(Date.now() - 3_600_000);
    const scan = {
      id: newId(),
      siteId: day.sites.hall.id,
      method: 'gate_code',
      gateCode: gateCode(row!.code_key, day.sites.hall.id, anHourAgo),
      deviceTime: anHourAgo.toISOString(),
    };
    const [receipt] = await day.send(phone, [scan]);
    expect(receipt).toMatchObject({ outcome: 'refused', refusal: 'late_gate_code' });
    const [item] = await kept('&group=late_code');
    expect(item!.codeFault).toBeNull(); // it is the refusal
    await decide('count', [item!.id]);
    expect(await at('people')).toEqual({ hall: 1, beach: 0 });
    const [entry] = await make.sql(
      'SELECT method, decided_by, recorded_by, device_time FROM check_ins WHERE event_id = $1',
      [day.event.id],
    );
    expect(entry).toEqual({
      method: 'gate_code',
      decided_by: day.organiser.id,
      recorded_by: person.id,
      device_time: anHourAgo,
    });
    // The phone that asks again gets the answer it had.
    expect(await day.send(phone, [scan])).toEqual([receipt]);
  });

  it('says beside the closing what was wrong with its code, and answers the phone as after any closing', async () => {
    const [early, late] = [await day.volunteer('hall'), await day.volunteer('hall')];
    const [row] = await make.sql<{ code_key: Buffer }>('SELECT code_key FROM events WHERE id = $1', [
      day.event.id,
    ]);
    await day.close();
    const scanAt = (time: Date) => ({
      id: newId(),
      siteId: day.sites.hall.id,
      method: 'gate_code',
      gateCode: gateCode(row!.code_key, day.sites.hall.id, time),
      deviceTime: time.toISOString(),
    });
    for (const [person, time] of [
      [early, new Date(Date.now() - 3_600_000)],
      [late, new Date()],
    ] as const) {
      const phone = await make.signedIn('volunteer', { subjectId: person.id });
      const [receipt] = await day.send(phone, [scanAt(time)]);
      expect(receipt).toMatchObject({ outcome: 'refused', refusal: 'event_closed' });
    }
    const items = await kept('&group=event_closed');
    const said = new Map(items.map((item) => [item.personId, [item.refusal, item.codeFault]]));
    expect(said).toEqual(
      new Map([
        [early.id, ['event_closed', 'late_gate_code']],
        [late.id, ['event_closed', null]],
      ]),
    );
  });

  it('ten times: the first counts, the others say so, and a stranger cannot be counted', async () => {
    const person = await day.volunteer('hall');
    await make.sql(`UPDATE events SET state = 'closed' WHERE id = $1`, [day.event.id]);
    for (let i = 0; i < 10; i++) await day.tick(person.id, 'hall');
    await day.tick(newId(), 'hall');
    const items = await kept();
    const nobody = items.find((item) => item.personId === null)!;
    expect(nobody.group).toBe('unreadable');
    const ids = [...items.map((item) => item.id), newId()];
    const outcomes = (await decide('count', ids)).map((result) => result.outcome);
    expect(outcomes.filter((outcome) => outcome === 'decided')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'already_counted')).toHaveLength(9);
    expect(outcomes.filter((outcome) => outcome === 'cannot')).toHaveLength(1);
    expect(outcomes.at(-1)).toBe('unknown');
    expect(await at('turns')).toEqual({ hall: 1, beach: 0 });
    const { client } = day.organiser;
    const summary = await client.get<{ group: string }[]>(`${day.path}/kept-scans/summary`);
    expect(summary.body).toEqual([
      { group: 'duplicate', open: 9, decided: 0 },
      { group: 'event_closed', open: 0, decided: 1 },
      { group: 'unreadable', open: 1, decided: 0 },
    ]);
    expect((await decide('void_other', [nobody.id]))[0]).toMatchObject({ outcome: 'cannot' });
    expect(await recount(make, day.event.id)).toEqual([]);
  });

  it('gets one decision, however many decide at one moment', async () => {
    const person = await day.volunteer('hall');
    await day.tick(person.id, 'beach');
    const [scan] = await kept();
    const answers = await Promise.all(
      ['count', 'leave', 'count', 'leave', 'count'].map((decision) => decide(decision, [scan!.id])),
    );
    const made = answers.flat().filter((result) => result.outcome === 'decided');
    expect(new Set(answers.flat().map((result) => result.decisionId)).size).toBe(1);
    expect([2, 3]).toContain(made.length);
    expect(await at('turns')).toEqual({ hall: 0, beach: made.length === 3 ? 1 : 0 });
    expect(await recount(make, day.event.id)).toEqual([]);
  });

  it('is decided only by who may, with a reason', async () => {
    const path = `${day.path}/kept-scans/decisions`;
    const body = { conflictIds: [newId()], decision: 'leave', reason: 'trial' };
    expect((await server.client().post(path, body)).status).toBe(401);
    expect((await day.gate.post(path, body)).status).toBe(403);
    const auditor = (await make.staff('auditor', day.province)).client;
    expect((await auditor.post(path, body)).status).toBe(403);
    expect((await auditor.get(`${day.path}/kept-scans`)).status).toBe(200);
    for (const bad of [
      { ...body, reason: 'other' },
      { ...body, decision: 'guess' },
      { ...body, conflictIds: [] },
    ]) {
      expect((await day.organiser.client.post(path, bad)).status).toBe(400);
    }
  });
});

async function at(metric: 'people' | 'turns') {
  const rows = await make.sql<{ site_id: string; n: number }>(
    `SELECT site_id, sum(value)::int AS n FROM event_counts WHERE event_id = $1 AND metric = $2 GROUP BY 1`,
    [day.event.id, metric],
  );
  const of = (site: { id: string }) => rows.find((row) => row.site_id === site.id)?.n ?? 0;
  return { hall: of(day.sites.hall), beach: of(day.sites.beach) };
}
const leaves = () =>
  make.sql(
    'SELECT site_id, org_unit_id, metric, value FROM event_counts WHERE event_id = $1 AND value <> 0 ORDER BY 1, 2, 3',
    [day.event.id],
  );

/** The hash as docs/closing.md describes it, made without the server's SQL. */
async function hashByHand(rev: number): Promise<string> {
  type Entry = Record<string, unknown> & { rev: string; id: string };
  const us = (name: string) =>
    `to_char(${name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS ${name}`;
  const checkIns = await make.sql<Entry>(
    `SELECT c.*, ${us('device_time')}, ${us('recorded_at')} FROM check_ins c WHERE event_id = $1 AND rev <= $2`,
    [day.event.id, rev],
  );
  const voids = await make.sql<Entry>(
    `SELECT v.*, ${us('recorded_at')} FROM check_in_voids v WHERE event_id = $1 AND rev <= $2`,
    [day.event.id, rev],
  );
  const fields = (kind: string, names: string[]) => (row: Entry) => ({
    order: [row.rev.padStart(20, '0'), kind === 'void' ? '2' : '1', row.id].join(' '),
    line: `[${[kind, ...names.map((name) => (name === 'rev' ? Number(row[name]) : row[name]))]
      .map((value) => JSON.stringify(value))
      .join(', ')}]`,
  });
  const all = [
    ...checkIns.map(
      fields('check_in', [
        ...['id', 'rev', 'event_id', 'site_id', 'shift_id', 'person_id', 'attempt', 'assignment_id'],
        ...['org_unit_id', 'method', 'device_id', 'entry_id', 'device_time', 'recorded_at'],
        ...['recorded_by', 'decided_by'],
      ]),
    ),
    ...voids.map(fields('void', ['id', 'rev', 'check_in_id', 'reason', 'note', 'voided_by', 'recorded_at'])),
  ].sort((a, b) => (a.order < b.order ? -1 : 1));
  return createHash('sha256')
    .update(all.map((entry) => entry.line).join('\n'))
    .digest('hex');
}
