import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type {
  Plan,
  PlanComparison,
  PlanDetail,
  PlanMovePageSchema,
  PlanWeightsSchema,
  ProposalsPinnedSchema,
  WhatIfAnswerSchema,
} from '../src/contracts/assignments.js';
import { newId } from '../src/kernel/ids.js';
import { factories } from './factories/index.js';
import { planned, type Planned } from './factories/planned-event.js';
import { eventually } from './support/eventually.js';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
beforeAll(async () => {
  server = await startTestServer();
  make = factories(server);
});
afterAll(() => server.close());

type MovePage = z.infer<typeof PlanMovePageSchema>;
type Pinned = z.infer<typeof ProposalsPinnedSchema>;
type Weights = z.infer<typeof PlanWeightsSchema>;
type WhatIfAnswer = z.infer<typeof WhatIfAnswerSchema>;

const HAM_RONG = '14758';
const BIM_SON = '14812';
const DEFAULTS = { distance: 1, wish: 5, together: 1, turns: 1, stability: 30, skill: 1 };

const movesOf = async (day: Planned, planId: string, query = '') =>
  (await day.organiser.get<MovePage>(`${day.plans}/${planId}/moves${query}`)).body;
const detailOf = async (day: Planned, planId: string) =>
  (await day.organiser.get<PlanDetail>(`${day.plans}/${planId}`)).body;
const pin = (day: Planned, planId: string, body: unknown) =>
  day.organiser.put<Pinned>(`${day.plans}/${planId}/proposals`, body);

describe('what a plan weighs', () => {
  it('is what was last said for the event, and at first what the configuration says', async () => {
    const day = await planned(server, make, { people: 1, target: 1 });
    const path = `/api/events/${day.event.id}/plan-weights`;
    expect((await day.organiser.get<Weights>(path)).body).toEqual({ weights: DEFAULTS, defaults: DEFAULTS });
    expect(await day.solve()).toMatchObject({ weights: DEFAULTS, mayMove: 0, restMinutes: 0 });
    const own = { ...DEFAULTS, wish: 0, together: 12.5 };
    expect(await day.solve({ weights: own, mayMove: 3, restMinutes: 30 })).toMatchObject({
      weights: own,
      mayMove: 3,
      restMinutes: 30,
    });
    expect((await day.organiser.get<Weights>(path)).body).toEqual({ weights: own, defaults: DEFAULTS });
    // How many may move is said anew each time.
    expect(await day.solve({})).toMatchObject({ weights: own, mayMove: 0, restMinutes: 0 });
  });

  it('is refused when it is not', async () => {
    const day = await planned(server, make, { people: 1, target: 1 });
    for (const body of [
      { weights: { ...DEFAULTS, distance: -1 } },
      { weights: { ...DEFAULTS, more: 1 } },
      { weights: { distance: 1 } },
      { mayMove: 0.5 },
      { restMinutes: 10_000 },
      { more: 1 },
      [],
    ]) {
      expect((await day.organiser.post(day.plans, body)).status).toBe(400);
    }
    expect((await day.organiser.get<Plan[]>(day.plans)).body).toEqual([]);
    const stranger = await make.staff('province_coordinator', await make.orgUnit());
    expect((await stranger.client.get(`/api/events/${day.event.id}/plan-weights`)).status).toBe(404);
  });
});

