import { describe, expect, it } from 'vitest';
import type { Grantable } from '../../../../src/contracts/people.js';
import { endsBy, givingIn, occasionsOffered, rolesOffered, unitsOffered } from './offers.js';

const grantable = (change: Partial<Grantable>): Grantable => ({
  roles: ['gate_keeper'],
  orgUnitId: 'province',
  orgUnitName: 'Tỉnh đoàn',
  eventId: null,
  eventTitle: null,
  campaignId: null,
  campaignTitle: null,
  endsAt: null,
  ...change,
});
const units = [
  { id: 'province', name: 'Tỉnh đoàn', parentId: null },
  { id: 'commune', name: 'Đoàn phường', parentId: 'province' },
  { id: 'branch', name: 'Chi đoàn', parentId: 'commune' },
];
const events = [
  { id: 'launch', title: 'Lễ ra quân', campaignId: 'autumn', simulated: false, state: 'open' as const },
  { id: 'trial', title: 'Tổng duyệt', campaignId: 'autumn', simulated: true, state: 'open' as const },
  { id: 'past', title: 'Năm ngoái', campaignId: 'spring', simulated: false, state: 'closed' as const },
];
const campaigns = [
  { id: 'autumn', title: 'Tháng 10' },
  { id: 'spring', title: 'Tháng 3' },
];

describe('the dialog offers', () => {
  it('roles and units that may be given', () => {
    const mine = [
      grantable({ orgUnitId: 'commune', orgUnitName: 'Đoàn phường', roles: ['gate_keeper', 'viewer'] }),
    ];
    expect(rolesOffered(mine)).toEqual(['gate_keeper', 'viewer']);
    expect(unitsOffered(mine, 'viewer', units).map(({ id }) => id)).toEqual(['commune', 'branch']);
    expect(givingIn(mine, 'viewer', 'branch', units)).toEqual(mine);
    expect(givingIn(mine, 'viewer', 'province', units)).toEqual([]);
  });

  it('the own unit also to whose role is for one event, who sees no tree', () => {
    const mine = [grantable({ eventId: 'launch' })];
    expect(unitsOffered(mine, 'gate_keeper', [])).toEqual([{ id: 'province', name: 'Tỉnh đoàn' }]);
    expect(givingIn(mine, 'gate_keeper', 'province', [])).toEqual(mine);
    expect(occasionsOffered(mine, events, campaigns)).toEqual({
      everything: false,
      events: [{ id: 'launch', name: 'Lễ ra quân' }],
      campaigns: [],
    });
  });

  it('everything, or a campaign with its events, but no rehearsal and nothing that is over', () => {
    const all = occasionsOffered([grantable({})], events, campaigns);
    expect([all.everything, all.events.length, all.campaigns.length]).toEqual([true, 1, 2]);
    const one = occasionsOffered([grantable({ campaignId: 'autumn' })], events, campaigns);
    expect([one.everything, one.events.length, one.campaigns.length]).toEqual([false, 1, 1]);
  });

  it('no end later than the own', () => {
    expect(endsBy([grantable({ endsAt: '2026-10-10' }), grantable({})])).toBeNull();
    expect(endsBy([grantable({ endsAt: '2026-10-10' }), grantable({ endsAt: '2026-10-12' })])).toBe(
      '2026-10-12',
    );
  });
});
