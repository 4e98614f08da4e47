import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AssignmentEffects } from '../src/assignments/assignment-effects.js';
import { AssignmentsRepository } from '../src/assignments/assignments.repository.js';
import type { Figure } from '../src/contracts/figures.js';
import type { BoardSnapshot } from '../src/contracts/live.js';
import { REPLAY_STEPS_MAX, type Replay, ReplaySchema } from '../src/contracts/replay.js';
import { EventChanges } from '../src/events/index.js';
import { newId } from '../src/kernel/ids.js';
import { Random } from '../src/kernel/random.js';
import { factories } from './factories/index.js';
import { launchMorning, type Morning } from './factories/launch-morning.js';
import type { HttpClient } from './support/http-client.js';
import { SetClock } from './support/set-clock.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let clock: SetClock;
let make: ReturnType<typeof factories>;

beforeAll(async () => {
  clock = new SetClock();
  server = await startTestServer({}, clock);
  make = factories(server);
});
afterAll(() => server.close());

type Site = keyof Morning['sites'];
type Volunteer = { id: string; phone: string; site: Site; offer: string | null };
type Numbers = { offered: number; accepted: number; turns: number; people: number };

/** What somebody with a notebook saw: when, who, what, where. */
type Note =
  | { at: number; what: 'offered' | 'accepted' | 'gone'; who: string; site: Site }
  | { at: number; what: 'came' | 'struck'; who: string; site: Site; entry: string };

const METRICS = ['offered', 'accepted', 'turns', 'people'] as const;

/** Reads the notebook up to a moment: who stands in which number, by commune. */
function numbersAt(notes: readonly Note[], day: Morning, moment: number): Map<string, Numbers> {
  const offered = new Map<string, Site>();
  const accepted = new Map<string, Site>();
  const entries = new Map<string, { who: string; site: Site }>();
  for (const note of notes) {
    if (note.at > moment) break;
    if (note.what === 'offered') offered.set(note.who, note.site);
    if (note.what === 'accepted' || (note.what === 'came' && offered.has(note.who))) {
      accepted.set(note.who, offered.get(note.who) ?? note.site);
    }
    if (note.what === 'gone') [offered, accepted].forEach((list) => list.delete(note.who));
    if (note.what === 'came') entries.set(note.entry, note);
    if (note.what === 'struck') entries.delete(note.entry);
  }
  const people = new Map<string, Site>();
  for (const { who, site } of entries.values()) if (!people.has(who)) people.set(who, site);
  const at = new Map<string, Numbers>();
  const count = (sites: Iterable<Site>, metric: keyof Numbers) => {
    for (const site of sites) {
      const { communeId } = day.sites[site];
      const numbers = at.get(communeId) ?? { offered: 0, accepted: 0, turns: 0, people: 0 };
      numbers[metric]++;
      at.set(communeId, numbers);
    }
  };
  count(offered.values(), 'offered');
  count(accepted.values(), 'accepted');
  count(
    [...entries.values()].map((entry) => entry.site),
    'turns',
  );
  count(people.values(), 'people');
  return at;
}