describe('what is proven of a plan', () => {
  it('is kept until somebody is put elsewhere by hand, and not lost by a pin in place', async () => {
    const day = await planned(server, make, {
      people: 3,
      target: 2,
      maximum: 2,
      communes: [HAM_RONG, BIM_SON],
    });
    const draft = await day.solve();
    expect(draft.proof).toMatchObject({ optimal: true, gapPercent: 0, moved: 0 });
    expect(draft.proof!.km).toBe(draft.proof!.boundKm);
    const everybody = day.people.map((person) => person.id);
    const before = await day.proposals(draft.id);
    expect((await pin(day, draft.id, { personIds: everybody })).body).toEqual({ changed: 3, refused: [] });
    const after = await day.proposals(draft.id);
    expect(after).toEqual(before.map((item) => ({ ...item, pinned: true })));
    expect((await detailOf(day, draft.id)).proof).toEqual(draft.proof);
    // The same by the single way.
    const path = `${day.plans}/${draft.id}/proposals/${before[0]!.personId}`;
    await day.organiser.put(path, { shiftId: before[0]!.shiftId, pinned: false });
    expect((await detailOf(day, draft.id)).proof).toEqual(draft.proof);
    await day.organiser.put(path, { shiftId: null });
    expect((await detailOf(day, draft.id)).proof).toBeNull();
    expect((await day.solve()).proof).toMatchObject({ optimal: true });
  });

  it('answers what a small change would do, as long as it is proven', async () => {
    const day = await planned(server, make, { people: 1, target: 2 });
    const draft = await day.solve();
    const ask = (body: unknown) => day.organiser.post<WhatIfAnswer>(`${day.plans}/${draft.id}/what-if`, body);
    const more = await ask({ kind: 'one_more_person', communeId: HAM_RONG, skills: [] });
    expect(more.status).toBe(200);
    expect(more.body.answer.vi).toContain('Thêm một người ở Phường Hàm Rồng');
    expect((await ask({ kind: 'target', communeId: HAM_RONG, by: 1 })).body.answer.code).toBe('other_target');
    expect((await ask({ kind: 'weight', weight: 'wish', factor: 2 })).body.answer.code).toBe(
      'weight_changes_nothing',
    );
    for (const body of [
      {},
      { kind: 'target', communeId: HAM_RONG },
      { kind: 'weight', weight: 'more', factor: 2 },
      { kind: 'one_more_person', communeId: 'x', skills: [] },
      { kind: 'other' },
    ]) {
      expect((await ask(body)).status).toBe(400);
    }
    await pin(day, draft.id, { personIds: [day.people[0]!.id], shiftId: null });
    expect(await ask({ kind: 'target', communeId: HAM_RONG, by: 1 })).toMatchObject({
      status: 409,
      body: { code: 'no_proof' },
    });
  });

  it('is nothing when the question contradicts itself: each contradiction is named, with names', async () => {
    const day = await planned(server, make, { people: 2, target: 2, names: ['Đặng Thị Ngọc', 'Lê Ánh'] });
    const draft = await day.solve();
    const [who] = day.people;
    await pin(day, draft.id, { personIds: [who!.id] });
    const terms = `/api/events/${day.event.id}/registrations/${who!.id}`;
    const never = { startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-01T01:00:00Z' };
    await day.organiser.put(terms, { available: [never], wishCommuneIds: [], excludedCommuneIds: [] });
    const kept = await day.proposals(draft.id);
    const failed = await day.solve();
    expect(failed).toMatchObject({
      state: 'failed',
      error: { code: 'contradictions', vi: 'Không lập được phương án: có 1 điều mâu thuẫn.' },
      contradictions: [{ code: 'pin_without_time' }],
      proof: null,
    });
    expect(failed.contradictions[0]!.vi).toContain('Đặng Thị Ngọc được ghim ở Phường Hàm Rồng');
    // What is kept, and goes over sockets, holds no names.
    const [row] = await make.sql<{ text: string }>(
      'SELECT contradictions::text AS text FROM plans WHERE id = $1',
      [failed.id],
    );
    expect(row!.text).not.toContain('Ngọc');
    const written = await make.sql(
      `SELECT 1 FROM plan_proposals WHERE plan_id = $1 UNION ALL SELECT 1 FROM plan_gaps WHERE plan_id = $1
       UNION ALL SELECT 1 FROM plan_proofs WHERE plan_id = $1`,
      [failed.id],
    );
    expect(written).toEqual([]);
    expect((await detailOf(day, draft.id)).state).toBe('draft');
    expect(await day.proposals(draft.id)).toEqual(kept);
  });
});

describe('what a plan would change', () => {
  it('is listed before it happens: new, moved and withdrawn', async () => {
    const day = await planned(server, make, {
      people: 4,
      target: 2,
      maximum: 3,
      communes: [HAM_RONG, BIM_SON],
      names: ['Bùi An', 'Cao Bình', 'Đỗ Chi', 'Lê Dũng'],
    });
    const [an, binh, chi, dung] = day.people.map((person) => person.id);
    const [here, there] = day.shifts.map((shift) => shift.id);
    const first = await day.solve();
    // Whom the plan sent where is a tie: these two make room first, so that no pin finds its place full.
    await pin(day, first.id, { personIds: [dung], shiftId: null });
    await pin(day, first.id, { personIds: [chi], shiftId: there });
    expect((await pin(day, first.id, { personIds: [an, binh], shiftId: here })).body.refused).toEqual([]);
    expect(await movesOf(day, first.id)).toMatchObject({ total: 3 });
    expect((await movesOf(day, first.id, '?kind=new')).items.map((move) => move.fullName)).toEqual([
      'Bùi An',
      'Cao Bình',
      'Đỗ Chi',
    ]);
    await day.organiser.post(`${day.plans}/${first.id}/publish`, {});
    expect(await movesOf(day, first.id)).toMatchObject({ total: 0 });

    const next = await day.solve();
    expect(await movesOf(day, next.id)).toMatchObject({ total: 0 });
    await pin(day, next.id, { personIds: [an], shiftId: there });
    await pin(day, next.id, { personIds: [binh], shiftId: null });
    await pin(day, next.id, { personIds: [dung], shiftId: here });
    const place = (shiftId: string | undefined, communeId: string) => ({ shiftId, communeId, skill: null });
    expect((await movesOf(day, next.id)).items).toMatchObject([
      { personId: an, fullName: 'Bùi An', from: place(here, HAM_RONG), to: place(there, BIM_SON) },
      { personId: binh, from: place(here, HAM_RONG), to: null, reason: { code: 'pinned_out' } },
      { personId: dung, from: null, to: place(here, HAM_RONG), reason: { code: 'pinned' } },
    ]);
    const kinds = ['moved', 'withdrawn', 'new'];
    const each = await Promise.all(kinds.map((kind) => movesOf(day, next.id, `?kind=${kind}`)));
    expect(each.map((page) => page.items.map((move) => move.personId))).toEqual([[an], [binh], [dung]]);
    expect(await movesOf(day, next.id, '?pageSize=1&page=2')).toMatchObject({
      total: 3,
      items: [{ personId: binh }],
    });
    expect((await day.organiser.get(`${day.plans}/${next.id}/moves?kind=other`)).status).toBe(400);

    // The list is what publishing does.
    const published = await day.organiser.post(`${day.plans}/${next.id}/publish`, {});
    expect(published.body).toMatchObject({ offered: 2, withdrawn: 2 });
    expect(await movesOf(day, next.id)).toMatchObject({ total: 0 });
  });

  it('leaves out a place given from standby after it was computed: publishing keeps that too', async () => {
    const day = await planned(server, make, { people: 2, target: 1 });
    await day.publish();
    const next = await day.solve();
    const [offer] = await day.assignments();
    const phone = await day.phoneOf(offer!.personId);
    await phone.post(`/api/me/assignments/${offer!.id}/answer`, { answer: 'decline' });
    const standing = (await day.assignments()).filter((row) => row.state === 'offered');
    expect(standing.map((row) => row.personId)).toEqual([
      day.people.find((person) => person.id !== offer!.personId)!.id,
    ]);
    expect((await movesOf(day, next.id, '?kind=withdrawn')).items).toEqual([]);
  });

  it('is shown for each commune, before and after', async () => {
    const day = await planned(server, make, {
      people: 3,
      target: 2,
      minimum: 1,
      maximum: 3,
      communes: [HAM_RONG, BIM_SON],
    });
    const row = (communeId: string, before: number, after: number) => ({
      communeId,
      minimum: 1,
      target: 2,
      before,
      after,
    });
    const all = day.people.map((person) => person.id);
    const [here, there] = day.shifts.map((shift) => shift.id);
    const first = await day.solve();
    await pin(day, first.id, { personIds: all, shiftId: here });
    expect((await detailOf(day, first.id)).communes).toEqual([row(HAM_RONG, 0, 3), row(BIM_SON, 0, 0)]);
    await day.organiser.post(`${day.plans}/${first.id}/publish`, {});
    const next = await day.solve();
    await pin(day, next.id, { personIds: [all[0]], shiftId: there });
    expect((await detailOf(day, next.id)).communes).toEqual([row(HAM_RONG, 3, 2), row(BIM_SON, 0, 1)]);
  });
});

describe('two plans side by side', () => {
  it('differ in people and communes, whatever became of them', async () => {
    const day = await planned(server, make, {
      people: 3,
      target: 2,
      maximum: 3,
      communes: [HAM_RONG, BIM_SON],
    });
    const compare = (left: string, right: string) =>
      day.organiser.get<PlanComparison>(`${day.plans}/${left}/compare/${right}`);
    const [here, there] = day.shifts.map((shift) => shift.id);
    const all = day.people.map((person) => person.id);
    const first = await day.solve();
    await pin(day, first.id, { personIds: all, shiftId: here });
    const second = await day.solve();
    expect((await compare(first.id, second.id)).body).toMatchObject({
      left: { id: first.id, state: 'superseded' },
      right: { id: second.id, state: 'draft' },
      people: 0,
      communes: [],
    });
    await pin(day, second.id, { personIds: [all[0]], shiftId: there });
    await pin(day, second.id, { personIds: [all[1]], shiftId: null });
    expect((await compare(first.id, second.id)).body).toMatchObject({
      people: 2,
      communes: [
        { communeId: HAM_RONG, target: 2, left: 3, right: 1 },
        { communeId: BIM_SON, target: 2, left: 0, right: 1 },
      ],
    });
    await day.organiser.post(`${day.plans}/${second.id}/publish`, {});
    expect((await compare(second.id, first.id)).body).toMatchObject({
      left: { state: 'published' },
      people: 2,
      communes: [
        { left: 1, right: 3 },
        { left: 1, right: 0 },
      ],
    });

    const other = await planned(server, make, { people: 1, target: 1 });
    const foreign = await other.solve();
    for (const [left, right] of [
      [first.id, foreign.id],
      [foreign.id, first.id],
      [first.id, newId()],
    ]) {
      expect(await compare(left!, right!)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect((await compare(first.id, 'x')).status).toBe(400);
  });
});

describe('many people in one go', () => {
  it('are moved and pinned, as many as a rule allows; whom it forbids is named', async () => {
    const day = await planned(server, make, {
      people: 4,
      target: 1,
      maximum: 2,
      communes: [HAM_RONG, BIM_SON],
    });
    const [busy, ...others] = day.people.map((person) => person.id);
    const there = day.shifts[1]!.id;
    const elsewhere = await make.event({ unit: day.unit, startsAt: day.event.startsAt });
    const site = await make.site(elsewhere.id, day.communeId);
    await make.assignment(elsewhere, await make.shift(elsewhere, site.id), busy!);
    const draft = await day.solve();
    await pin(day, draft.id, { personIds: day.people.map((person) => person.id), shiftId: null });
    const nobody = newId();
    const personIds = [busy, nobody, ...others, others[0]];
    const answer = await pin(day, draft.id, { personIds, shiftId: there });
    expect(answer).toMatchObject({ status: 200, body: { changed: 2 } });
    expect(answer.body.refused).toEqual([
      { personId: busy, problem: 'overlap' },
      { personId: nobody, problem: 'not_registered' },
      { personId: others[2], problem: 'shift_full' },
    ]);
    const placed = (await day.proposals(draft.id)).filter((item) => item.shiftId === there);
    expect(placed.map((item) => item.personId).sort()).toEqual(others.slice(0, 2).sort());
    expect(placed.every((item) => item.pinned)).toBe(true);
    const detail = await detailOf(day, draft.id);
    expect(detail).toMatchObject({ placed: 2, unplaced: 2, shortOfTarget: 1 });
    expect(detail.gaps).toMatchObject([{ shiftId: day.shifts[0]!.id, short: 1 }]);

    expect((await pin(day, draft.id, { personIds: others, pinned: false })).body).toEqual({
      changed: 3,
      refused: [],
    });
    expect((await pin(day, draft.id, { personIds: others, pinned: false })).body).toEqual({
      changed: 0,
      refused: [],
    });
    expect((await pin(day, draft.id, { personIds: [nobody] })).body.refused).toEqual([
      { personId: nobody, problem: 'not_in_plan' },
    ]);
  });

  it('are refused when the shift, the plan or the wish is wrong, and nothing is changed', async () => {
    const day = await planned(server, make, { people: 2, target: 1 });
    const other = await planned(server, make, { people: 1, target: 1 });
    const draft = await day.solve();
    const before = await day.proposals(draft.id);
    const personIds = day.people.map((person) => person.id);
    expect(await pin(day, draft.id, { personIds, shiftId: other.shifts[0]!.id })).toMatchObject({
      status: 422,
      body: { code: 'impossible_move' },
    });
    for (const body of [
      {},
      { personIds: [] },
      { personIds: ['x'] },
      { personIds, pinned: 1 },
      { personIds, more: 1 },
    ]) {
      expect((await pin(day, draft.id, body)).status).toBe(400);
    }
    const stranger = await make.staff('province_coordinator', await make.orgUnit());
    expect((await stranger.client.put(`${day.plans}/${draft.id}/proposals`, { personIds })).status).toBe(404);
    expect(await day.proposals(draft.id)).toEqual(before);
    await day.organiser.post(`${day.plans}/${draft.id}/publish`, {});
    expect((await pin(day, draft.id, { personIds })).body).toMatchObject({ code: 'plan_not_draft' });
  });
});

describe('published places', () => {
  it('are moved only as far as the organiser allows', async () => {
    const day = await planned(server, make, { people: 2, target: 2, communes: [BIM_SON] });
    await day.publish();
    const site = await make.site(day.event.id, HAM_RONG); // where they live
    const near = await make.shift(day.event, site.id, [{ target: 2, minimum: 2 }]);
    const stay = await day.solve();
    expect(await movesOf(day, stay.id)).toMatchObject({ total: 0 });
    const one = await day.solve({ mayMove: 1 });
    expect(one.proof).toMatchObject({ moved: 1 });
    expect((await movesOf(day, one.id)).items).toMatchObject([{ to: { shiftId: near.id } }]);
    expect((await day.solve({ mayMove: 2 })).proof).toMatchObject({ moved: 2 });
  });

  it('take another skill on the same shift when the plan says so', async () => {
    const day = await planned(server, make, {
      people: 1,
      target: 1,
      skill: 'driver',
      skills: [
        { skill: 'driver', level: 1 },
        { skill: 'leader', level: 1 },
      ],
    });
    await day.publish();
    const [offer] = await day.assignments();
    expect(offer).toMatchObject({ skill: 'driver', state: 'offered' });
    await make.sql(
      `INSERT INTO demands (shift_id, skill, minimum, target, maximum) VALUES ($1, 'leader', 1, 1, 1)`,
      [day.shifts[0]!.id],
    );
    const next = await day.solve({ mayMove: 1 });
    expect((await movesOf(day, next.id)).items).toMatchObject([
      { from: { skill: 'driver' }, to: { shiftId: day.shifts[0]!.id, skill: 'leader' } },
    ]);
    const published = await day.organiser.post(`${day.plans}/${next.id}/publish`, {});
    expect(published.body).toMatchObject({ offered: 0, withdrawn: 0 });
    await eventually(async () => (await day.assignments())[0]?.skill === 'leader');
    expect(await movesOf(day, next.id)).toMatchObject({ total: 0 });
  });
});
