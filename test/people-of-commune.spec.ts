import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OfferDeadlines } from '../src/assignments/offer-deadlines.js';
import type { Assignment, AssignmentPage, MyAssignment, PersonStep } from '../src/contracts/assignments.js';
import type { Inbox } from '../src/contracts/people.js';
import { type Receipt, ReceiptsSchema } from '../src/contracts/participation.js';
import { newId } from '../src/kernel/ids.js';
import { factories } from './factories/index.js';
import { planned, type Planned } from './factories/planned-event.js';
import { recount } from './factories/recount.js';
import { eventually } from './support/eventually.js';
import { LiveClient } from './support/live-client.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());

const page = async (day: Planned, query = '') =>
  (
    await day.organiser.get<AssignmentPage>(
      `/api/events/${day.event.id}/assignments?communeId=${day.communeId}${query}`,
    )
  ).body;

async function accepts(day: Planned, offer: Assignment) {
  const phone = await day.phoneOf(offer.personId);
  const path = `/api/me/assignments/${offer.id}`;
  await phone.post(`${path}/answer`, { answer: 'accept' });
  const way = `${path}/on-the-way`;
  return {
    client: phone,
    setOut: () => phone.post<MyAssignment>(way),
    turnBack: () => phone.send('DELETE', way),
  };
}

async function tick(day: Planned, { personId, siteId }: Assignment): Promise<Receipt> {
  const entry = { id: newId(), siteId, method: 'leader', personId, deviceTime: new Date().toISOString() };
  const sent = await day.organiser.post(`/api/events/${day.event.id}/check-ins`, {
    deviceId: 'device-0001',
    entries: [entry],
  });
  return ReceiptsSchema.parse(sent.body).receipts[0]!;
}

describe('the people of a commune', () => {
  it('are told apart by what each has done, with when and by whom, and are counted by it', async () => {
    const day = await planned(server, make, { people: 6, target: 6 });
    await day.publish();
    const [seen, yes, going, here, taken] = await day.assignments();
    await (await day.phoneOf(seen!.personId)).post<Inbox>('/api/me/inbox/seen', { seq: 1 });
    await accepts(day, yes!);
    await (await accepts(day, going!)).setOut();
    await accepts(day, here!);
    await tick(day, here!);
    await day.organiser.post(`/api/events/${day.event.id}/assignments/${taken!.id}/withdraw`);

    const { items, steps, total } = await page(day);
    expect(total).toBe(6);
    const once = { offered: 1, seen: 1, accepted: 1, on_the_way: 1, present: 1, gone: 1 };
    expect(steps).toEqual(once);
    const stepOf = (row?: Assignment) => items.find((one) => one.id === row?.id);
    expect(stepOf(seen)).toMatchObject({ step: 'seen', stepBy: null });
    expect(Date.parse(stepOf(seen)!.stepAt)).toBeGreaterThan(Date.parse(seen!.changedAt));
    expect(stepOf(going)).toMatchObject({ step: 'on_the_way', state: 'accepted', stepBy: null });
    expect(stepOf(here)).toMatchObject({ step: 'present', stepBy: 'Cán bộ' });
    expect(stepOf(taken)).toMatchObject({ step: 'gone', state: 'withdrawn', stepBy: 'Cán bộ' });

    for (const step of Object.keys(once) as PersonStep[]) {
      const only = await page(day, `&step=${step}`);
      expect([only.total, only.items.map((one) => one.step), only.steps]).toEqual([1, [step], once]);
    }
    expect((await page(day, '&step=no_show')).items).toEqual([]);
  });

  it('an offer made anew was not seen yet', async () => {
    const day = await planned(server, make, { people: 1, target: 1 });
    await day.publish();
    const [offer] = await day.assignments();
    await (await day.phoneOf(offer!.personId)).post('/api/me/inbox/seen', { seq: 1 });
    await day.organiser.post(`/api/events/${day.event.id}/assignments/${offer!.id}/withdraw`);
    await day.publish();
    expect((await page(day)).steps).toEqual({ offered: 1 });
  });

  it('an offer made anew to who was checked in there once, and is in another unit now, stays with the first', async () => {
    const day = await planned(server, make, { people: 1, target: 1 });
    await day.publish();
    const [offer] = await day.assignments();
    const { checkInId } = await tick(day, offer!);
    const path = `/api/events/${day.event.id}`;
    await day.organiser.post(`${path}/check-ins/${checkInId}/void`, { reason: 'not_there' });
    await day.organiser.post(`${path}/assignments/${offer!.id}/withdraw`);
    const other = await make.orgUnit({ parent: day.unit, communeId: '14758' });
    await make.sql('UPDATE people SET org_unit_id = $2 WHERE id = $1', [offer!.personId, other.id]);

    await day.publish();
    expect(await day.assignments()).toMatchObject([{ id: offer!.id, state: 'offered' }]);
    expect((await tick(day, offer!)).outcome).toBe('counted');
    const rows = await make.sql('SELECT DISTINCT org_unit_id FROM check_ins WHERE event_id = $1', [
      day.event.id,
    ]);
    expect(rows).toEqual([{ org_unit_id: day.branch.id }]);
    expect(await recount(make, day.event.id)).toEqual([]);
  });
});

