import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GateRosterSchema } from '../src/contracts/gate.js';
import type { BoardSnapshot } from '../src/contracts/live.js';
import {
  CheckInPageSchema,
  ConflictPageSchema,
  type GateCode,
  type Receipt,
  ReceiptsSchema,
} from '../src/contracts/participation.js';
import { gateCode, ownCode } from '../src/events/index.js';
import { newId } from '../src/kernel/ids.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { recount } from './factories/recount.js';
import type { HttpClient } from './support/http-client.js';
import { TEST_KEYS } from './support/test-keys.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let commune: OrgUnitRow;
let branch: OrgUnitRow;
let gate: HttpClient;
let organiser: HttpClient;

/** Made anew for each test. */
let event: { id: string; startsAt: Date; endsAt: Date };
let key: Buffer;
let here: { id: string };
let there: { id: string };
let hereShift: { id: string; siteId: string };
let thereShift: { id: string; siteId: string };

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('40', 'province', 'Nghệ An');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  await make.place('14800', 'commune', 'Sầm Sơn', '38');
  province = await make.orgUnit({ name: 'Tỉnh đoàn' });
  commune = await make.orgUnit({ parent: province, name: 'Đoàn phường Hạc Thành', communeId: '14758' });
  branch = await make.orgUnit({ parent: commune, kind: 'branch', name: 'Chi đoàn 1' });
  gate = (await make.staff('gate_keeper', province)).client;
  organiser = (await make.staff('event_organiser', province)).client;
});
afterAll(() => server.close());

beforeEach(async () => {
  event = await make.event({ unit: province });
  here = await make.site(event.id, '14758', 'Nhà văn hóa Hạc Thành');
  there = await make.site(event.id, '14800', 'Quảng trường Sầm Sơn');
  hereShift = await make.shift(event, here.id, [{ target: 5 }]);
  thereShift = await make.shift(event, there.id, [{ target: 5 }]);
  const [row] = await make.sql<{ code_key: Buffer }>('SELECT code_key FROM events WHERE id = $1', [event.id]);
  key = row!.code_key;
});

/** A registered person with a place here (or none), counted as publishing would have counted it. */
async function volunteer(state: string | null = 'accepted', shift = hereShift, unit = branch) {
  const person = await make.person({ unit });
  await make.register(event.id, [person.id]);
  if (state === null) return person;
  await make.assignment(event, shift, person.id, state);
  const metrics = ['offered', ...(state === 'accepted' ? ['accepted'] : [])];
  if (state === 'accepted' || state === 'offered') {
    await make.sql(
      `INSERT INTO event_counts AS c (event_id, site_id, org_unit_id, metric, value, rev)
       SELECT $1, $2, $3, m, 1, 0 FROM unnest($4::text[]) m
       ON CONFLICT (event_id, site_id, org_unit_id, metric) DO UPDATE SET value = c.value + 1`,
      [event.id, shift.siteId, unit.id, metrics],
    );
  }
  return person;
}

const entry = (rest: object) => ({
  id: newId(),
  siteId: here.id,
  deviceTime: new Date().toISOString(),
  ...rest,
});
const byCode = (personId: string, rest: object = {}) =>
  entry({ method: 'own_code', ownCode: ownCode(key, personId, event.endsAt), ...rest });
const byLeader = (personId: string, rest: object = {}) => entry({ method: 'leader', personId, ...rest });
const byGate = (rest: object = {}) =>
  entry({ method: 'gate_code', gateCode: gateCode(key, here.id, new Date()), ...rest });