/** A day on which people are asked, answer, come, are struck out and come again, each at its minute. */
async function randomDay(seed: number): Promise<{ day: Morning; notes: Note[]; began: number }> {
  const random = new Random(seed);
  const day = await launchMorning(server, clock, make);
  const units = [day.branch, day.samSon, day.province];
  const began = clock.turn(0).getTime();
  const notes: Note[] = [];
  const people: Volunteer[] = [];
  for (let n = 0; n < 10; n++) {
    const unit = units[n % 3]!;
    const site = random.pick<Site>(['hall', 'square', 'beach']);
    const person = await day.person(unit, `Người ${n}`);
    const volunteer: Volunteer = { ...person, site, offer: null };
    people.push(volunteer);
    if (n >= 7) continue; // three walk in, here and there
    volunteer.offer = (await day.place(person, unit, site, 'offered')).id;
    notes.push({ at: began, what: 'offered', who: person.id, site });
  }
  await day.register();
  const standing = new Map<string, { entry: string; site: Site }[]>();
  const state = new Map(people.map((one) => [one.id, one.offer === null ? 'none' : 'offered']));

  for (let action = 0; action < 60; action++) {
    const at = clock.turn(random.between(1, 2)).getTime();
    const one = random.pick(people);
    const mine = standing.get(one.id) ?? [];
    const now = state.get(one.id);
    const dice = random.between(0, 9);
    const next = now === 'none' ? random.pick<Site>(['hall', 'square', 'beach']) : one.site;
    if (dice < 3 && now === 'offered') {
      const client = await day.make.signedIn('volunteer', { subjectId: one.id });
      const answer = dice === 0 ? 'decline' : 'accept';
      const { status } = await client.post(`/api/me/assignments/${one.offer}/answer`, { answer });
      expect(status).toBe(200);
      notes.push({ at, what: answer === 'accept' ? 'accepted' : 'gone', who: one.id, site: one.site });
      state.set(one.id, answer === 'accept' ? 'accepted' : 'gone');
    } else if (dice === 3 && now === 'accepted') {
      await day.organiser.post(`/api/events/${day.event.id}/assignments/${one.offer}/withdraw`);
      notes.push({ at, what: 'gone', who: one.id, site: one.site });
      state.set(one.id, 'gone');
    } else if (dice === 4 && now === 'gone') {
      await offerAgain(day, one);
      notes.push({ at, what: 'offered', who: one.id, site: one.site });
      state.set(one.id, 'offered');
    } else if (dice < 8 && now !== 'gone' && mine.every((entry) => entry.site !== next)) {
      const site = next;
      const entry = await day.come(one, site, 'leader');
      notes.push({ at, what: 'came', who: one.id, site, entry });
      standing.set(one.id, [...mine, { entry, site }]);
      if (now !== 'none') state.set(one.id, 'came');
    } else if (mine.length > 0) {
      const { entry, site } = random.pick(mine);
      await day.strike(entry);
      notes.push({ at, what: 'struck', who: one.id, site, entry });
      const left = mine.filter((other) => other.entry !== entry);
      standing.set(one.id, left);
      // What was said by coming stays said.
      if (now === 'came') state.set(one.id, 'accepted');
    }
  }
  return { day, notes, began };
}

async function offerAgain(day: Morning, one: Volunteer): Promise<void> {
  await server.transactions.run(async (tx) => {
    const raised = await server.get(EventChanges).raise(tx, day.event.id);
    const offer = { id: newId(), shiftId: day.shifts[one.site].id, personId: one.id, skill: null };
    const offered = await server
      .get(AssignmentsRepository)
      .offer(
        tx,
        day.event.id,
        [{ ...offer, planId: null, reason: null, inSpite: true }],
        new Date(clock.now().getTime() + 86_400_000),
        clock.now(),
      );
    await server.get(AssignmentEffects).count(tx, raised, offered);
  });
}

async function tell(day: Morning, query = '', client = day.organiser): Promise<Replay> {
  const { status, body } = await client.get(`/api/events/${day.event.id}/replay${query}`);
  expect({ status, body: status === 200 ? null : body }).toEqual({ status: 200, body: null });
  return ReplaySchema.parse(body);
}

/** The state of a telling at a step. */
function stateOf(replay: Replay, step: number): { totals: number[]; communes: Map<string, Numbers> } {
  const communes = new Map<string, Numbers>();
  let totals = [0, 0, 0, 0, 0];
  for (const change of replay.changes.filter((one) => one.step <= step)) {
    totals = change.totals;
    for (const [index, offered = 0, accepted = 0, turns = 0, people = 0] of change.communes) {
      communes.set(replay.communes[index ?? -1]!.communeId, { offered, accepted, turns, people });
    }
  }
  return { totals, communes };
}
const nonZero = (of: Map<string, Numbers>) =>
  Object.fromEntries([...of].filter(([, numbers]) => METRICS.some((metric) => numbers[metric] !== 0)).sort());

