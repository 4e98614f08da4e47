import { describe, expect, it } from '@jest/globals';
import { demandByRule } from './demand-rule.js';

const communes = [
  { id: '1', fullName: 'Xã Một', population: 20_000 },
  { id: '2', fullName: 'Xã Hai', population: 20_001 },
  { id: '3', fullName: 'Xã Ba', population: 900 },
  { id: '4', fullName: 'Xã Bốn', population: null },
];
const targets = (rule: Parameters<typeof demandByRule>[0]) =>
  demandByRule(rule, communes).map((row) => row.target);

describe('demand by a rule', () => {
  it('gives every commune the same team', () => {
    expect(targets({ kind: 'per_commune', people: 5, skill: null })).toEqual([5, 5, 5, 5]);
  });

  it('gives people by population, rounded up, and one measure where it is not known', () => {
    expect(targets({ kind: 'per_population', people: 2, per: 10_000, skill: null })).toEqual([4, 5, 1, 2]);
  });

  it('names one number, which is minimum, target and maximum', () => {
    expect(demandByRule({ kind: 'per_commune', people: 5, skill: 'vneid' }, communes)[0]).toEqual({
      communeId: '1',
      communeName: 'Xã Một',
      skill: 'vneid',
      minimum: 5,
      target: 5,
      maximum: 5,
    });
  });
});