function post(client: HttpClient, entries: object[], deviceId = 'device-0001', eventId = event.id) {
  return client.post(`/api/events/${eventId}/check-ins`, { deviceId, entries });
}
async function send(client: HttpClient, entries: object[], deviceId?: string): Promise<Receipt[]> {
  const { status, body } = await post(client, entries, deviceId);
  expect({ status, body: status === 200 ? null : body }).toEqual({ status: 200, body: null });
  return ReceiptsSchema.parse(body).receipts;
}
async function one(client: HttpClient, scan: object): Promise<Receipt> {
  const receipts = await send(client, [scan]);
  expect(receipts).toHaveLength(1);
  return receipts[0]!;
}
const ledger = () =>
  make.sql<{ person_id: string; rev: string }>('SELECT * FROM check_ins WHERE event_id = $1', [event.id]);
const conflicts = () =>
  make.sql<{ refusal: string; person_id: string | null; site_id: string | null }>(
    'SELECT * FROM check_in_conflicts WHERE event_id = $1 ORDER BY recorded_at, id',
    [event.id],
  );
const stateOf = async (personId: string) =>
  (
    await make.sql<{ state: string }>(
      'SELECT state FROM assignments WHERE event_id = $1 AND person_id = $2',
      [event.id, personId],
    )
  )[0]?.state;
const phoneOf = (person: { id: string }) => make.signedIn('volunteer', { subjectId: person.id });
const board = async () => (await organiser.get<BoardSnapshot>(`/api/events/${event.id}/live/board`)).body;

/** Every number recounted from the ledger, and every parent from its children. */
async function expectCountsToBeTrue() {
  expect(await recount(make, event.id)).toEqual([]);
  const shown = await board();
  const sum = (parts: { counts: { people: number; turns: number } }[]) => ({
    people: parts.reduce((n, part) => n + part.counts.people, 0),
    turns: parts.reduce((n, part) => n + part.counts.turns, 0),
  });
  const people = await make.total(event.id, 'people');
  const turns = await make.total(event.id, 'turns');
  for (const parts of [shown.sites, shown.communes, shown.units])
    expect(sum(parts)).toEqual({ people, turns });
  expect(shown.totals).toMatchObject({ people, turns });
}

