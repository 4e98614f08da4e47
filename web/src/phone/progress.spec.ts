import { describe, expect, it } from 'vitest';
import type { PhoneSnapshot } from '../../../src/contracts/live.js';
import type { LiveView } from '../live-client/index.js';
import { progressOf } from './progress.js';

const EVENT = '0199aaaa-0000-7000-8000-000000000001';
const hamRong = { communeId: '14767', communeFullName: 'Xã Hàm Rồng' };
const snapshot: PhoneSnapshot = {
  eventId: EVENT,
  epoch: 'a',
  rev: 7,
  at: '2026-10-10T00:00:00Z',
  title: 'Lễ ra quân',
  state: 'live',
  simulated: false,
  people: 4_411,
  target: 5_000,
  communes: [
    { communeId: '14758', people: 12, target: 30 },
    { communeId: '14767', people: 46, target: 51 },
  ],
};
const view = (more: Partial<LiveView<PhoneSnapshot>> = {}): LiveView<PhoneSnapshot> => ({
  snapshot,
  status: 'live',
  asOf: '2026-10-10T00:00:02Z',
  error: null,
  ...more,
});

describe('how far the day is', () => {
  it('says how many are there everywhere, and in the commune one is sent to', () => {
    expect(progressOf(view(), hamRong)).toEqual({
      people: 4_411,
      here: { name: 'xã Hàm Rồng', people: 46, target: 51 },
      staleSince: null,
    });
  });

  it('keeps the number when nothing is heard, and says of when it is', () => {
    expect(progressOf(view({ status: 'stale' }), hamRong)).toMatchObject({
      people: 4_411,
      staleSince: '2026-10-10T00:00:02Z',
    });
  });

  it('says nothing before anything is known, before the event is live, and of what is not one’s own', () => {
    expect(progressOf(view({ snapshot: null, status: 'connecting' }), hamRong)).toBeNull();
    expect(progressOf(view({ snapshot: { ...snapshot, state: 'open' } }), hamRong)).toBeNull();
    expect(progressOf(view({ status: 'refused' }), hamRong)).toBeNull();
  });

  it('leaves out a commune that has no site any more', () => {
    expect(progressOf(view(), { ...hamRong, communeId: '1' })?.here).toBeNull();
  });
});
