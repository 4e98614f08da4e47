import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type CheckInAnswer, type Receipt, ReceiptsSchema } from '../src/contracts/participation.js';
import { gateCode, ownCode } from '../src/events/index.js';
import { newId } from '../src/kernel/ids.js';
import { readEnv } from '../src/platform/env.js';
import { startServer } from '../src/server.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import { eventually } from './support/eventually.js';
import { HttpClient } from './support/http-client.js';
import { LiveClient } from './support/live-client.js';
import { TEST_KEYS } from './support/test-keys.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let province: OrgUnitRow;
let gate: HttpClient;

/** Made anew for each test. */
let event: { id: string; startsAt: Date; endsAt: Date };
let key: Buffer;
let site: { id: string };
let shift: { id: string; siteId: string };
const sockets: LiveClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('40', 'province', 'Nghệ An');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  province = await make.orgUnit();
  gate = (await make.staff('gate_keeper', province)).client;
});
afterAll(() => server.close());

beforeEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  event = await make.event({ unit: province });
  site = await make.site(event.id, '14758');
  shift = await make.shift(event, site.id, [{ target: 5 }]);
  const [row] = await make.sql<{ code_key: Buffer }>('SELECT code_key FROM events WHERE id = $1', [event.id]);
  key = row!.code_key;
});

async function volunteer() {
  const person = await make.person({ unit: province });
  await make.register(event.id, [person.id]);
  await make.assignment(event, shift, person.id, 'accepted');
  return person;
}
const entry = (rest: object) => ({
  id: newId(),
  siteId: site.id,
  deviceTime: new Date().toISOString(),
  ...rest,
});
const byCode = (personId: string) =>
  entry({ method: 'own_code', ownCode: ownCode(key, personId, event.endsAt) });
const byGate = () => entry({ method: 'gate_code', gateCode: gateCode(key, site.id, new Date()) });
const upload = (entries: object[], deviceId = 'device-0001') => ({ deviceId, entries });

async function connect(client: HttpClient, kind: 'staff' | 'volunteer' = 'staff', url = server.url) {
  const socket = await LiveClient.connect(url, client, kind);
  sockets.push(socket);
  return socket;
}
const overSocket = (socket: LiveClient, entries: object[], more: object = {}) =>
  socket.ask<CheckInAnswer>('check_in', { eventId: event.id, ...upload(entries), ...more });
async function receiptsOverSocket(socket: LiveClient, entries: object[]): Promise<Receipt[]> {
  const answer = await overSocket(socket, entries);
  if (!answer.ok) throw new Error(answer.error.code);
  return ReceiptsSchema.parse({ receipts: answer.receipts }).receipts;
}
const overHttp = (client: HttpClient, entries: object[], eventId = event.id) =>
  client.post<{ receipts: Receipt[]; code?: string }>(`/api/events/${eventId}/check-ins`, upload(entries));