describe('a check-in is counted', () => {
  it("by the volunteer's own code at a gate", async () => {
    const person = await volunteer();
    const receipt = await one(gate, byCode(person.id));
    expect(receipt).toMatchObject({ outcome: 'counted', personId: person.id, refusal: null });
    expect(receipt.message.vi).toMatch(/^Đã điểm danh lúc \d\d:\d\d\.$/);
    expect(await stateOf(person.id)).toBe('checked_in');
    const shown = await board();
    expect(shown.rev).toBe(receipt.rev);
    expect(shown.totals).toEqual({ registered: 0, offered: 1, accepted: 1, turns: 1, people: 1 });
    expect(shown.units).toMatchObject([{ orgUnitId: commune.id, counts: { people: 1 } }]);
    expect(shown.activities).toMatchObject([{ kind: 'check_ins', siteId: here.id, count: 1 }]);
    await expectCountsToBeTrue();
  });

  it("by the gate's code on the volunteer's phone", async () => {
    const person = await volunteer();
    const path = `/api/events/${event.id}/sites/${here.id}/gate-code`;
    const { code } = (await gate.get<GateCode>(path)).body;
    const receipt = await one(await phoneOf(person), byGate({ gateCode: code }));
    expect(receipt).toMatchObject({ outcome: 'counted', personId: person.id });
  });

  it('by a leader who ticks a list, and the list then says so', async () => {
    const person = await volunteer();
    const roster = async () =>
      GateRosterSchema.parse((await gate.get(`/api/events/${event.id}/sites/${here.id}/roster`)).body).people;
    const known = { personId: person.id, fullName: person.name, phoneLast4: person.phone.slice(-4) };
    expect(await roster()).toMatchObject([
      { ...known, unitName: branch.name, state: 'accepted', presentAt: null },
    ]);
    const receipt = await one(gate, byLeader(person.id));
    expect(receipt).toMatchObject({ outcome: 'counted' });
    expect(await roster()).toMatchObject([{ ...known, state: 'checked_in', presentAt: receipt.at }]);
  });

  it('by a desk that enters a phone number as people say it', async () => {
    const person = await volunteer();
    const phone = person.phone.replace('+84', '0').replace(/(...)$/, ' $1');
    expect(await one(gate, entry({ method: 'desk', phone }))).toMatchObject({
      outcome: 'counted',
      personId: person.id,
    });
  });

  it('when the offer was never answered: who comes has accepted', async () => {
    const person = await volunteer('offered');
    await one(await phoneOf(person), byGate());
    expect(await stateOf(person.id)).toBe('checked_in');
    expect((await board()).totals).toMatchObject({ offered: 1, accepted: 1, people: 1 });
    await expectCountsToBeTrue();
  });

  it('for a walk-in who is registered, on the shift of the site; a declined place stays declined', async () => {
    const walkIn = await volunteer(null);
    const declined = await volunteer('declined');
    const receipts = await send(gate, [byCode(walkIn.id), byLeader(declined.id)]);
    expect(receipts.map((r) => r.outcome)).toEqual(['counted', 'counted']);
    expect(await stateOf(declined.id)).toBe('declined');
    await expectCountsToBeTrue();
  });

  it('from many sites at once: each counts its own, and the stream is one line', async () => {
    const sites = await Promise.all(
      Array.from({ length: 9 }, (_, i) => make.site(event.id, '14758', `Điểm ${i}`)),
    );
    const scans = await Promise.all(
      sites.map(async (site) => {
        const shift = await make.shift(event, site.id, [{ target: 5 }]);
        return byCode((await volunteer('accepted', shift)).id, { siteId: site.id });
      }),
    );
    await send(gate, scans);
    const shown = await board();
    expect(shown.activities).toMatchObject([{ kind: 'check_ins', siteId: null, count: 9 }]);
    expect(shown.sites.filter(({ counts }) => counts.people === 1)).toHaveLength(9);
    await expectCountsToBeTrue();
  });

  it('as a second turn but the same person in another shift', async () => {
    const person = await volunteer();
    const later = {
      id: event.id,
      startsAt: new Date(event.endsAt.getTime() + 1),
      endsAt: new Date(event.endsAt.getTime() + 3_600_000),
    };
    const second = await make.shift(later, here.id);
    await one(gate, byCode(person.id));
    await make.sql(
      `UPDATE shifts SET starts_at = starts_at - interval '20 hours', ends_at = ends_at - interval '20 hours' WHERE id = $1`,
      [hereShift.id],
    );
    await make.sql(
      `UPDATE assignments SET starts_at = starts_at - interval '20 hours', ends_at = ends_at - interval '20 hours' WHERE person_id = $1`,
      [person.id],
    );
    await make.assignment(later, second, person.id, 'accepted');
    await make.sql(
      `UPDATE event_counts SET value = value + 1 WHERE event_id = $1 AND metric IN ('offered', 'accepted')`,
      [event.id],
    );
    expect(await one(gate, byCode(person.id))).toMatchObject({ outcome: 'counted' });
    expect((await board()).totals).toMatchObject({ turns: 2, people: 1 });
    await expectCountsToBeTrue();
  });
});

