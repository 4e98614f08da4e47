import { describe, expect, it } from '@jest/globals';
import type { DemoCommune } from './map.js';
import { inventPhone, inventVolunteers } from './volunteers.js';

const communes: DemoCommune[] = [
  { id: '1', fullName: 'Phường A', type: 'phường', lat: 19.8, lon: 105.8, areaKm2: 20, population: 120_000 },
  { id: '2', fullName: 'Xã B', type: 'xã', lat: 19.9, lon: 105.7, areaKm2: 30, population: 20_000 },
  { id: '3', fullName: 'Xã C', type: 'xã', lat: 20.5, lon: 104.5, areaKm2: 130, population: 5_000 },
];
const options = {
  people: 2_000,
  communes,
  branchesPerCommune: 4,
  south: false,
  on: '2027-10-10',
  seed: 7,
};

describe('invented volunteers', () => {
  const volunteers = inventVolunteers(options);

  it('are exactly as many as asked, in every commune', () => {
    expect(volunteers).toHaveLength(2_000);
    expect(new Set(volunteers.map((v) => v.unitCommune))).toEqual(new Set([0, 1, 2]));
    expect(inventVolunteers({ ...options, people: 0 })).toEqual([]);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(inventVolunteers(options)).toEqual(volunteers);
    expect(inventVolunteers({ ...options, seed: 8 })).not.toEqual(volunteers);
  });

  it('are 16 to 30 years old, and drive only as adults', () => {
    for (const { birthDate, hasVehicle, skills } of volunteers) {
      expect(birthDate >= '1996-10-10' && birthDate <= '2011-10-10').toBe(true);
      const minor = birthDate > '2009-10-11';
      expect(minor && (hasVehicle || skills.some(({ skill }) => skill === 'driver'))).toBe(false);
    }
  });

  it('speak the languages of the uplands there', () => {
    const share = (id: string) => {
      const there = volunteers.filter((v) => v.homeCommuneId === id);
      return there.filter((v) => v.skills.some((s) => s.skill === 'ethnic_language')).length / there.length;
    };
    expect(share('3')).toBeGreaterThan(0.3);
    expect(share('1')).toBeLessThan(0.05);
  });

  it('have numbers that come once and belong to no network', () => {
    const phones = Array.from({ length: 50_000 }, (_, i) => inventPhone(i));
    expect(new Set(phones).size).toBe(50_000);
    expect(phones.every((phone) => /^\+8430\d{7}$/.test(phone))).toBe(true);
  });
});