describe('a day told again', () => {
  it.each([1, 2, 3, 4])(
    'is at every moment what a notebook, and a query of the ledger as of then, say (day %i)',
    async (seed) => {
      const { day, notes, began } = await randomDay(seed);
      const window = `from=${new Date(began).toISOString()}&to=${clock.turn(1).toISOString()}`;
      const replay = await tell(day, `?${window}&stepSeconds=1`);
      expect(replay.stepSeconds).toBe(1);
      const random = new Random(seed + 100);
      for (let look = 0; look < 25; look++) {
        const step = random.between(0, replay.lastStep);
        const moment = Date.parse(replay.from) + step * 1_000;
        const told = stateOf(replay, step);
        const noted = numbersAt(notes, day, moment);
        expect([step, nonZero(told.communes)]).toEqual([step, nonZero(noted)]);
        for (const [i, metric] of (['registered', ...METRICS] as const).entries()) {
          const asOf = new Date(moment).toISOString();
          const { body } = await day.organiser.get<Figure>(
            `/api/events/${day.event.id}/figures?metric=${metric}&asOf=${asOf}&pageSize=1`,
          );
          expect([step, metric, told.totals[i]]).toEqual([step, metric, body.counted]);
        }
      }
      const board = (await day.organiser.get<BoardSnapshot>(`/api/events/${day.event.id}/live/board`)).body;
      const { registered, offered, accepted, turns, people } = board.totals;
      const last = stateOf(replay, replay.lastStep);
      expect(last.totals).toEqual([registered, offered, accepted, turns, people]);
      expect(last.communes).toEqual(
        new Map(
          board.communes
            .filter((commune) => last.communes.has(commune.communeId))
            .map(({ communeId, counts }) => [
              communeId,
              {
                offered: counts.offered,
                accepted: counts.accepted,
                turns: counts.turns,
                people: counts.people,
              },
            ]),
        ),
      );
    },
    120_000,
  );

  it('in coarser steps says the same at the moments it names', async () => {
    const { day, notes, began } = await randomDay(7);
    const replay = await tell(day, `?from=${new Date(began).toISOString()}&stepSeconds=600`);
    expect(replay.lastStep).toBeLessThan(20);
    for (let step = 0; step <= replay.lastStep; step++) {
      const noted = numbersAt(notes, day, Date.parse(replay.from) + step * 600_000);
      expect([step, nonZero(stateOf(replay, step).communes)]).toEqual([step, nonZero(noted)]);
    }
    const wide = await tell(day, '?from=2020-01-01T00:00:00Z&stepSeconds=1');
    expect(wide.lastStep).toBeLessThanOrEqual(REPLAY_STEPS_MAX);
    expect(wide.stepSeconds).toBeGreaterThan(20_000);
  }, 60_000);
});

describe('the day of one’s own units', () => {
  it('is at every moment what the own figures say as of then, and no step of it is anybody else’s', async () => {
    const { day, began } = await randomDay(11);
    const window = `?from=${new Date(began).toISOString()}&to=${clock.turn(1).toISOString()}&stepSeconds=1`;
    const all = await tell(day, window);
    const random = new Random(12);
    for (const [unit, target] of [
      [day.hacThanh, 6],
      [day.samSon, 3],
    ] as const) {
      const { client } = await day.make.staff('unit_leader', unit);
      const own = await tell(day, window, client);
      expect([own.within, own.target, all.within]).toEqual(['own', target, 'event']);
      for (let look = 0; look < 15; look++) {
        const step = random.between(0, own.lastStep);
        const asOf = new Date(Date.parse(own.from) + step * 1_000).toISOString();
        const { totals, communes } = stateOf(own, step);
        for (const [i, metric] of (['registered', ...METRICS] as const).entries()) {
          const { body } = await client.get<Figure>(
            `/api/events/${day.event.id}/figures?metric=${metric}&asOf=${asOf}&pageSize=1`,
          );
          expect([unit.name, step, metric, totals[i]]).toEqual([unit.name, step, metric, body.counted]);
          if (metric === 'registered') continue;
          const sum = [...communes.values()].reduce((n, numbers) => n + numbers[metric], 0);
          expect([step, metric, sum]).toEqual([step, metric, totals[i]]);
        }
      }
    }
    // Somebody with another part of the tree is not answered "you have it already".
    const tagOf = async (client: HttpClient, known = '') => {
      const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const url = `${server.url}/api/events/${day.event.id}/replay`;
      const { status, headers } = await fetch(url, { headers: { cookie, 'if-none-match': known } });
      return { status, tag: headers.get('etag') ?? '' };
    };
    const { tag } = await tagOf(day.organiser);
    const { client } = await day.make.staff('unit_leader', day.samSon);
    expect((await tagOf(day.organiser, tag)).status).toBe(304);
    expect((await tagOf(client, tag)).status).toBe(200);
  }, 120_000);
});

