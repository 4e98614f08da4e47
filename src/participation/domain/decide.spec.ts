import { describe, expect, it } from '@jest/globals';
import type { AssignmentState } from '../../contracts/assignments.js';
import { type Arrival, decide, nearest, type Place } from './decide.js';

const hour = (h: number) => new Date(Date.UTC(2026, 9, 10) + h * 3_600_000);
const window = (id: string, from: number, to: number) => ({ id, startsAt: hour(from), endsAt: hour(to) });
const place = (siteId: string, state: AssignmentState, from = 0, to = 4): Place => ({
  ...window(`a-${siteId}-${from}`, from, to),
  siteId,
  shiftId: `s-${siteId}-${from}`,
  state,
});
const arrival = (places: Place[], rest: Partial<Arrival> = {}): Arrival => ({
  method: 'own_code',
  siteId: 'here',
  codeFault: null,
  person: { simulated: false, registered: true, places },
  shifts: [window('morning', 0, 4), window('afternoon', 6, 10)],
  event: { state: 'live', simulated: false },
  now: hour(1),
  ...rest,
});

describe('an arrival', () => {
  it('counts for the standing place at this site that is nearest in time', () => {
    const places = [place('here', 'checked_in', 0, 4), place('here', 'accepted', 6, 10)];
    expect(decide(arrival(places))).toMatchObject({ count: true, shiftId: 's-here-0' });
    expect(decide(arrival(places, { now: hour(5.6) }))).toMatchObject({ count: true, shiftId: 's-here-6' });
  });

  it('a place here goes before a place elsewhere, and that before a fallen place here', () => {
    const both = [place('there', 'accepted'), place('here', 'offered', 6, 10)];
    expect(decide(arrival(both))).toMatchObject({ count: true, shiftId: 's-here-6' });
    const moved = [place('here', 'withdrawn'), place('there', 'offered')];
    expect(decide(arrival(moved))).toEqual({ count: false, refusal: 'wrong_site', rightSiteId: 'there' });
  });

  it('of somebody who was given up counts for the place that was given up', () => {
    for (const method of ['gate_code', 'own_code', 'leader'] as const) {
      const decision = decide(
        arrival([place('here', 'no_show'), place('here', 'declined', 6, 10)], { method }),
      );
      expect(decision).toEqual({ count: true, shiftId: 's-here-0', assignmentId: 'a-here-0' });
    }
    const sentOn = [place('here', 'no_show'), place('there', 'offered')];
    expect(decide(arrival(sentOn))).toMatchObject({ refusal: 'wrong_site', rightSiteId: 'there' });
  });

  it('without a place is a walk-in on the present shift when somebody in charge sees the person', () => {
    for (const method of ['own_code', 'leader', 'desk'] as const) {
      const decision = decide(arrival([place('here', 'declined')], { method, now: hour(7) }));
      expect(decision).toEqual({ count: true, shiftId: 'afternoon', assignmentId: null });
    }
    expect(decide(arrival([], { shifts: [] }))).toMatchObject({ refusal: 'not_assigned' });
    expect(decide(arrival([place('here', 'planned')]))).toMatchObject({ count: true, assignmentId: null });
  });

  it('the first reason that stands is the one told', () => {
    const wrong: Partial<Arrival> = { siteId: null, codeFault: 'forged_code', person: null };
    const closed = { state: 'closed', simulated: false } as const;
    expect(decide(arrival([], { ...wrong, event: closed }))).toMatchObject({ refusal: 'event_closed' });
    const open = { state: 'open', simulated: false } as const;
    expect(decide(arrival([], { ...wrong, event: open }))).toMatchObject({ refusal: 'event_not_live' });
    expect(decide(arrival([], wrong))).toMatchObject({ refusal: 'unknown_site' });
    expect(decide(arrival([], { ...wrong, siteId: 'here' }))).toMatchObject({ refusal: 'forged_code' });
    expect(decide(arrival([], { person: null }))).toMatchObject({ refusal: 'unknown_person' });
  });
});

describe('the nearest window', () => {
  it('holds now, or else lies closest; of two alike the earlier', () => {
    const day = [window('b', 6, 10), window('a', 0, 4)];
    expect(nearest(day, hour(3))?.id).toBe('a');
    expect(nearest(day, hour(5))?.id).toBe('a');
    expect(nearest(day, hour(5.5))?.id).toBe('b');
    expect(nearest(day, hour(20))?.id).toBe('b');
    expect(nearest([], hour(1))).toBeNull();
  });
});
