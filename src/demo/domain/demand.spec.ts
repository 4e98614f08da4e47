import { describe, expect, it } from '@jest/globals';
import { comingDay } from './calendar.js';
import { planDemand } from './demand.js';
import { hallCommune, shareOut, type DemoCommune } from './map.js';

const commune = (id: string, type: string, population: number | null): DemoCommune => ({
  id,
  fullName: `${type} ${id}`,
  type,
  lat: 19.8,
  lon: 105.8,
  areaKm2: 100,
  population,
});
const communes = [commune('1', 'xã', 200_000), commune('2', 'phường', 90_000), commune('3', 'xã', null)];

describe('the demand of the demo', () => {
  it('asks for a few more than there are, in whole rows', () => {
    const { hall, communes: rows } = planDemand(communes, 1_000);
    const all = [hall, ...rows].flat();
    expect(all.reduce((sum, row) => sum + row.target, 0)).toBe(1_040);
    for (const { minimum, target, maximum } of all) {
      expect(0 < minimum && minimum <= target && target <= maximum).toBe(true);
    }
    for (const of of [hall, ...rows]) expect(new Set(of.map((row) => row.skill)).size).toBe(of.length);
  });

  it('leaves no commune out when people are few', () => {
    const { communes: rows } = planDemand(communes, 1);
    for (const row of rows) expect(row.reduce((sum, d) => sum + d.target, 0)).toBe(3);
  });

  it('opens in the most populous ward', () => {
    expect(hallCommune(communes).id).toBe('2');
    expect(hallCommune([commune('1', 'xã', 5), commune('2', 'xã', 6)]).id).toBe('2');
  });

  it('shares out without a remainder', () => {
    expect(shareOut(10, [1, 1, 1])).toEqual([3, 4, 3]);
    expect(shareOut(0, [1, 2])).toEqual([0, 0]);
  });
});

describe('the day of the demo', () => {
  it('is the next 10 October', () => {
    expect(comingDay('2026-10-09').day).toBe('2026-10-10');
    expect(comingDay('2026-10-10').day).toBe('2027-10-10');
    expect(comingDay('2026-11-22')).toEqual({
      day: '2027-10-10',
      campaign: { startsOn: '2027-10-01', endsOn: '2027-10-31' },
    });
  });
});
