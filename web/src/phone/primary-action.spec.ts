import { describe, expect, test } from 'vitest';
import { orderAssignments, primaryAction, withSaid } from './primary-action.js';
import type { Saved, SavedAnswer, SavedCheckIn, SavedWay } from './saved-check-in.js';

const NOW = Date.parse('2026-10-10T00:40:00Z');
const base = {
  deadlineAt: '2026-10-10T01:00:00Z',
  checkedInAt: null,
  onTheWayAt: '2026-10-10T00:20:00Z',
  startsAt: '2026-10-10T01:00:00Z',
  endsAt: '2026-10-10T04:30:00Z',
};
const saved = (outcome: SavedCheckIn['outcome']): SavedCheckIn => ({
  id: 'a',
  personId: 'p',
  assignmentId: 'x',
  eventId: 'e',
  siteId: 's',
  gateCode: '123456',
  deviceId: 'phone-1',
  deviceTime: '2026-10-10T00:39:00Z',
  attempts: 0,
  notBefore: 0,
  outcome,
});

describe('one action at a time', () => {
  test('offered: answer, and say when it is late', () => {
    expect(primaryAction({ ...base, state: 'offered' }, null, NOW)).toEqual({ kind: 'answer', late: false });
    const late = { ...base, state: 'offered' as const, deadlineAt: '2026-10-10T00:39:59Z' };
    expect(primaryAction(late, null, NOW)).toEqual({ kind: 'answer', late: true });
  });

  test('accepted: check in', () => {
    expect(primaryAction({ ...base, state: 'accepted' }, null, NOW)).toEqual({
      kind: 'check_in',
      refused: null,
      onTheWayAt: base.onTheWayAt,
    });
  });

  test('accepted and not on the way yet: set out, from four hours before until the end', () => {
    const at = (now: string) =>
      primaryAction({ ...base, onTheWayAt: null, state: 'accepted' }, null, Date.parse(now)).kind;
    expect(at('2026-10-09T20:59:00Z')).toBe('check_in');
    expect(at('2026-10-09T21:01:00Z')).toBe('set_out');
    expect(at('2026-10-10T04:29:00Z')).toBe('set_out');
    expect(at('2026-10-10T04:30:00Z')).toBe('check_in');
  });

  test('given up: may still check in as long as the shift lasts', () => {
    const missed = { ...base, state: 'no_show' as const };
    expect(primaryAction(missed, null, NOW).kind).toBe('check_in');
    expect(primaryAction(missed, null, Date.parse(base.endsAt))).toEqual({ kind: 'over', state: 'no_show' });
  });

  test('accepted and saved on the phone: waiting', () => {
    expect(primaryAction({ ...base, state: 'accepted' }, saved(null), NOW)).toEqual({
      kind: 'waiting',
      savedAt: '2026-10-10T00:39:00Z',
    });
  });

  test('a duplicate is present, with the time of the ledger', () => {
    const end = { kind: 'duplicate' as const, at: '2026-10-10T00:20:00Z' };
    expect(primaryAction({ ...base, state: 'accepted' }, saved(end), NOW)).toEqual({
      kind: 'present',
      at: '2026-10-10T00:20:00Z',
    });
  });

  test('refused: check in again, with the reason', () => {
    const message = { vi: 'Sai mã.', en: 'Wrong code.' };
    expect(primaryAction({ ...base, state: 'accepted' }, saved({ kind: 'refused', message }), NOW)).toEqual({
      kind: 'check_in',
      refused: message,
      onTheWayAt: base.onTheWayAt,
    });
  });

  test("the server's word stands above the phone's", () => {
    expect(primaryAction({ ...base, state: 'withdrawn' }, saved(null), NOW)).toEqual({
      kind: 'over',
      state: 'withdrawn',
    });
    const here = { ...base, state: 'checked_in' as const, checkedInAt: '2026-10-10T00:42:00Z' };
    expect(primaryAction(here, saved(null), NOW)).toEqual({ kind: 'present', at: '2026-10-10T00:42:00Z' });
  });
});

describe('with what is said and not yet heard', () => {
  type Assignment = Parameters<typeof withSaid>[0];
  const offered: Assignment = { ...base, id: 'x', state: 'offered', onTheWayAt: null };
  const taken: Assignment = { ...offered, state: 'accepted' };
  const yes: SavedAnswer = {
    ...saved(null),
    id: 'b',
    kind: 'answer',
    answer: 'accept',
    reason: '',
    deviceTime: '2026-10-10T00:30:00Z',
  };
  const way = (isOnTheWay: boolean): SavedWay => ({ ...saved(null), id: 'c', kind: 'way', isOnTheWay });
  const refused = { kind: 'refused' as const, message: { vi: 'Muộn rồi.', en: 'Too late.' } };
  const kindsOf = (assignment: Assignment, ...all: Saved[]) => {
    const action = withSaid(assignment, all, NOW);
    return 'next' in action ? [action.kind, action.next] : [action.kind];
  };

  test('who has said yes may set out, then arrive', () => {
    expect(kindsOf(offered, yes)).toEqual(['answer_waiting', 'set_out']);
    expect(kindsOf(offered, yes, way(true))).toEqual(['way_waiting', 'check_in']);
    expect(kindsOf(offered, yes, way(true), saved(null))).toEqual(['waiting']);
    const no: SavedAnswer = { ...yes, answer: 'decline' };
    expect(kindsOf(offered, no)).toEqual(['answer_waiting', null]);
  });

  test('“not yet, after all” stands above what the server knows, until it has heard it', () => {
    expect(kindsOf(taken, way(true))).toEqual(['way_waiting', 'check_in']);
    expect(kindsOf({ ...taken, onTheWayAt: base.onTheWayAt }, way(false))).toEqual([
      'way_waiting',
      'set_out',
    ]);
  });

  test('what was refused says nothing any more, and nothing stands above a place that is gone', () => {
    expect(kindsOf(offered, { ...yes, outcome: refused }, way(true))).toEqual(['answer']);
    expect(kindsOf(taken, { ...way(true), outcome: refused })).toEqual(['set_out']);
    expect(withSaid({ ...taken, state: 'withdrawn' }, [yes, way(true)], NOW).kind).toBe('over');
  });
});

test('the next assignment comes first, past and lost ones last', () => {
  const at = (id: string, state: 'offered' | 'accepted' | 'declined', startsAt: string, endsAt: string) => ({
    id,
    state,
    startsAt,
    endsAt,
  });
  const ordered = orderAssignments(
    [
      at('past', 'accepted', '2026-10-09T00:00:00Z', '2026-10-09T04:00:00Z'),
      at('afternoon', 'offered', '2026-10-10T06:00:00Z', '2026-10-10T09:00:00Z'),
      at('declined', 'declined', '2026-10-10T00:00:00Z', '2026-10-10T04:00:00Z'),
      at('now', 'accepted', '2026-10-10T00:00:00Z', '2026-10-10T04:30:00Z'),
    ],
    NOW,
  );
  expect(ordered.map((a) => a.id)).toEqual(['now', 'afternoon', 'declined', 'past']);
});
