import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ErrorBody } from '../src/contracts/common.js';
import type { Event, EventState, Shift } from '../src/contracts/events.js';
import type { Inbox } from '../src/contracts/people.js';
import { EventDependants } from '../src/events/index.js';
import { factories, type OrgUnitRow } from './factories/index.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;
let coordinator: HttpClient;

beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  unit = await make.orgUnit({ provinceId: '38' });
  coordinator = (await make.staff('province_coordinator', unit)).client;
});
afterAll(() => server.close());

const HAM_RONG = '14758';
const at = (text: string) => new Date(`${text}:00+07:00`);
const NEW_START = '2026-10-21T08:00:00+07:00';

let event: Awaited<ReturnType<ReturnType<typeof factories>['event']>>;
let morning: { id: string; siteId: string };
let noon: { id: string; siteId: string };
let people: { id: string }[];

/** An event on 10 October 2026 with two shifts one after the other and three people registered. */
async function set(state: EventState): Promise<void> {
  event = await make.event({
    unit,
    state,
    title: 'Lễ ra quân',
    startsAt: at('2026-10-10T07:00'),
    endsAt: at('2026-10-10T13:00'),
  });
  await make.sql(`UPDATE campaigns SET starts_on = '2026-10-10', ends_on = '2026-10-10' WHERE id = $1`, [
    event.campaignId,
  ]);
  const site = await make.site(event.id, HAM_RONG);
  const half = at('2026-10-10T10:00');
  morning = await make.shift({ ...event, endsAt: half }, site.id, [{ target: 2 }]);
  noon = await make.shift({ ...event, startsAt: half }, site.id, [{ target: 2 }]);
  people = await Promise.all([1, 2, 3].map(() => make.person({ unit })));
  await make.register(
    event.id,
    people.map((person) => person.id),
  );
}

async function move(startsAt = NEW_START) {
  const [row] = await make.sql<{ version: number }>('SELECT version FROM events WHERE id = $1', [event.id]);
  return coordinator.post<{ event: Event; movedShifts: number; toldPeople: number } & ErrorBody>(
    `/api/events/${event.id}/move`,
    { version: row?.version, startsAt },
  );
}
async function letters(person: { id: string } | undefined) {
  if (!person) throw new Error('no such person');
  const client = await make.signedIn('volunteer', { subjectId: person.id });
  return (await client.get<Inbox>('/api/me/inbox')).body.items;
}

