import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MinorList, MyConsents, Purpose } from '../src/contracts/privacy.js';
import { vietnamDate } from '../src/kernel/vietnam-time.js';
import { factories } from './factories/index.js';
import { planned, type Planned } from './factories/planned-event.js';
import { recount } from './factories/recount.js';
import type { HttpClient } from './support/http-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
});
afterAll(() => server.close());

const mine = async (phone: HttpClient) => (await phone.get<MyConsents>('/api/me/consents')).body;
const say = (phone: HttpClient, answers: Partial<Record<Purpose, boolean>>, version = 1) =>
  phone.post<MyConsents>('/api/me/consents', {
    lang: 'vi',
    answers: Object.entries(answers).map(([purpose, given]) => ({ purpose, given, version })),
  });
const kept = (personId: string) =>
  make.sql<{ purpose: string; given: boolean; given_by: string; channel: string; hash: string }>(
    `SELECT purpose, given, given_by, channel, version, encode(wording_hash, 'hex') AS hash FROM consents
     WHERE person_id = $1 ORDER BY seq`,
    [personId],
  );
/** Somebody who is so old on that day in Việt Nam. */
const bornBefore = (years: number, on: Date, days = 0): string => {
  const day = new Date(`${vietnamDate(on)}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() - years);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
};
const PAPER = { guardianName: 'Lê Văn Bố', relation: 'father', signedOn: '2026-01-02', childAgrees: true };

async function someone() {
  const unit = await make.orgUnit();
  const person = await make.person({ unit });
  return { unit, person, phone: await make.signedIn('volunteer', { subjectId: person.id }) };
}

describe('consent on the phone', () => {
  it('is asked for once, purpose by purpose, with nothing taken for granted', async () => {
    const { person, phone } = await someone();
    const asked = await mine(phone);
    expect(asked).toMatchObject({ ask: true, guardian: 'not_needed' });
    expect(asked.purposes.map(({ purpose, necessary, given }) => [purpose, necessary, given])).toEqual([
      ['participation', true, null],
      ['next_campaigns', false, null],
      ['publicity', false, null],
    ]);
    const answered = await say(phone, { participation: true });
    expect(answered.body).toMatchObject({ ask: false });
    // Silence is no consent.
    expect(answered.body.purposes.map(({ given }) => given)).toEqual([true, null, null]);
    expect(await kept(person.id)).toMatchObject([
      { purpose: 'participation', given: true, given_by: 'self', channel: 'phone', version: 1 },
    ]);
    expect((await kept(person.id))[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('to a side purpose may be refused or taken back, and nothing else changes', async () => {
    const day = await planned(server, make, { people: 1, target: 1 });
    const person = day.people[0]!;
    const phone = await day.phoneOf(person.id);
    await say(phone, { participation: true, next_campaigns: true, publicity: false });
    await say(phone, { next_campaigns: false });
    expect((await mine(phone)).purposes.map(({ given }) => given)).toEqual([true, false, false]);
    // Both answers stay: what was agreed to until when can be proven.
    expect((await kept(person.id)).filter((row) => row.purpose === 'next_campaigns')).toMatchObject([
      { given: true },
      { given: false },
    ]);
    const { body } = await phone.get<{ requests: { kind: string; state: string }[] }>('/api/me/data');
    expect(body.requests).toMatchObject([{ kind: 'withdraw', state: 'done' }]);
    await day.publish();
    expect(await day.assignments()).toMatchObject([{ personId: person.id, state: 'offered' }]);
  });

  it('to a wording that is not today’s is not taken', async () => {
    const { person, phone } = await someone();
    expect(await say(phone, { participation: true }, 2)).toMatchObject({
      status: 409,
      body: { code: 'wording_changed' },
    });
    expect(await kept(person.id)).toEqual([]);
  });

  it('to an older wording is asked for again when the wording is new', async () => {
    const { person, phone } = await someone();
    await say(phone, { participation: true, publicity: false });
    await server.asOwner(`
      ALTER TABLE consents DISABLE TRIGGER consents_only_added;
      UPDATE consents SET version = 0 WHERE person_id = '${person.id}';
      ALTER TABLE consents ENABLE TRIGGER consents_only_added`);
    expect((await mine(phone)).ask).toBe(true);
    await say(phone, { participation: true });
    // Who said no to a side purpose is not asked for it a second time.
    expect((await mine(phone)).ask).toBe(false);
  });

  it('to the necessary purpose taken back gives the places back, and nothing is offered any more', async () => {
    const day = await planned(server, make, { people: 2, target: 1 });
    await day.publish();
    const [first] = await day.assignments();
    const leaving = first!.personId;
    const other = day.people.find(({ id }) => id !== leaving)!;
    const phone = await day.phoneOf(leaving);
    expect((await say(phone, { participation: false })).status).toBe(200);

    const now = await day.assignments();
    expect(now.find((row) => row.personId === leaving)?.state).toBe('withdrawn');
    // Who stands by is asked in the same moment.
    expect(now.find((row) => row.personId === other.id)?.state).toBe('offered');
    expect(await recount(make, day.event.id)).toEqual([]);
    const draft = await day.solve();
    expect((await day.proposals(draft.id)).map((row) => row.personId)).toEqual([other.id]);

    await say(phone, { participation: true });
    expect((await day.proposals((await day.solve()).id)).length).toBe(2);
  });
});

describe('the proof of a consent', () => {
  it('is never changed and never taken away, not by the owner of the database either', async () => {
    const { person, phone } = await someone();
    await say(phone, { participation: true });
    const before = await kept(person.id);
    for (const attack of [
      `UPDATE consents SET given = false WHERE person_id = '${person.id}'`,
      `UPDATE consents SET guardian_name = 'Ai Đó' WHERE person_id = '${person.id}'`,
      `DELETE FROM consents WHERE person_id = '${person.id}'`,
      'TRUNCATE consents',
    ])
      await expect(server.asOwner(attack)).rejects.toThrow('consents are only added');
    expect(await kept(person.id)).toEqual(before);
  });
});

describe('somebody whose date of birth the roll does not know', () => {
  const tell = (phone: HttpClient, birthDate: string) =>
    phone.post<MyConsents>('/api/me/birth-date', { birthDate });

  it('is asked for it before agreeing to anything, once', async () => {
    const unit = await make.orgUnit();
    const person = await make.person({ unit, birthDate: null });
    const phone = await make.signedIn('volunteer', { subjectId: person.id });
    expect(await mine(phone)).toMatchObject({ ask: true, birthDateNeeded: true });
    expect(await say(phone, { participation: true })).toMatchObject({
      status: 409,
      body: { code: 'birth_date_needed' },
    });
    expect(await kept(person.id)).toEqual([]);
    for (const birthDate of ['2031-01-01', '1910-01-01', vietnamDate(new Date())])
      expect(await tell(phone, birthDate)).toMatchObject({ body: { code: 'birth_date_implausible' } });
    expect((await tell(phone, '2001-02-03')).body).toMatchObject({
      birthDateNeeded: false,
      guardian: 'not_needed',
    });
    expect(await tell(phone, '2001-02-04')).toMatchObject({
      status: 409,
      body: { code: 'birth_date_known' },
    });
    expect((await say(phone, { participation: true })).body).toMatchObject({ ask: false });
  });

  it('may take back and refuse without telling it', async () => {
    const unit = await make.orgUnit();
    const person = await make.person({ unit, birthDate: null });
    const phone = await make.signedIn('volunteer', { subjectId: person.id });
    expect((await say(phone, { participation: false })).status).toBe(200);
  });

  it('who turns out to be a child gives the places back until the guardian has agreed', async () => {
    const day = await planned(server, make, { people: 0, target: 1 });
    const person = await make.person({ unit: day.branch, birthDate: null });
    await make.register(day.event.id, [person.id]);
    await day.publish();
    expect(await day.assignments()).toMatchObject([{ personId: person.id, state: 'offered' }]);
    const phone = await day.phoneOf(person.id);
    const told = await tell(phone, bornBefore(15, day.event.startsAt));
    expect(told.body).toMatchObject({ guardian: 'waiting' });
    expect(told.body.purposes.map(({ purpose }) => purpose)).toEqual(['participation']);
    expect((await day.assignments()).map(({ state }) => state)).toEqual(['withdrawn']);
  });
});

describe('a child', () => {
  async function withChild(birthDate: (on: Date) => string): Promise<Planned & { child: { id: string } }> {
    const day = await planned(server, make, { people: 1, target: 2 });
    const child = await make.person({ unit: day.branch, birthDate: birthDate(day.event.startsAt) });
    await make.register(day.event.id, [child.id]);
    return { ...day, child };
  }
  const planHas = async (day: Planned, personId: string) => {
    const draft = await day.solve();
    return (await day.proposals(draft.id)).some((row) => row.personId === personId);
  };

  it('is one who is not yet sixteen on the day of the event, in the zone of the province', async () => {
    /** Half past six in the morning of 6 December in Việt Nam: still the 5th elsewhere. */
    const early = new Date('2026-12-05T23:30:00Z');
    const bornOn = async (birthDate: string) => {
      const day = await withChild(() => birthDate);
      for (const [table, key] of [
        ['events', 'id'],
        ['shifts', 'event_id'],
      ] as const)
        await make.sql(
          `UPDATE ${table} SET starts_at = $2, ends_at = $2::timestamptz + interval '4 hours' WHERE ${key} = $1`,
          [day.event.id, early],
        );
      return planHas(day, day.child.id);
    };
    expect(await bornOn('2010-12-06')).toBe(true);
    expect(await bornOn('2010-12-07')).toBe(false);
  });

  it('waits on the leader’s list for the guardian’s consent, and is offered a place after it', async () => {
    const day = await withChild((on) => bornBefore(15, on));
    const leader = (await make.staff('unit_leader', day.branch)).client;
    const list = async () => (await leader.get<MinorList>('/api/privacy/minors')).body;
    await make.person({ unit: day.branch, birthDate: null });
    expect(await list()).toMatchObject({
      waiting: 1,
      given: 0,
      ageUnknown: 1,
      items: [{ personId: day.child.id, state: 'waiting', eventId: day.event.id, eventTitle: 'Lễ ra quân' }],
    });
    // The own answer of a child is not enough.
    const phone = await day.phoneOf(day.child.id);
    expect((await say(phone, { participation: true })).body).toMatchObject({ guardian: 'waiting' });
    expect(await planHas(day, day.child.id)).toBe(false);

    const path = `/api/people/${day.child.id}/guardian-consent`;
    expect(await leader.post(path, PAPER)).toMatchObject({ status: 201 });
    expect(await kept(day.child.id)).toMatchObject([
      { given_by: 'self', channel: 'phone' },
      { given_by: 'self', channel: 'paper', given: true },
      { given_by: 'guardian', channel: 'paper', given: true },
    ]);
    expect(await list()).toMatchObject({
      waiting: 0,
      given: 1,
      items: [{ state: 'given', guardianName: 'Lê Văn Bố' }],
    });
    expect((await mine(phone)).guardian).toBe('given');
    await day.publish();
    const offered = async () => (await day.assignments()).find((row) => row.personId === day.child.id)?.state;
    expect(await offered()).toBe('offered');

    expect((await leader.delete(path)).status).toBe(200);
    expect(await offered()).toBe('withdrawn');
    expect(await recount(make, day.event.id)).toEqual([]);
    expect(await list()).toMatchObject({ waiting: 1, given: 0 });
  });

  it('whose guardian has taken the consent back is not offered what a draft still holds', async () => {
    const day = await withChild((on) => bornBefore(15, on));
    const leader = (await make.staff('unit_leader', day.branch)).client;
    const path = `/api/people/${day.child.id}/guardian-consent`;
    await leader.post(path, PAPER);
    const draft = await day.solve();
    await leader.delete(path);
    await day.organiser.post(`${day.plans}/${draft.id}/publish`, {});
    expect((await day.assignments()).map((row) => row.personId)).toEqual([day.people[0]!.id]);
  });

  it('is not asked whether it may be named in public, and cannot agree to it alone', async () => {
    const day = await withChild((on) => bornBefore(15, on));
    const phone = await day.phoneOf(day.child.id);
    expect((await mine(phone)).purposes.map(({ purpose }) => purpose)).toEqual(['participation']);
    expect(await say(phone, { participation: true, publicity: true })).toMatchObject({
      status: 409,
      body: { code: 'guardian_needed' },
    });
    expect(await kept(day.child.id)).toEqual([]);
  });

  it('is the leader’s of its own unit only; for a grown-up or of tomorrow there is no paper', async () => {
    const day = await withChild((on) => bornBefore(15, on));
    const stranger = (await make.staff('unit_leader', await make.orgUnit())).client;
    const path = `/api/people/${day.child.id}/guardian-consent`;
    expect((await stranger.post(path, PAPER)).status).toBe(404);
    expect((await stranger.get<MinorList>('/api/privacy/minors')).body.items).toEqual([]);
    const leader = (await make.staff('unit_leader', day.branch)).client;
    expect(await leader.post(path, { ...PAPER, childAgrees: false })).toMatchObject({ status: 400 });
    const tomorrow = vietnamDate(new Date(Date.now() + 86_400_000));
    expect(await leader.post(path, { ...PAPER, signedOn: tomorrow })).toMatchObject({
      body: { code: 'signed_in_future' },
    });
    const grown = await make.person({ unit: day.branch, birthDate: '2000-01-01' });
    expect(await leader.post(`/api/people/${grown.id}/guardian-consent`, PAPER)).toMatchObject({
      status: 409,
      body: { code: 'not_a_minor' },
    });
  });
});