const rowsOf = async (table: 'check_ins' | 'check_in_conflicts') => {
  const [row] = await make.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE event_id = $1`, [
    event.id,
  ]);
  return row!.n;
};

/** Somebody else changes the event and does not come to an end before it is asked to: no check-in is written. */
async function holdEvent(change = 'SELECT 1 FROM events WHERE id = $1'): Promise<() => Promise<void>> {
  const other = new pg.Client({ connectionString: server.databaseUrl });
  await other.connect();
  await other.query('BEGIN');
  await other.query('UPDATE events SET rev = rev + 1, facts_rev = rev + 1 WHERE id = $1', [event.id]);
  await other.query(change, [event.id]);
  return async () => {
    await other.query('COMMIT');
    await other.end();
  };
}
const untilSomebodyWaits = () =>
  eventually(async () => {
    const [row] = await make.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return row!.n > 0;
  });

describe('over the socket', () => {
  it('an upload gets the receipts it would have got over HTTP, and keeps them', async () => {
    const [one, two] = [await volunteer(), await volunteer()];
    const scans = [byCode(one.id), byCode(one.id), byCode(newId()), byCode(two.id)];
    const socket = await connect(gate);
    const first = await receiptsOverSocket(socket, scans);
    expect(first.map((receipt) => receipt.outcome)).toEqual(['counted', 'duplicate', 'refused', 'counted']);
    expect((await overHttp(gate, scans)).body.receipts).toEqual(first);
    expect(await receiptsOverSocket(socket, scans)).toEqual(first);
    expect([await rowsOf('check_ins'), await rowsOf('check_in_conflicts')]).toEqual([2, 2]);
    expect(await make.total(event.id, 'people')).toBe(2);
  });

  it('and over both doors at one moment, each entry is one row with one receipt', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => volunteer()));
    const scans = people.map((person) => byCode(person.id));
    const socket = await connect(gate);
    const [http, ws] = await Promise.all([overHttp(gate, scans), receiptsOverSocket(socket, scans)]);
    expect(ws).toEqual(http.body.receipts);
    expect(ws.every((receipt) => receipt.outcome === 'counted')).toBe(true);
    expect([await rowsOf('check_ins'), await rowsOf('check_in_conflicts')]).toEqual([20, 0]);
    expect(await make.total(event.id, 'people')).toBe(20);
  });

  it("a volunteer's phone sends the gate's code, and nothing else", async () => {
    const person = await volunteer();
    const phone = await connect(await make.signedIn('volunteer', { subjectId: person.id }), 'volunteer');
    expect(await overSocket(phone, [byCode(person.id)])).toMatchObject({
      ok: false,
      error: { code: 'not_allowed' },
    });
    expect(await receiptsOverSocket(phone, [byGate()])).toMatchObject([
      { outcome: 'counted', personId: person.id },
    ]);
  });

  it('who may not is told so as over HTTP, and nothing is written', async () => {
    const person = await volunteer();
    const nghean = await make.orgUnit({ provinceId: '40' });
    const keeper = (await make.staff('gate_keeper', nghean)).client;
    const viewer = (await make.staff('viewer', province)).client;
    for (const client of [keeper, viewer]) {
      const http = await overHttp(client, [byCode(person.id)]);
      const answer = await overSocket(await connect(client), [byCode(person.id)]);
      expect(answer).toEqual({ ok: false, error: http.body });
    }
    const gone = await make.staff('gate_keeper', province);
    const socket = await connect(gone.client);
    expect(await overSocket(socket, [byCode(newId())])).toMatchObject({ ok: true });
    await make.sql('UPDATE sessions SET revoked_at = now() WHERE subject_id = $1', [gone.id]);
    // Cut off, whether before, between or while it asks.
    await eventually(async () => {
      const cutOff = { ok: false };
      if (!socket.socket.connected) return true;
      const answer = await overSocket(socket, [byCode(person.id)]).catch(() => cutOff);
      return !answer.ok;
    });
    expect((await overHttp(gate, [byCode(newId())], newId())).body.code).toBe('not_found');
    expect(await rowsOf('check_in_conflicts')).toBeGreaterThan(0);
  });

  it('a malformed upload is named field by field, as over HTTP, and writes nothing', async () => {
    const good = byCode((await volunteer()).id);
    const socket = await connect(gate);
    for (const entries of [[], [{ ...good, id: 'x' }], [{ ...good, method: 'guess' }], [null]]) {
      const http = await overHttp(gate, entries as object[]);
      expect(http.status).toBe(400);
      expect(await overSocket(socket, entries as object[])).toEqual({ ok: false, error: http.body });
    }
    for (const values of [
      [],
      [null],
      [upload([good])],
      [{ eventId: 'x', ...upload([good]) }],
      [good, good],
    ]) {
      expect(await socket.ask('check_in', ...values)).toMatchObject({
        ok: false,
        error: { code: 'invalid_input' },
      });
    }
    socket.socket.emit('check_in', { eventId: event.id, ...upload([good]) }); // wants no answer: is not taken
    expect(await overSocket(socket, [byCode(newId())])).toMatchObject({ ok: true });
    expect([await rowsOf('check_ins'), await rowsOf('check_in_conflicts')]).toEqual([0, 1]);
  });
});

describe('when the event changes while a check-in is on its way', () => {
  it.each([
    ['closed', `UPDATE events SET state = 'closed' WHERE id = $1`, 'event_closed'],
    [
      'its places withdrawn',
      `UPDATE assignments SET state = 'withdrawn' WHERE event_id = $1`,
      'offer_not_accepted',
    ],
  ])('%s: what is written is decided by what it has become', async (_how, change, refusal) => {
    const [one, two] = [await volunteer(), await volunteer()];
    expect((await overHttp(gate, [byCode(one.id)])).body.receipts[0]?.outcome).toBe('counted');
    const phone = await make.signedIn('volunteer', { subjectId: two.id });
    const release = await holdEvent(change);
    const answer = overHttp(phone, [byGate()]);
    await untilSomebodyWaits();
    await release();
    expect((await answer).body.receipts).toMatchObject([{ outcome: 'refused', refusal }]);
    expect([await rowsOf('check_ins'), await rowsOf('check_in_conflicts')]).toEqual([1, 1]);
    const [last] = await make.sql<{ same: boolean }>(
      `SELECT e.rev = k.rev AS same FROM events e JOIN check_in_conflicts k ON k.event_id = e.id WHERE e.id = $1`,
      [event.id],
    );
    expect(last).toEqual({ same: true });
  });
});

describe('when more comes than can be written', () => {
  it('the rest is turned away with the time to wait and leaves no trace; what was taken is answered', async () => {
    const release = await holdEvent();
    const uploads = Array.from({ length: 60 }, () =>
      Array.from({ length: 200 }, () => entry({ method: 'own_code', ownCode: 'không rõ' })),
    );
    const early: string[] = [];
    const answers = uploads.map(async (scans) => {
      const answer = await overHttp(gate, scans);
      early.push(answer.status === 200 ? 'taken' : (answer.body.code ?? ''));
      return answer;
    });
    await eventually(() => early.length >= 10);
    expect(new Set(early)).toEqual(new Set(['overloaded']));
    const socket = await connect(gate);
    expect(await overSocket(socket, uploads[0]!)).toMatchObject({ error: { code: 'overloaded' } });
    await release();
    const all = await Promise.all(answers);
    const refused = all.filter((answer) => answer.status === 503);
    expect(refused.length).toBeGreaterThanOrEqual(10);
    for (const answer of refused) {
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(answer.body).toMatchObject({ code: 'overloaded', message: { vi: expect.any(String) } });
    }
    const taken = all.flatMap((answer) => (answer.status === 200 ? answer.body.receipts : []));
    expect(taken).toHaveLength((60 - refused.length) * 200);
    expect(await rowsOf('check_in_conflicts')).toBe(taken.length);
    const again = await overHttp(gate, uploads[all.indexOf(refused[0]!)]!);
    expect(again.status).toBe(200);
    expect(await rowsOf('check_in_conflicts')).toBe(taken.length + 200);
  });
});

describe('while a server closes', () => {
  it('what it had taken, over either door, is committed and answered', async () => {
    const [one, two] = [await volunteer(), await volunteer()];
    const env = readEnv({
      PORT: '0',
      HOST: '127.0.0.1',
      DEMO_PROVINCE: 'none',
      LOG_LEVEL: 'error',
      SEALING_KEYS: TEST_KEYS,
    });
    const node = await startServer(env, server.databaseUrl);
    const url = node.url.replace('localhost', '127.0.0.1');
    const socket = await connect(gate, 'staff', url);
    const release = await holdEvent();
    const http = overHttp(new HttpClient(url, Object.fromEntries(gate.cookies)), [byCode(one.id)]);
    const ws = receiptsOverSocket(socket, [byCode(two.id)]);
    await untilSomebodyWaits();
    const closed = node.close();
    await eventually(() => socket.heard.bye.length > 0);
    // The farewell takes 100 ms; a server that did not wait for the answer would close the socket then.
    await expect(eventually(() => socket.socket.disconnected, 600)).rejects.toThrow();
    await release();
    expect((await http).body.receipts).toMatchObject([{ outcome: 'counted', personId: one.id }]);
    expect(await ws).toMatchObject([{ outcome: 'counted', personId: two.id }]);
    await closed;
    expect(await rowsOf('check_ins')).toBe(2);
  });
});