describe('moving an event', () => {
  beforeEach(() => set('open'));

  it('moves its end, its shifts and its campaign by the same span', async () => {
    const { status, body } = await move();
    expect([status, body.movedShifts, body.toldPeople]).toEqual([200, 2, 3]);
    expect(body.event).toMatchObject({
      startsAt: '2026-10-21T01:00:00.000Z',
      endsAt: '2026-10-21T07:00:00.000Z',
      rev: 1,
    });
    expect((await coordinator.get<Event>(`/api/events/${event.id}`)).body).toEqual(body.event);
    const shifts = (await coordinator.get<Shift[]>(`/api/events/${event.id}/shifts`)).body;
    expect(shifts.map((shift) => [shift.id, shift.startsAt, shift.endsAt])).toEqual([
      [morning.id, '2026-10-21T01:00:00.000Z', '2026-10-21T04:00:00.000Z'],
      [noon.id, '2026-10-21T04:00:00.000Z', '2026-10-21T07:00:00.000Z'],
    ]);
    expect((await coordinator.get(`/api/campaigns/${event.campaignId}`)).body).toMatchObject({
      startsOn: '2026-10-10',
      endsOn: '2026-10-21',
    });
    const stream = await make.sql(`SELECT count, detail FROM activities WHERE event_id = $1`, [event.id]);
    expect(stream).toEqual([{ count: 3, detail: '2026-10-21T01:00:00.000Z' }]);
  });

  it('writes to everybody registered while nobody is assigned, in both languages', async () => {
    await move();
    for (const person of people) {
      expect(await letters(person)).toMatchObject([
        {
          kind: 'event_moved',
          eventId: event.id,
          text: {
            vi: '“Lễ ra quân” đổi thời gian: trước đây bắt đầu lúc 10/10/2026 07:00, nay bắt đầu lúc 21/10/2026 08:00 (giờ Việt Nam).',
            en: '“Lễ ra quân” has moved: it was to begin at 10/10/2026 07:00, it now begins at 21/10/2026 08:00 (Vietnam time).',
          },
        },
      ]);
    }
  });

  it('can be taken back', async () => {
    await move();
    await move('2026-10-10T07:00:00+07:00');
    const { body } = await coordinator.get<Event>(`/api/events/${event.id}`);
    expect([body.startsAt, body.endsAt]).toEqual([event.startsAt.toISOString(), event.endsAt.toISOString()]);
    expect(await letters(people[0])).toHaveLength(2);
  });

  it('to where it is tells nobody', async () => {
    const { body } = await move('2026-10-10T00:00:00Z');
    expect([body.movedShifts, body.toldPeople]).toEqual([0, 0]);
    expect(await letters(people[0])).toEqual([]);
  });

  it('twice at one moment leaves event and shifts together', async () => {
    await Promise.all([move('2026-10-21T08:00:00+07:00'), move('2026-10-15T06:00:00+07:00')]);
    const { body } = await coordinator.get<Event>(`/api/events/${event.id}`);
    const shifts = (await coordinator.get<Shift[]>(`/api/events/${event.id}/shifts`)).body;
    expect(shifts[0]?.startsAt).toBe(body.startsAt);
    expect(shifts[1]?.endsAt).toBe(body.endsAt);
  });

  it('moves all of it or nothing', async () => {
    const failing = { once: true };
    server.get(EventDependants).register({
      move: () => {
        if (!failing.once) return Promise.resolve([]);
        failing.once = false;
        return Promise.reject(Object.assign(new Error('no'), { constraint: 'assignments_no_overlap' }));
      },
    });
    const refused = await move();
    expect([refused.status, refused.body.code]).toEqual([409, 'overlapping_assignment']);
    const { body } = await coordinator.get<Event>(`/api/events/${event.id}`);
    expect([body.startsAt, body.rev]).toEqual([event.startsAt.toISOString(), 0]);
    const shifts = (await coordinator.get<Shift[]>(`/api/events/${event.id}/shifts`)).body;
    expect(shifts[0]?.startsAt).toBe(event.startsAt.toISOString());
    expect(await letters(people[0])).toEqual([]);
  });

  it('refuses a time that is none', async () => {
    for (const startsAt of ['21/10/2026', '2026-10-21T08:00:00', '9999-01-01T00:00:00Z', '']) {
      expect((await move(startsAt)).status).toBe(400);
    }
    const extra = { startsAt: NEW_START, endsAt: NEW_START };
    expect((await coordinator.post(`/api/events/${event.id}/move`, extra)).status).toBe(400);
  });
});

describe('moving a draft', () => {
  it('tells nobody: nobody has been told of it yet', async () => {
    await set('draft');
    expect((await move()).body).toMatchObject({ movedShifts: 2, toldPeople: 0 });
    expect(await letters(people[0])).toEqual([]);
  });
});

describe('moving an event with assignments', () => {
  beforeEach(() => set('open'));
  const windowOf = (hours: [string, string]) => ({
    id: event.id,
    startsAt: at(`2026-10-10T${hours[0]}`),
    endsAt: at(`2026-10-10T${hours[1]}`),
  });
  const assignmentsOf = (person: { id: string } | undefined) =>
    make.sql<{ state: string; starts_at: Date; ends_at: Date }>(
      'SELECT state, starts_at, ends_at FROM assignments WHERE person_id = $1 ORDER BY starts_at, event_id',
      [person?.id],
    );

  it('moves those that stand, and writes only to their people', async () => {
    const [assigned, declined] = people;
    if (!assigned || !declined) throw new Error('no people');
    await make.assignment(windowOf(['07:00', '10:00']), morning, assigned.id);
    await make.assignment(windowOf(['07:00', '10:00']), morning, declined.id, 'declined');
    expect((await move()).body.toldPeople).toBe(1);
    expect(await assignmentsOf(assigned)).toMatchObject([
      { starts_at: at('2026-10-21T08:00'), ends_at: at('2026-10-21T11:00') },
    ]);
    expect((await letters(assigned)).map((letter) => letter.kind)).toEqual(['event_moved']);
    expect(await letters(declined)).toEqual([]);
  });

  it('moves one shift of a person to where another one of the same person was', async () => {
    const [person] = people;
    if (!person) throw new Error('no people');
    await make.assignment(windowOf(['07:00', '10:00']), morning, person.id);
    await make.assignment(windowOf(['10:00', '13:00']), noon, person.id);
    const { status, body } = await move('2026-10-10T10:00:00+07:00');
    expect([status, body.toldPeople]).toEqual([200, 1]);
    expect((await assignmentsOf(person)).map((row) => row.starts_at)).toEqual([
      at('2026-10-10T10:00'),
      at('2026-10-10T13:00'),
    ]);
    expect(await letters(person)).toHaveLength(1);
  });
});
