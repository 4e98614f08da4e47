import { describe, expect, it } from '@jest/globals';
import { needsSecondFactor, sessionLimits } from './staff-rules.js';

describe('a second factor', () => {
  it.each([
    ['province_coordinator', 'commune', true],
    ['auditor', 'province', true],
    ['event_organiser', 'province', true],
    ['unit_leader', 'province', true],
    ['unit_leader', 'commune', false],
    ['viewer', 'province', false],
    ['gate_keeper', 'province', false],
  ] as const)('of a %s on a %s: %s', (role, unitKind, needed) => {
    expect(needsSecondFactor({ role, unitKind })).toBe(needed);
  });
});

describe('the limits of a session', () => {
  const minutes = (limits: { idleMs: number; lifetimeMs: number }) => [
    limits.idleMs / 60_000,
    limits.lifetimeMs / 60_000,
  ];

  it('are the strictest of the roles held', () => {
    expect(minutes(sessionLimits(['gate_keeper']))).toEqual([240, 720]);
    expect(minutes(sessionLimits(['gate_keeper', 'auditor']))).toEqual([60, 480]);
    expect(minutes(sessionLimits([]))).toEqual([60, 720]);
  });

  it('are what the operator sets', () => {
    expect(minutes(sessionLimits(['auditor', 'viewer'], 'auditor=15/60,viewer=600/30'))).toEqual([15, 30]);
  });
});