describe('on the way', () => {
  it('is said from the phone, heard on the board, and taken back; said twice it is said once', async () => {
    const day = await planned(server, make, { people: 1, target: 1 });
    await day.publish();
    const [offer] = await day.assignments();
    const board = await LiveClient.connect(server.url, day.organiser, 'staff');
    await board.join('board', day.event.id);
    const phone = await accepts(day, offer!);
    const answers = await Promise.all([phone.setOut(), phone.setOut(), phone.setOut()]);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body.onTheWayAt).not.toBeNull();
    }
    await eventually(() =>
      board.heard['board.frame'].some((frame) =>
        frame.changed.activities?.some(
          ({ kind, count, siteId }) => kind === 'on_the_way' && count === 1 && siteId === offer!.siteId,
        ),
      ),
    );
    const lines = await make.sql(`SELECT 1 FROM activities WHERE event_id = $1 AND kind = 'on_the_way'`, [
      day.event.id,
    ]);
    expect(lines).toHaveLength(1);

    expect((await phone.turnBack()).status).toBe(200);
    expect((await page(day)).steps).toEqual({ accepted: 1 });
    board.close();
  });

  it('stands in the way of no check-in, and is nobody else’s to say', async () => {
    const day = await planned(server, make, { people: 3, target: 3 });
    await day.publish();
    const [going, silent, other] = await day.assignments();
    const phone = await accepts(day, going!);
    const facts = () => make.sql('SELECT facts_rev FROM events WHERE id = $1', [day.event.id]);
    const before = await facts();
    await phone.setOut();
    // Check-ins that are under way are not decided anew.
    expect(await facts()).toEqual(before);
    expect(await tick(day, going!)).toMatchObject({ outcome: 'counted' });
    // An answer that comes after the check-in changes nothing of it.
    expect((await phone.setOut()).body).toMatchObject({ state: 'checked_in', onTheWayAt: null });
    await accepts(day, silent!);
    expect(await tick(day, silent!)).toMatchObject({ outcome: 'counted' });

    expect(await phone.client.post(`/api/me/assignments/${other!.id}/on-the-way`)).toMatchObject({
      status: 404,
    });
    const asked = await day.phoneOf(other!.personId);
    expect(await asked.post(`/api/me/assignments/${other!.id}/on-the-way`)).toMatchObject({
      status: 409,
      body: { code: 'offer_gone' },
    });
    expect(await recount(make, day.event.id)).toEqual([]);
  });
});

describe('who said yes and never came', () => {
  it('is a no-show an hour after the shift, and counts when he or she comes after all', async () => {
    const day = await planned(server, make, { people: 3, target: 3 });
    await day.publish();
    const offers = await day.assignments();
    for (const offer of offers) await accepts(day, offer);
    await tick(day, offers[0]!);
    const ended = (hours: number) =>
      make.sql(
        `UPDATE assignments SET starts_at = now() - interval '9 hours', changed_at = now() - interval '8 hours',
           ends_at = now() - $2 * interval '1 hour' WHERE event_id = $1`,
        [day.event.id, hours],
      );
    const shifts = (hours: number) =>
      make.sql(`UPDATE shifts SET ends_at = now() - $2 * interval '1 hour' WHERE event_id = $1`, [
        day.event.id,
        hours,
      ]);
    await make.sql(`UPDATE shifts SET starts_at = now() - interval '9 hours' WHERE event_id = $1`, [
      day.event.id,
    ]);
    await ended(0.9);
    await shifts(0.9);
    await server.get(OfferDeadlines).settleMissed();
    expect((await page(day)).steps).toEqual({ accepted: 2, present: 1 });
    await ended(1.1);
    await shifts(1.1);
    await server.get(OfferDeadlines).settleMissed();
    expect((await page(day)).steps).toEqual({ no_show: 2, present: 1 });

    expect(await tick(day, offers[1]!)).toMatchObject({ outcome: 'counted' });
    expect((await page(day)).steps).toEqual({ no_show: 1, present: 2 });
    expect(await recount(make, day.event.id)).toEqual([]);
  });
});
