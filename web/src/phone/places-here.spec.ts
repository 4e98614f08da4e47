import { describe, expect, it } from 'vitest';
import type { MyAssignment } from '../../../src/contracts/assignments.js';
import { placesHere } from './places-here.js';
import type { SavedCheckIn } from './saved-check-in.js';

const NOW = Date.parse('2026-10-10T03:00:00Z');
const place = (id: string, state: MyAssignment['state'], endsAt = '2026-10-10T04:30:00Z'): MyAssignment => ({
  id,
  eventId: 'event',
  eventTitle: 'Lễ ra quân',
  simulated: false,
  siteId: 'site',
  siteName: 'Nhà văn hóa',
  shiftTitle: 'Ca sáng',
  communeId: '14758',
  communeFullName: 'Phường Hạc Thành',
  address: null,
  lat: null,
  lon: null,
  contactName: null,
  contactPhone: null,
  startsAt: '2026-10-10T00:00:00Z',
  endsAt,
  state,
  deadlineAt: null,
  reason: null,
  onTheWayAt: null,
  checkedInAt: null,
  ownCode: null,
});
const saved = (assignmentId: string, outcome: SavedCheckIn['outcome']): SavedCheckIn => ({
  id: 'scan',
  personId: 'person',
  assignmentId,
  eventId: 'event',
  siteId: 'site',
  gateCode: '123456',
  deviceId: 'device-0001',
  deviceTime: '2026-10-10T00:01:00Z',
  attempts: 0,
  notBefore: 0,
  outcome,
});

describe('where results may be reported', () => {
  it('is where the server has somebody, and where a check-in is saved and waits', () => {
    const all = [
      place('a', 'checked_in'),
      place('b', 'accepted'),
      place('c', 'offered'),
      place('d', 'accepted'),
    ];
    expect(placesHere(all, [saved('b', null)], NOW)).toEqual({
      places: [all[0], all[1]],
      present: ['a'],
      coming: true,
    });
  });

  it('is not where the check-in was refused, and no longer than a day after the shift', () => {
    const refused = saved('a', { kind: 'refused', message: { vi: 'Mã sai', en: 'Wrong' } });
    const late = place('b', 'completed', '2026-10-09T02:00:00Z');
    expect(placesHere([place('a', 'accepted'), late], [refused], NOW).places).toEqual([]);
    const counted = saved('a', { kind: 'counted', at: '2026-10-10T00:02:00Z' });
    expect(placesHere([place('a', 'accepted')], [counted], NOW).present).toEqual(['a']);
  });
});