describe('a scan that is not counted is answered in words and kept', () => {
  const refusedAs = async (refusal: string, client: HttpClient, scan: object, personId: string | null) => {
    const before = (await ledger()).length;
    const receipt = await one(client, scan);
    expect(receipt).toMatchObject({ outcome: 'refused', refusal, checkInId: null, personId });
    expect(receipt.message.vi.length).toBeGreaterThan(10);
    expect(receipt.message.en.length).toBeGreaterThan(10);
    expect((await ledger()).length).toBe(before);
    expect((await conflicts()).at(-1)).toMatchObject({ refusal, person_id: personId });
    await expectCountsToBeTrue();
    return receipt;
  };

  it('already_checked_in, with the time of the first', async () => {
    const person = await volunteer();
    const first = await one(gate, byCode(person.id));
    await make.sql(`UPDATE check_ins SET recorded_at = '2026-10-10T00:42:00Z' WHERE id = $1`, [
      first.checkInId,
    ]);
    const again = await one(gate, byLeader(person.id));
    expect(again).toMatchObject({
      outcome: 'duplicate',
      refusal: 'already_checked_in',
      checkInId: first.checkInId,
      message: { vi: 'Đã điểm danh lúc 07:42.', en: 'Already checked in at 07:42.' },
    });
    expect(await conflicts()).toMatchObject([{ refusal: 'already_checked_in', person_id: person.id }]);
    await expectCountsToBeTrue();
  });

  it('unknown_code, forged_code, wrong_event', async () => {
    const person = await volunteer();
    await refusedAs('unknown_code', gate, byCode(person.id, { ownCode: 'xin chào' }), null);
    const forged = ownCode(key, person.id, event.endsAt).replace(/.$/, (sign) => (sign === '0' ? '1' : '0'));
    await refusedAs('forged_code', gate, byCode(person.id, { ownCode: forged }), null);
    const foreign = ownCode(Buffer.alloc(32, 7), person.id, event.endsAt);
    await refusedAs('wrong_event', gate, byCode(person.id, { ownCode: foreign }), null);
  });

  it('expired_own_code: of a day that is over', async () => {
    const person = await volunteer();
    const over = ownCode(key, person.id, new Date(Date.now() - 1_000));
    await refusedAs('expired_own_code', gate, byCode(person.id, { ownCode: over }), person.id);
  });

  it('expired_gate_code: a picture of a code that was right, and of when it is', async () => {
    const person = await volunteer();
    const shown = new Date(Date.now() - 300_000);
    const picture = byGate({ gateCode: gateCode(key, here.id, shown) });
    const { message } = await refusedAs('expired_gate_code', await phoneOf(person), picture, person.id);
    expect(message.vi).toMatch(/Đây là mã cũ của lúc \d\d:\d\d/);
  });

  it('wrong_gate_code: never shown here, and of another site', async () => {
    const person = await volunteer();
    const phone = await phoneOf(person);
    const right = gateCode(key, here.id, new Date());
    const wrong = String((Number(right) + 500_000) % 1_000_000).padStart(6, '0');
    await refusedAs('wrong_gate_code', phone, byGate({ gateCode: wrong }), person.id);
  });

  it('late_gate_code: scanned in time on a phone without network, and sent later', async () => {
    const person = await volunteer();
    const scanned = new Date(Date.now() - 45 * 60_000);
    const late = byGate({ gateCode: gateCode(key, here.id, scanned), deviceTime: scanned.toISOString() });
    const { message } = await refusedAs('late_gate_code', await phoneOf(person), late, person.id);
    expect(message.vi).toMatch(/đúng lúc \d\d:\d\d nhưng đến máy chủ muộn/);
  });

  it('wrong_site, naming the right one', async () => {
    const person = await volunteer('accepted', thereShift);
    const receipt = await refusedAs('wrong_site', gate, byCode(person.id), person.id);
    expect(receipt.message.vi).toContain('Quảng trường Sầm Sơn');
  });

  it('unknown_person: nobody, a number nobody has, no number at all, and who is not registered', async () => {
    await refusedAs('unknown_person', gate, byLeader(newId()), null);
    await refusedAs('unknown_person', gate, entry({ method: 'desk', phone: '0399999999' }), null);
    await refusedAs('unknown_person', gate, entry({ method: 'desk', phone: 'không nhớ số' }), null);
    const stranger = await make.person({ unit: branch });
    await refusedAs('unknown_person', gate, byCode(stranger.id), null);
  });

  it('unknown_person: who has declined and is not registered', async () => {
    const person = await make.person({ unit: branch });
    await make.assignment(event, hereShift, person.id, 'declined');
    expect(await one(gate, byCode(person.id))).toMatchObject({ refusal: 'unknown_person' });
  });

  it('not_assigned and offer_not_accepted, for the code of the gate', async () => {
    const unassigned = await volunteer(null);
    await refusedAs('not_assigned', await phoneOf(unassigned), byGate(), unassigned.id);
    for (const state of ['declined', 'expired', 'withdrawn']) {
      const person = await volunteer(state);
      await refusedAs('offer_not_accepted', await phoneOf(person), byGate(), person.id);
    }
  });

  it.each([
    ['draft', 'event_not_live'],
    ['open', 'event_not_live'],
    ['closed', 'event_closed'],
  ] as const)('while the event is %s: %s', async (state, refusal) => {
    const person = await volunteer();
    await make.sql('UPDATE events SET state = $2 WHERE id = $1', [event.id, state]);
    await refusedAs(refusal, gate, byCode(person.id), person.id);
  });

  it('simulated_mix', async () => {
    const invented = await make.person({ unit: branch, simulated: true });
    await refusedAs('simulated_mix', gate, byCode(invented.id), invented.id);
  });

  it('unknown_site, also that of another event', async () => {
    const person = await volunteer();
    await refusedAs('unknown_site', gate, byCode(person.id, { siteId: newId() }), person.id);
    const other = await make.event({ unit: province });
    const foreign = await make.site(other.id, '14758');
    await refusedAs('unknown_site', gate, byCode(person.id, { siteId: foreign.id }), person.id);
  });
});

