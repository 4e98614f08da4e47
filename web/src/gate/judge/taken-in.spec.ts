import { expect, test } from 'vitest';
import type { EntryEnd, SavedEntry } from '../outbox/saved-entry.js';
import { takenIn } from './taken-in.js';

const AT = '2026-10-10T00:42:00.000Z';

const entry = (id: string, end: EntryEnd['kind'] | null): SavedEntry => ({
  id,
  eventId: 'event',
  siteId: 'site',
  at: AT,
  job: {
    kind: 'check_in',
    entry: { id, method: 'leader', siteId: 'site', personId: 'hanh', deviceTime: AT },
  },
  personId: 'hanh',
  said: 'expected',
  attempts: 0,
  notBefore: 0,
  end: end && { kind: end, message: { vi: '', en: '' }, at: end === 'refused' ? null : AT, personId: 'hanh' },
  toClear: false,
});
const newest = (...entries: SavedEntry[]) => takenIn(entries, AT).get('hanh')?.id;

test('who is counted and scanned again is counted, whatever became of the second scan', () => {
  expect(newest(entry('again', 'duplicate'), entry('first', 'counted'))).toBe('first');
  expect(newest(entry('again', null), entry('first', 'counted'))).toBe('first');
  expect(newest(entry('again', 'refused'), entry('first', 'counted'))).toBe('first');
});

test('whom another gate has counted is there, and does not wait', () => {
  expect(newest(entry('again', null), entry('first', 'duplicate'))).toBe('first');
  expect(newest(entry('first', 'refused'))).toBeUndefined();
});

test('a check-in that was struck out is gone with the next roster; what waits stays', () => {
  const later = '2026-10-10T00:42:06.000Z';
  expect(takenIn([entry('struck', 'counted')], later).size).toBe(0);
  expect(takenIn([entry('waits', null)], later).size).toBe(1);
});
