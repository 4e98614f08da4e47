import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MyAssignment, Plan, PlanDetail, Proposal } from '../src/contracts/assignments.js';
import type { Inbox } from '../src/contracts/people.js';
import { factories } from './factories/index.js';
import { planned, type Planned } from './factories/planned-event.js';
import { startTestServer, type TestServer } from './support/test-server.js';
import { eventually } from './support/eventually.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());

interface Page<T> {
  items: T[];
  total: number;
}

describe('from a plan to a yes', () => {
  it('plans, publishes, rings the phone, and counts the answer', async () => {
    const day = await planned(server, make, { people: 4, target: 3 });
    const draft = await day.solve();
    expect(draft).toMatchObject({ state: 'draft', progress: 1, people: 4, placed: 3, unplaced: 1 });
    expect(draft.shortOfTarget).toBe(0);

    const page = await day.organiser.get<Page<Proposal>>(`${day.plans}/${draft.id}/proposals`);
    expect(page.body.total).toBe(4);
    expect(page.body.items.filter((item) => item.shiftId !== null)).toHaveLength(3);
    expect(page.body.items.find((item) => item.shiftId === null)).toMatchObject({ standbyRank: 1 });
    for (const item of page.body.items) expect(item.reason.vi).not.toBe('');

    const published = await day.organiser.post<{ plan: Plan }>(`${day.plans}/${draft.id}/publish`, {});
    expect(published.body).toMatchObject({
      plan: { state: 'published' },
      offered: 3,
      withdrawn: 0,
      standby: 1,
    });
    expect(await make.total(day.event.id, 'offered')).toBe(3);
    expect(await make.total(day.event.id, 'accepted')).toBe(0);

    const lucky = page.body.items.find((item) => item.shiftId !== null)!;
    const phone = await make.signedIn('volunteer', { subjectId: lucky.personId });
    const letters = await phone.get<Inbox>('/api/me/inbox');
    expect(letters.body.items).toMatchObject([{ kind: 'offer', eventId: day.event.id }]);
    expect(letters.body.items[0]?.text.vi).toContain('Mời bạn tham gia “Lễ ra quân” tại');

    const [offer] = (await phone.get<MyAssignment[]>('/api/me/assignments')).body;
    expect(offer).toMatchObject({ state: 'offered', ownCode: null, communeFullName: 'Phường Hàm Rồng' });
    const answered = await phone.post<MyAssignment>(`/api/me/assignments/${offer!.id}/answer`, {
      answer: 'accept',
    });
    expect(answered.status).toBe(200);
    expect(answered.body.state).toBe('accepted');
    expect(answered.body.ownCode).not.toBeNull();
    expect(await make.total(day.event.id, 'accepted')).toBe(1);
  });
});