describe('an unknown outcome may be retried any number of times', () => {
  it('with the same receipt, whether it was counted, a duplicate or refused', async () => {
    const person = await volunteer();
    const scans = [
      byCode(person.id),
      byLeader(person.id),
      byLeader(newId()),
      byCode(person.id, { ownCode: 'no code' }),
    ];
    const first = await send(gate, scans);
    expect(first.map((r) => r.outcome)).toEqual(['counted', 'duplicate', 'refused', 'refused']);
    for (let i = 0; i < 3; i++) expect(await send(gate, scans)).toEqual(first);
    expect(await ledger()).toHaveLength(1);
    expect(await conflicts()).toHaveLength(3);
    await expectCountsToBeTrue();
  });

  it("even after the gate's code has changed, and the event was closed", async () => {
    const person = await volunteer();
    const phone = await phoneOf(person);
    const scan = byGate();
    const first = await one(phone, scan);
    await make.sql(`UPDATE events SET state = 'closed' WHERE id = $1`, [event.id]);
    expect(await one(phone, { ...scan, gateCode: '000000' })).toEqual(first);
  });

  it('also when one upload holds the entry twice, or two uploads of it meet', async () => {
    const person = await volunteer();
    const scan = byCode(person.id);
    const [a, b] = await send(gate, [scan, scan]);
    expect(a).toEqual(b);
    const other = byCode((await volunteer()).id);
    const answers = await Promise.all(Array.from({ length: 20 }, () => one(gate, other)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.outcome).toBe('counted');
    expect(await ledger()).toHaveLength(2);
    expect(await conflicts()).toHaveLength(0);
  });

  it('and the same id of another device is another scan', async () => {
    const person = await volunteer();
    const scan = byCode(person.id);
    const [first] = await send(gate, [scan], 'device-0001');
    const [second] = await send(gate, [scan], 'device-0002');
    expect([first?.outcome, second?.outcome]).toEqual(['counted', 'duplicate']);
  });
});

describe('many at one moment', () => {
  it('one person scanned 200 times is one check-in and 199 conflicts', async () => {
    const person = await volunteer();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => send(gate, [byCode(person.id)], `device-${1000 + (i % 7)}`)),
    );
    const receipts = answers.flat();
    const counted = receipts.filter((receipt) => receipt.outcome === 'counted');
    expect(counted).toHaveLength(1);
    expect(new Set(receipts.map((receipt) => receipt.checkInId))).toEqual(new Set([counted[0]?.checkInId]));
    expect(await ledger()).toHaveLength(1);
    expect(await conflicts()).toHaveLength(199);
    await expectCountsToBeTrue();
  });

  it('two batches with the same people count each person once', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => volunteer('offered')));
    const scans = () => people.map((person) => byCode(person.id));
    const [a, b] = await Promise.all([
      send(gate, scans(), 'device-000a'),
      send(gate, scans(), 'device-000b'),
    ]);
    const counted = [...a, ...b].filter((receipt) => receipt.outcome === 'counted');
    expect(new Set(counted.map((receipt) => receipt.personId)).size).toBe(40);
    expect(counted).toHaveLength(40);
    await expectCountsToBeTrue();
  });

  it('a second node on the same database agrees', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => volunteer()));
    const { startServer } = await import('../src/server.js');
    const { readEnv } = await import('../src/platform/env.js');
    const { HttpClient: Client } = await import('./support/http-client.js');
    const env = readEnv({
      PORT: '0',
      HOST: '127.0.0.1',
      DEMO_PROVINCE: 'none',
      LOG_LEVEL: 'error',
      SEALING_KEYS: TEST_KEYS,
    });
    const node = await startServer(env, server.databaseUrl);
    try {
      const other = new Client(node.url.replace('localhost', '127.0.0.1'), Object.fromEntries(gate.cookies));
      const answers = await Promise.all(
        people.flatMap((person) => [one(gate, byCode(person.id)), one(other, byCode(person.id))]),
      );
      expect(answers.filter((receipt) => receipt.outcome === 'counted')).toHaveLength(30);
      await expectCountsToBeTrue();
    } finally {
      await node.close();
    }
  });
});

