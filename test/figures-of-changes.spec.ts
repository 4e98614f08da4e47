import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClosingState, KeptScan } from '../src/contracts/closing.js';
import type { Activity } from '../src/contracts/events.js';
import { type Figure, FigureSchema } from '../src/contracts/figures.js';
import type { BoardSnapshot } from '../src/contracts/live.js';
import { newId } from '../src/kernel/ids.js';
import { factories } from './factories/index.js';
import { HAC_THANH, launchMorning, type Morning } from './factories/launch-morning.js';
import type { HttpClient } from './support/http-client.js';
import { SetClock } from './support/set-clock.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let clock: SetClock;
let make: ReturnType<typeof factories>;
let day: Morning;
let path: string;

beforeAll(async () => {
  clock = new SetClock();
  server = await startTestServer({}, clock);
  make = factories(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  day = await launchMorning(server, clock, make);
  path = `/api/events/${day.event.id}`;
});

const ask = (query: Record<string, string>, client: HttpClient = day.organiser) =>
  client.get(`${path}/figures?${new URLSearchParams(query).toString()}`);
async function figure(query: Record<string, string>, client?: HttpClient): Promise<Figure> {
  const { status, body } = await ask(query, client);
  expect({ status, body: status === 200 ? null : body }).toEqual({ status: 200, body: null });
  return FigureSchema.parse(body);
}
const rowsOf = (of: Figure) => of.rows.items.map((row) => [row.fullName, row.siteName, row.by]);
const lines = async () => (await day.organiser.get<BoardSnapshot>(`${path}/live/board`)).body.activities;
async function line(kind: Activity['kind']): Promise<Activity> {
  const found = (await lines()).filter((activity) => activity.kind === kind);
  expect(found).toHaveLength(1);
  return found[0]!;
}
const send = async (entries: object[], client = day.organiser) =>
  client.post<{ receipts: { outcome: string }[] }>(`${path}/check-ins`, { deviceId: 'device-0001', entries });
const tick = (personId: string, site: keyof Morning['sites']) => ({
  id: newId(),
  siteId: day.sites[site].id,
  deviceTime: clock.now().toISOString(),
  method: 'leader',
  personId,
});

describe('what was added to a signed figure', () => {
  const AFTER = { added: 'after_closing' };

  /** An at the hall and then in the square, Bình at the hall; closed; then Chi counts after all, and An's first is taken back. */
  async function amended() {
    const an = await day.person(day.branch, 'Lê Thị An');
    const binh = await day.person(day.branch, 'Trần Văn Bình');
    const chi = await day.person(day.samSon, 'Đỗ Thị Chi');
    await day.register();
    const first = await day.come(an, 'hall', 'desk');
    clock.turn(1);
    await day.come(an, 'square', 'desk');
    await day.come(binh, 'hall', 'desk');
    await day.organiser.post(`${path}/state`, { to: 'closed' });
    clock.turn(1);
    await send([tick(chi.id, 'beach')]);
    const kept = await day.organiser.get<{ items: KeptScan[] }>(`${path}/kept-scans`);
    const decision = { conflictIds: [kept.body.items[0]!.id], decision: 'count', reason: 'seen_there' };
    await day.organiser.post(`${path}/kept-scans/decisions`, decision);
    clock.turn(1);
    await day.strike(first);
    return (await day.organiser.get<ClosingState>(`${path}/closing`)).body;
  }

  it('is its entries one by one: turns since the closing, and people who count now and did not, or did', async () => {
    const { amendments } = await amended();
    expect(amendments).toEqual({ entries: 2, by: { turns: 0, people: 1 } });
    const turns = await figure({ metric: 'turns', ...AFTER });
    expect([turns.counted, turns.shown, turns.rows.total]).toEqual([0, 0, 2]);
    expect(rowsOf(turns)).toEqual([
      ['Đỗ Thị Chi', 'Bãi biển', 1],
      ['Lê Thị An', 'Hội trường', -1],
    ]);
    const people = await figure({ metric: 'people', ...AFTER });
    expect([people.counted, people.shown, people.rows.total]).toEqual([1, 1, 3]);
    // An counts still, but no longer where she came first.
    expect(rowsOf(people)).toEqual([
      ['Lê Thị An', 'Hội trường', -1],
      ['Lê Thị An', 'Quảng trường', 1],
      ['Đỗ Thị Chi', 'Bãi biển', 1],
    ]);
    expect(people.sentence.vi).toContain('chỉ phần thay đổi sau khi chốt số');
    const run = await make.sql<{ n: number }>(
      people.sql.text,
      people.sql.values.map((parameter) => parameter.value),
    );
    expect(run[0]?.n).toBe(1);
    const csv = (await day.organiser.get<Buffer>(`${path}/figures.csv?metric=people&added=after_closing`))
      .body;
    expect(csv.toString().split('\r\n')[0]).toBe('\ufeffCon số,1');
    expect(csv.toString().match(/Không tính nữa/g)).toHaveLength(1);
  });

  it('adds up at every place, and within one’s scope', async () => {
    await amended();
    const at = async (site: keyof Morning['sites']) =>
      (await figure({ metric: 'people', siteId: day.sites[site].id, ...AFTER })).counted;
    expect([await at('hall'), await at('square'), await at('beach')]).toEqual([-1, 1, 1]);
    expect((await figure({ metric: 'people', communeId: HAC_THANH, ...AFTER })).counted).toBe(0);
    const { client } = await make.staff('unit_leader', day.samSon);
    const own = await figure({ metric: 'people', ...AFTER }, client);
    expect([own.within, own.counted, rowsOf(own)]).toEqual(['own', 1, [['Đỗ Thị Chi', 'Bãi biển', 1]]]);
  });

  it('is nothing before the closing, and is asked for of nothing else', async () => {
    const an = await day.person(day.branch, 'Lê Thị An');
    await day.register();
    await day.come(an, 'hall', 'desk');
    expect((await figure({ metric: 'people', ...AFTER })).counted).toBe(0);
    for (const query of [
      { metric: 'accepted', ...AFTER },
      { metric: 'people', asOf: clock.now().toISOString(), ...AFTER },
    ]) {
      expect((await ask(query)).status).toBe(400);
    }
  });
});

describe('a line of the stream', () => {
  it('of check-ins has its own rows, also after one of them was taken back; and the void has its own', async () => {
    const an = await day.person(day.branch, 'Lê Thị An');
    const binh = await day.person(day.branch, 'Trần Văn Bình');
    await day.register();
    await send([tick(an.id, 'hall'), tick(binh.id, 'hall')]);
    clock.turn(1);
    const [struck] = (await figure({ metric: 'turns' })).rows.items;
    await day.strike(struck!.id);
    const came = await line('check_ins');
    const told = await figure({ metric: 'turns', activityId: came.id });
    expect([told.counted, told.shown, rowsOf(told).sort()]).toEqual([
      came.count,
      null,
      [
        ['Lê Thị An', 'Hội trường', 1],
        ['Trần Văn Bình', 'Hội trường', 1],
      ],
    ]);
    expect(told.sentence.en).toContain('only the rows of the line of the stream at');
    const voided = await line('voided');
    expect(rowsOf(await figure({ metric: 'voided', activityId: voided.id }))).toEqual([
      [struck!.fullName, 'Hội trường', 1],
    ]);
  });

  it('of scans that were not counted says why of each, also of one that nobody could read', async () => {
    const an = await day.person(day.branch, 'Lê Thị An');
    await day.register();
    await day.place(an, day.branch, 'hall');
    const ownCode = `RQ1.${newId()}.00000000`;
    const forged = { ...tick(an.id, 'square'), method: 'own_code', ownCode, personId: undefined };
    await send([tick(an.id, 'square'), forged]);
    const refused = await line('conflicts');
    const { counted, rows } = await figure({ metric: 'conflicts', activityId: refused.id });
    expect([refused.count, counted]).toEqual([2, 2]);
    const why = rows.items.map((row) => [row.fullName, row.orgUnitName, row.refusal]);
    expect(why).toContainEqual(['Lê Thị An', 'Chi đoàn 1', 'wrong_site']);
    expect(why.find(([name]) => name === null)?.[1]).toBeNull();
  });

  it('of a batch from more than eight sites says at how many, and has the rows of all', async () => {
    const people = [];
    for (let n = 0; n < 11; n++) {
      const site = await make.site(day.event.id, HAC_THANH, `Điểm số ${n}`);
      await make.shift(day.event, site.id, [{ target: 2 }]);
      people.push({ site, person: await day.person(day.branch, `Người ${n}`) });
    }
    await day.register();
    await send(people.map(({ site, person }) => ({ ...tick(person.id, 'hall'), siteId: site.id })));
    const came = await line('check_ins');
    expect(came).toMatchObject({ siteId: null, count: 11, detail: '11' });
    const told = await figure({ metric: 'turns', activityId: came.id });
    expect(told.counted).toBe(11);
    expect(new Set(told.rows.items.map((row) => row.siteId)).size).toBe(11);
  });

  it('of offers and answers has the places they were', async () => {
    const an = await day.person(day.branch, 'Lê Thị An');
    const binh = await day.person(day.branch, 'Trần Văn Bình');
    const chi = await day.person(day.samSon, 'Đỗ Thị Chi');
    await day.register();
    const places = [
      await day.place(an, day.branch, 'hall', 'offered'),
      await day.place(binh, day.branch, 'hall', 'offered'),
      await day.place(chi, day.samSon, 'beach', 'offered'),
    ];
    const answer = async (n: number, who: { id: string }, to: string) => {
      const phone = await make.signedIn('volunteer', { subjectId: who.id });
      const { status } = await phone.post(`/api/me/assignments/${places[n]!.id}/answer`, { answer: to });
      expect(status).toBe(200);
    };
    await answer(0, an, 'accept');
    await answer(1, binh, 'decline');
    await answer(2, chi, 'accept');
    const accepted = (await lines()).filter((activity) => activity.kind === 'accepted');
    for (const [activity, name] of [
      [accepted[0]!, 'Đỗ Thị Chi'],
      [accepted[1]!, 'Lê Thị An'],
    ] as const) {
      const { rows } = await figure({ metric: 'accepted', activityId: activity.id });
      expect(rows.items.map((row) => [row.fullName, row.state])).toEqual([[name, 'accepted']]);
    }
    const declined = await figure({ metric: 'declined', activityId: (await line('declined')).id });
    expect(declined.rows.items.map((row) => row.fullName)).toEqual(['Trần Văn Bình']);
    // Within one's scope, too.
    const { client } = await make.staff('unit_leader', day.samSon);
    const { id } = await line('declined');
    expect((await figure({ metric: 'declined', activityId: id }, client)).counted).toBe(0);
  });

  it('is unknown in another event, and its metrics are asked for of nothing but a line', async () => {
    const an = await day.person(day.branch, 'Lê Thị An');
    await day.register();
    await day.come(an, 'hall', 'desk');
    const { id } = await line('check_ins');
    const other = await make.event({ unit: day.province });
    const elsewhere = `/api/events/${other.id}/figures?metric=turns&activityId=${id}`;
    expect((await day.organiser.get(elsewhere)).status).toBe(404);
    expect((await ask({ metric: 'voided', activityId: newId() })).status).toBe(404);
    expect((await ask({ metric: 'voided' })).status).toBe(400);
    expect((await ask({ metric: 'people', activityId: id })).status).toBe(400);
    expect((await figure({ metric: 'voided', activityId: id })).counted).toBe(0);
  });
});