describe('a place that was declined', () => {
  it('stays declined when its person comes and is counted after all', async () => {
    const day = await launchMorning(server, clock, make);
    const late = await day.person(day.branch, 'Người đổi ý');
    await day.register();
    const offer = await day.place(late, day.branch, 'hall', 'offered');
    const client = await day.make.signedIn('volunteer', { subjectId: late.id });
    await client.post(`/api/me/assignments/${offer.id}/answer`, { answer: 'decline' });
    clock.turn(1);
    await expect(day.come(late, 'hall', 'gate_code')).rejects.toThrow('offer_not_accepted');
    const path = `/api/events/${day.event.id}`;
    const kept = await day.organiser.get<{ items: { id: string }[] }>(`${path}/kept-scans`);
    clock.turn(1);
    const decided = await day.organiser.post(`${path}/kept-scans/decisions`, {
      conflictIds: kept.body.items.map((scan) => scan.id),
      decision: 'count',
      reason: 'seen_there',
    });
    expect(decided.status).toBe(200);
    const replay = await tell(day);
    expect(stateOf(replay, replay.lastStep).totals.slice(1)).toEqual([0, 0, 1, 1]);
    for (const metric of ['offered', 'accepted']) {
      const { body } = await day.organiser.get<Figure>(
        `${path}/figures?metric=${metric}&asOf=${clock.turn(1).toISOString()}`,
      );
      expect([metric, body.counted]).toEqual([metric, 0]);
    }
  });
});

describe('the telling', () => {
  it('begins a minute before the first check-in and ends with the last; an empty ledger is one quiet minute', async () => {
    const day = await launchMorning(server, clock, make);
    const empty = await tell(day);
    expect([empty.changes.length, empty.changes[0]?.totals]).toEqual([1, [0, 0, 0, 0, 0]]);
    const walker = await day.person(day.province, 'Người đầu');
    await day.register();
    clock.turn(7);
    const first = clock.now().getTime();
    await day.come(walker, 'hall', 'desk');
    const replay = await tell(day);
    expect(Date.parse(replay.from)).toBe(first - 60_000);
    expect(replay.changes.map((change) => [change.step, change.totals[3]])).toEqual([
      [0, 0],
      [replay.lastStep, 1],
    ]);
    expect(replay).toMatchObject({ title: 'Lễ ra quân', target: 9, simulated: false });
    expect(replay.communes.map((commune) => [commune.sites, commune.minimum, commune.target])).toEqual([
      [2, 2, 6],
      [1, 0, 3],
    ]);
  });

  it('is not sent again to who has it, and is another one after the next check-in', async () => {
    const day = await launchMorning(server, clock, make);
    const walker = await day.person(day.province, 'Người đầu');
    await day.register();
    const url = `${server.url}/api/events/${day.event.id}/replay`;
    const cookie = [...day.organiser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const tag = (await fetch(url, { headers: { cookie } })).headers.get('etag') ?? '';
    const again = await fetch(url, { headers: { cookie, 'if-none-match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await day.come(walker, 'hall', 'desk');
    const after = await fetch(url, { headers: { cookie, 'if-none-match': tag } });
    expect(after.status).toBe(200);
  });

  it('is told to observers and leaders and to the event’s own screen, and to nobody else', async () => {
    const day = await launchMorning(server, clock, make);
    const path = `/api/events/${day.event.id}/replay`;
    const may = [
      (await day.make.staff('viewer', day.province)).client,
      await day.make.signedIn('screen', { eventId: day.event.id }),
    ];
    for (const client of may) expect((await client.get(path)).status).toBe(200);
    const other = await launchMorning(server, clock, make);
    const person = await day.make.person({ unit: day.branch });
    const mayNot = [
      [
        (await day.make.staff('province_coordinator', await day.make.orgUnit({ provinceId: '40' }))).client,
        404,
      ],
      [await day.make.signedIn('screen', { eventId: other.event.id }), 404],
      [(await day.make.staff('gate_keeper', day.province)).client, 403],
      [await day.make.signedIn('volunteer', { subjectId: person.id }), 403],
      [server.client(), 401],
    ] as const;
    for (const [client, status] of mayNot) expect((await client.get(path)).status).toBe(status);
  });

  it('refuses what is no time, no step, or ends before it begins', async () => {
    const day = await launchMorning(server, clock, make);
    const wrong = ['stepSeconds=0', 'stepSeconds=1.5', 'stepSeconds=9999', 'from=yesterday', 'x=1'];
    wrong.push('from=2026-10-10T08:00:00Z&to=2026-10-10T07:00:00Z');
    for (const query of wrong) {
      const { status } = await day.organiser.get(`/api/events/${day.event.id}/replay?${query}`);
      expect([query, status]).toEqual([query, 400]);
    }
  });
});
