import { describe, expect, it } from '@jest/globals';
import { effectOf, type KnownPerson } from './effect.js';
import type { AcceptedRow } from './roster-row.js';

const ROW: AcceptedRow = {
  row: 2,
  fullName: 'Nguyễn Văn An',
  phone: '+84912345678',
  birthDate: null,
  memberNo: null,
  orgUnitId: null,
  homeCommuneId: null,
  skills: null,
  hasVehicle: null,
  maxDistanceKm: null,
  cells: [],
};
const KNOWN: KnownPerson = {
  id: 'x',
  phone: ROW.phone,
  simulated: false,
  ancestors: ['province', 'commune', 'branch'],
  fullName: 'Nguyễn Văn An',
  birthDate: '2001-03-26',
  memberNo: 'TH1',
  orgUnitId: 'branch',
  homeCommuneId: '14758',
  skills: [
    { skill: 'vneid', level: 2 },
    { skill: 'driver', level: 1 },
  ],
  hasVehicle: true,
  maxDistanceKm: 10,
};
const effect = (
  row: Partial<AcceptedRow>,
  known: KnownPerson | undefined,
  chosen = 'commune',
  scope = ['commune'],
) => effectOf({ ...ROW, ...row }, known, chosen, scope);

describe('effectOf', () => {
  it('is a new person in the chosen unit, or in the one the row names', () => {
    expect(effect({}, undefined)).toMatchObject({ kind: 'new', facts: { orgUnitId: 'commune', skills: [] } });
    expect(effect({ orgUnitId: 'branch' }, undefined)).toMatchObject({ facts: { orgUnitId: 'branch' } });
  });

  it('is nothing when the row says what is known, in whatever order', () => {
    expect(effect({}, KNOWN).kind).toBe('unchanged');
    const skills = [...KNOWN.skills].reverse();
    expect(effect({ skills, birthDate: '2001-03-26', hasVehicle: true }, KNOWN).kind).toBe('unchanged');
  });

  it('changes what the row says and leaves the rest', () => {
    const { kind, ...rest } = effect({ hasVehicle: false, skills: [] }, KNOWN);
    expect(kind).toBe('changed');
    expect(rest).toMatchObject({
      facts: { hasVehicle: false, skills: [], memberNo: 'TH1', orgUnitId: 'branch' },
    });
  });

  it('brings somebody from elsewhere in the scope into the chosen unit', () => {
    expect(effect({}, KNOWN, 'sibling', ['province'])).toMatchObject({
      kind: 'changed',
      facts: { orgUnitId: 'sibling' },
    });
  });

  it('touches nobody outside the scope, and nobody simulated', () => {
    expect(effect({}, KNOWN, 'sibling', ['sibling']).kind).toBe('elsewhere');
    expect(effect({}, { ...KNOWN, simulated: true }).kind).toBe('elsewhere');
  });
});