describe('who may send what', () => {
  it('is decided by role, scope and method', async () => {
    const person = await volunteer();
    const phone = await phoneOf(person);
    expect((await post(server.client(), [byCode(person.id)])).status).toBe(401);
    expect((await post(phone, [byCode(person.id)])).status).toBe(403);
    expect((await post(phone, [byLeader(person.id)])).status).toBe(403);
    expect((await post(gate, [byGate()])).status).toBe(403);
    const viewer = (await make.staff('viewer', province)).client;
    expect((await post(viewer, [byCode(person.id)])).status).toBe(403);
    const nghean = await make.orgUnit({ provinceId: '40', name: 'Tỉnh đoàn Nghệ An ' + newId() });
    const theirs = (await make.staff('gate_keeper', nghean)).client;
    expect((await post(theirs, [byCode(person.id)])).status).toBe(404);
    const stranger = await phoneOf(await make.person({ unit: nghean }));
    expect((await post(stranger, [byGate({ gateCode: '000000' })])).status).toBe(404);
    expect((await post(gate, [byCode(person.id)], 'device-0001', newId())).status).toBe(404);
    expect(await ledger()).toHaveLength(0);
    expect(await conflicts()).toHaveLength(0);
  });

  it('a gate keeper for one event may only there', async () => {
    const person = await volunteer();
    const keeper = (await make.staff('gate_keeper', province, event.id)).client;
    const other = await make.event({ unit: province });
    expect(await one(keeper, byCode(person.id))).toMatchObject({ outcome: 'counted' });
    expect((await post(keeper, [byCode(person.id)], 'device-0001', other.id)).status).toBe(404);
    expect((await keeper.get(`/api/events/${event.id}/sites/${here.id}/roster`)).status).toBe(200);
    expect((await keeper.get(`/api/events/${event.id}/sites/${newId()}/roster`)).status).toBe(404);
  });

  it('a leader of one unit: its people anywhere, anybody at its sites, nobody else', async () => {
    const elsewhere = await make.orgUnit({
      parent: province,
      name: 'Sầm Sơn ' + newId(),
      communeId: '14800',
    });
    const leader = (await make.staff('unit_leader', elsewhere)).client;
    const own = await volunteer('accepted', hereShift, elsewhere);
    const guest = await volunteer('accepted', thereShift);
    const foreign = await volunteer();
    const receipts = await send(leader, [
      byLeader(own.id),
      byCode(guest.id, { siteId: there.id }),
      byLeader(foreign.id),
    ]);
    expect(receipts.map((r) => r.refusal)).toEqual([null, null, 'unknown_person']);
    const roster = async (siteId: string) =>
      GateRosterSchema.parse((await leader.get(`/api/events/${event.id}/sites/${siteId}/roster`)).body)
        .people!;
    expect((await roster(here.id)).map((row) => row.personId)).toEqual([own.id]);
    expect((await roster(there.id)).map((row) => row.personId)).toEqual([guest.id]);
    expect((await leader.get(`/api/events/${event.id}/sites/${there.id}/gate-code`)).status).toBe(200);
    expect((await leader.get(`/api/events/${event.id}/sites/${here.id}/gate-code`)).status).toBe(404);
  });

  it("guessing a gate's code is cut short", async () => {
    const person = await volunteer();
    const phone = await phoneOf(person);
    const guesses = () => Array.from({ length: 20 }, () => byGate({ gateCode: '000000' }));
    expect((await post(phone, guesses())).status).toBe(200);
    expect((await post(phone, guesses())).status).toBe(429);
    expect((await post(phone, [...guesses(), byGate()])).status).toBe(413);
    expect(await one(phone, byGate())).toMatchObject({ outcome: 'counted' });
  });

  it('malformed uploads are a clear 400 and write nothing', async () => {
    const person = await volunteer();
    const good = byCode(person.id);
    const bad: unknown[] = [
      {},
      { deviceId: 'device-0001', entries: [] },
      { deviceId: 'short', entries: [good] },
      { deviceId: 'device-0001', entries: [good], more: 1 },
      { deviceId: 'device-0001', entries: Array.from({ length: 201 }, () => good) },
      ...[
        { ...good, id: 'x' },
        { ...good, siteId: 5 },
        { ...good, method: 'guess' },
        { ...good, ownCode: 'x'.repeat(241) },
        { ...good, deviceTime: 'yesterday' },
        { ...good, personId: person.id },
        null,
      ].map((scan) => ({ deviceId: 'device-0001', entries: [scan] })),
      'not json {',
    ];
    for (const body of bad) {
      const answer = await gate.post<{ code: string }>(`/api/events/${event.id}/check-ins`, body);
      expect(answer.status).toBe(400);
    }
    expect(await conflicts()).toHaveLength(0);
  });

  it("a phone's absurd clock is recorded and refuses nobody", async () => {
    const times = ['1970-01-01T00:00:00Z', '2199-12-31T23:59:59+00:00', '2026-10-10T07:00:00+23:00'];
    for (const deviceTime of times) {
      const person = await volunteer();
      expect(await one(gate, byCode(person.id, { deviceTime }))).toMatchObject({ outcome: 'counted' });
    }
  });
});

describe('the pages of the ledger', () => {
  it('show who came and what was refused, to those who may see it', async () => {
    const person = await volunteer();
    await send(gate, [byCode(person.id), byLeader(person.id), byLeader(newId())]);
    const auditor = (await make.staff('auditor', province)).client;
    const path = `/api/events/${event.id}`;
    const page = CheckInPageSchema.parse((await auditor.get(`${path}/check-ins?siteId=${here.id}`)).body);
    expect(page).toMatchObject({ total: 1, items: [{ personId: person.id, fullName: person.name }] });
    const kept = ConflictPageSchema.parse((await auditor.get(`${path}/conflicts?pageSize=1&page=2`)).body);
    expect(kept).toMatchObject({ total: 2, page: 2 });
    expect(kept.items).toHaveLength(1);
    expect((await gate.get(`${path}/check-ins`)).status).toBe(403);
    expect((await auditor.get(`${path}/conflicts?pageSize=0`)).status).toBe(400);
  });
});