describe('the life of a plan', () => {
  it('says why there is nothing to plan', async () => {
    const empty = await planned(server, make, { people: 0, target: 3 });
    expect(await empty.organiser.post(empty.plans)).toMatchObject({
      status: 409,
      body: { code: 'nobody_registered' },
    });
    const idle = await planned(server, make, { people: 1, target: 0 });
    expect(await idle.organiser.post(idle.plans)).toMatchObject({ status: 409, body: { code: 'no_demand' } });
  });

  it('computes one plan at a time: a newer one takes the place of one that is open', async () => {
    const day = await planned(server, make, { people: 2, target: 2 });
    // A plan whose worker is far away.
    const waiting = '01999999-0000-7000-8000-000000000001';
    await make.sql(
      `INSERT INTO plans (id, event_id, state, progress, people, placed, unplaced, short_of_minimum, short_of_target, created_at, updated_at)
       VALUES ($1, $2, 'running', 0, 2, 0, 0, 0, 0, now(), now())`,
      [waiting, day.event.id],
    );
    expect((await day.solve()).state).toBe('draft');
    const replaced = await day.organiser.get<Plan>(`${day.plans}/${waiting}`);
    expect(replaced.body.state).toBe('cancelled');
    expect((await day.organiser.post(`${day.plans}/${waiting}/publish`, {})).body).toMatchObject({
      code: 'plan_not_draft',
    });
    // However fast the button is pressed, one is left.
    const asked = await Promise.all([1, 2, 3].map(() => day.organiser.post<Plan>(day.plans)));
    expect(asked.map((answer) => answer.status)).toEqual([202, 202, 202]);
    await eventually(async () => {
      const plans = (await day.organiser.get<Plan[]>(day.plans)).body;
      return plans.every((plan) => !['pending', 'running'].includes(plan.state));
    });
    const plans = (await day.organiser.get<Plan[]>(day.plans)).body;
    expect(plans.filter((plan) => plan.state === 'draft')).toHaveLength(1);
  });

  it('is called off by hand', async () => {
    const day = await planned(server, make, { people: 2, target: 2 });
    const open = '01999999-0000-7000-8000-000000000003';
    await make.sql(
      `INSERT INTO plans (id, event_id, state, progress, people, placed, unplaced, short_of_minimum, short_of_target, created_at, updated_at)
       VALUES ($1, $2, 'running', 0, 2, 0, 0, 0, 0, now(), now())`,
      [open, day.event.id],
    );
    const cancelled = await day.organiser.post<Plan>(`${day.plans}/${open}/cancel`);
    expect(cancelled.body.state).toBe('cancelled');
    expect((await day.organiser.post(`${day.plans}/${open}/publish`, {})).body).toMatchObject({
      code: 'plan_not_draft',
    });
  });

  it('keeps what the organiser pinned, in its numbers and in the next run', async () => {
    const day = await planned(server, make, { people: 3, target: 2, sites: 2, maximum: 3 });
    const draft = await day.solve();
    expect(draft.placed).toBe(3);
    const items = await day.proposals(draft.id);
    const moved = items.find((item) => item.shiftId === day.shifts[0]!.id)!;
    const put = await day.organiser.put<Proposal>(`${day.plans}/${draft.id}/proposals/${moved.personId}`, {
      shiftId: day.shifts[1]!.id,
    });
    expect(put).toMatchObject({ status: 200, body: { shiftId: day.shifts[1]!.id, pinned: true } });
    const out = items.find((item) => item.personId !== moved.personId)!;
    await day.organiser.put(`${day.plans}/${draft.id}/proposals/${out.personId}`, { shiftId: null });

    const detail = (await day.organiser.get<PlanDetail>(`${day.plans}/${draft.id}`)).body;
    expect(detail).toMatchObject({ placed: 2, unplaced: 1, shortOfTarget: 2 });
    expect(detail.gaps.reduce((sum, gap) => sum + gap.short, 0)).toBe(2);
    expect(detail.gaps[0]?.reason.vi).toContain('sau khi người tổ chức điều chỉnh');

    const again = await day.solve();
    const kept = await day.proposals(again.id);
    expect(kept.find((item) => item.personId === moved.personId)?.shiftId).toBe(day.shifts[1]!.id);
    expect(kept.find((item) => item.personId === out.personId)).toMatchObject({
      shiftId: null,
      pinned: true,
      reason: { code: 'pinned_out' },
    });
    const old = (await day.organiser.get<PlanDetail>(`${day.plans}/${draft.id}`)).body;
    expect(old.state).toBe('superseded');
    expect(
      await day.organiser.put(`${day.plans}/${draft.id}/proposals/${out.personId}`, { shiftId: null }),
    ).toMatchObject({ status: 409, body: { code: 'plan_not_draft' } });
  });

  it('refuses impossible moves in words', async () => {
    const day = await planned(server, make, { people: 2, target: 1, sites: 2 });
    const other = await planned(server, make, { people: 1, target: 1 });
    const draft = await day.solve();
    const [first] = await day.proposals(draft.id);
    const path = `${day.plans}/${draft.id}/proposals/`;
    const full = day.shifts.find((shift) => shift.id !== first!.shiftId)!;
    const bodies: [string, unknown, number, string][] = [
      [first!.personId, { shiftId: other.shifts[0]!.id }, 422, 'impossible_move'],
      [first!.personId, { shiftId: full.id }, 422, 'impossible_move'],
      [other.people[0]!.id, { shiftId: null }, 404, 'not_found'],
      [first!.personId, { shiftId: 5 }, 400, 'invalid_input'],
      [first!.personId, {}, 400, 'invalid_input'],
      [first!.personId, { shiftId: null, more: 1 }, 400, 'invalid_input'],
      ['nobody', { shiftId: null }, 400, 'invalid_input'],
    ];
    for (const [person, body, status, code] of bodies) {
      expect(await day.organiser.put(path + person, body)).toMatchObject({ status, body: { code } });
    }
    const stranger = await make.staff('province_coordinator', await make.orgUnit());
    for (const answer of [
      await stranger.client.get(day.plans),
      await stranger.client.post(day.plans),
      await stranger.client.get(`${day.plans}/${draft.id}`),
      await stranger.client.get(`${day.plans}/${draft.id}/proposals`),
      await stranger.client.put(path + first!.personId, { shiftId: null }),
      await stranger.client.post(`${day.plans}/${draft.id}/publish`, {}),
      await other.organiser.get(`/api/events/${other.event.id}/plans/${draft.id}`),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  it('refuses bad input to every path before it touches anything', async () => {
    const day = await planned(server, make, { people: 1, target: 1 });
    const draft = await day.solve();
    const { organiser } = day;
    const publish = `${day.plans}/${draft.id}/publish`;
    for (const body of [
      { answerWithinMinutes: 0 },
      { answerWithinMinutes: '60' },
      { answerWithinMinutes: 1.5 },
      { answerWithinMinutes: 1e9 },
      { more: 1 },
      [],
      'text',
    ]) {
      expect((await organiser.post(publish, body)).status).toBe(400);
    }
    for (const query of [
      'page=0',
      'pageSize=501',
      'page=x',
      'placed=maybe',
      'siteId=1',
      'more=1',
      `q=${'x'.repeat(81)}`,
    ]) {
      expect(await organiser.get(`${day.plans}/${draft.id}/proposals?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'invalid_input' },
      });
    }
    for (const path of ['/api/events/x/plans', `${day.plans}/x`, `${day.plans}/x/proposals`]) {
      expect((await organiser.get(path)).status).toBe(400);
    }
    for (const path of [`/api/events/${draft.id}/plans`, `${day.plans}/${day.event.id}`]) {
      expect(await organiser.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect((await organiser.post(`${day.plans}/${day.event.id}/cancel`)).status).toBe(404);
    expect((await organiser.post(`${day.plans}/${draft.id}/cancel`)).body).toMatchObject({
      code: 'wrong_state',
    });
    expect((await server.client().post(day.plans)).status).toBe(401);
    expect(await day.assignments()).toEqual([]);
  });

  it('finds people by name without marks, by place, by site and commune', async () => {
    const day = await planned(server, make, {
      people: 3,
      target: 2,
      names: ['Đặng Thị Ngọc', 'Lê Ánh', 'Đỗ Văn Đức'],
    });
    const draft = await day.solve();
    const search = async (query: string) =>
      (await day.organiser.get<Page<Proposal>>(`${day.plans}/${draft.id}/proposals?${query}`)).body.total;
    expect(await search('q=dang%20thi%20NGOC')).toBe(1);
    expect(await search('q=%25')).toBe(0);
    expect(await search('placed=true')).toBe(2);
    expect(await search('placed=false')).toBe(1);
    expect(await search(`siteId=${day.shifts[0]!.siteId}`)).toBe(2);
    expect(await search(`communeId=${day.communeId}`)).toBe(2);
    expect(await search('communeId=99999')).toBe(0);
  });

  it('publishes once, however often the button is pressed', async () => {
    const day = await planned(server, make, { people: 5, target: 3 });
    const draft = await day.solve();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => day.organiser.post(`${day.plans}/${draft.id}/publish`, {})),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
    expect(await make.total(day.event.id, 'offered')).toBe(3);
  });

  it('keeps standing places in the next plan, and takes back what it leaves out', async () => {
    const day = await planned(server, make, { people: 3, target: 2 });
    await day.publish();
    const before = await day.assignments();
    const kept = before.find((row) => row.state === 'offered')!;
    const phone = await make.signedIn('volunteer', { subjectId: kept.personId });
    await phone.post(`/api/me/assignments/${kept.id}/answer`, { answer: 'accept' });

    const draft = await day.solve();
    const items = await day.proposals(draft.id);
    expect(items.filter((item) => item.reason.code === 'standing')).toHaveLength(2);
    const dropped = before.find((row) => row.id !== kept.id)!;
    await day.organiser.put(`${day.plans}/${draft.id}/proposals/${dropped.personId}`, { shiftId: null });
    const published = await day.organiser.post(`${day.plans}/${draft.id}/publish`, {});
    expect(published.body).toMatchObject({ offered: 0, withdrawn: 1 });

    const after = await day.assignments();
    expect(after.find((row) => row.id === kept.id)?.state).toBe('accepted');
    expect(after.find((row) => row.id === dropped.id)?.state).toBe('withdrawn');
    const told = await make.signedIn('volunteer', { subjectId: dropped.personId });
    expect((await told.get<Inbox>('/api/me/inbox')).body.items.at(-1)?.kind).toBe('offer_withdrawn');
    expect(await make.total(day.event.id, 'offered')).toBe(1);
  });
});

describe('a run that goes wrong', () => {
  it('does nothing a second time, and is started again when its worker died', async () => {
    const day: Planned = await planned(server, make, { people: 2, target: 2 });
    const lost = '01999999-0000-7000-8000-000000000002';
    await make.sql(
      `INSERT INTO plans (id, event_id, state, progress, people, placed, unplaced, short_of_minimum, short_of_target, created_at, updated_at)
       VALUES ($1, $2, 'running', 0.4, 2, 0, 0, 0, 0, now(), now() - interval '1 hour')`,
      [lost, day.event.id],
    );
    const { PlanJobs } = await import('../src/assignments/plans.jobs.js');
    const { PlanRunService } = await import('../src/assignments/plan-run.service.js');
    // A frozen worker comes back: the plan is not pending, so its second run does nothing.
    await server.get(PlanRunService).run(lost);
    expect(await day.organiser.get<Plan>(`${day.plans}/${lost}`)).toMatchObject({
      body: { state: 'running' },
    });
    await server.get(PlanJobs).sweep();
    await eventually(
      async () => (await day.organiser.get<Plan>(`${day.plans}/${lost}`)).body.state === 'draft',
    );
    await server.get(PlanRunService).run(lost);
    expect(await day.proposals(lost)).toHaveLength(2);
  });

  it('runs again when it was last heard of before the clock was set back', async () => {
    const day: Planned = await planned(server, make, { people: 2, target: 2 });
    const lost = '01999999-0000-7000-8000-0000000000a3';
    await make.sql(
      `INSERT INTO plans (id, event_id, state, progress, people, placed, unplaced, short_of_minimum, short_of_target, created_at, updated_at)
       VALUES ($1, $2, 'running', 0.4, 2, 0, 0, 0, 0, now(), now() + interval '2 hours')`,
      [lost, day.event.id],
    );
    const { PlanJobs } = await import('../src/assignments/plans.jobs.js');
    await server.get(PlanJobs).sweep();
    await eventually(
      async () => (await day.organiser.get<Plan>(`${day.plans}/${lost}`)).body.state === 'draft',
    );
  });

  it('fails in words when the engine meets what it cannot read, and may be run again', async () => {
    const day = await planned(server, make, { people: 2, target: 2, skill: 'driver' });
    await make.sql(`UPDATE people SET skills = '{}' WHERE id = $1`, [day.people[0]!.id]);
    const failed = await day.solve();
    expect(failed).toMatchObject({
      state: 'failed',
      error: { vi: 'Không tính được phương án vì lỗi máy chủ. Hãy tính lại.' },
    });
    const activities = await make.sql<{ kind: string }>('SELECT kind FROM activities WHERE event_id = $1', [
      day.event.id,
    ]);
    expect(activities).toEqual([{ kind: 'plan_failed' }]);
    await make.sql(`UPDATE people SET skills = '[]' WHERE id = $1`, [day.people[0]!.id]);
    expect((await day.solve()).state).toBe('draft');
  });
});
