import type { Skill } from '../../src/contracts/common.js';
import {
  untied,
  type MatchDemand,
  type MatchPerson,
  type MatchPlace,
  type MatchShift,
  type MatchingProblem,
} from '../../src/assignments/domain/problem.js';
import { Random } from '../../src/kernel/random.js';
import { readGazetteerFiles } from '../../src/places/gazetteer-files.js';

interface Commune extends MatchPlace {
  provinceId: string;
  population: number;
}

export interface DaySize {
  seed: number;
  people: number;
  /** One province, by its code; null: the country. */
  provinceId: string | null;
  /** What each commune asks for besides people of any skill. */
  skills: readonly Skill[];
  /** How far people go: each a distance of these, kilometres. */
  limits: readonly number[];
  /** Everybody lives somewhere else in the commune, so that no two are the same to the problem. */
  distinct: boolean;
}

/** The figures of the three instances, as they are named in the bench. */
export const SIZES = {
  province: {
    people: 10_000,
    provinceId: '38',
    skills: ['leader', 'vneid', 'driver', 'media'],
    limits: [14, 17, 21],
    distinct: true,
  },
  classes: {
    people: 100_000,
    provinceId: null,
    skills: ['vneid', 'driver'],
    limits: [22, 30],
    distinct: false,
  },
  national: {
    people: 100_000,
    provinceId: null,
    skills: ['leader', 'vneid', 'driver', 'media'],
    limits: [12, 15, 18],
    distinct: true,
  },
} as const satisfies Record<string, Omit<DaySize, 'seed'>>;

export async function communesOf(provinceId: string | null): Promise<Commune[]> {
  const { communes } = (await readGazetteerFiles()).parse();
  return communes
    .filter((row) => provinceId === null || row['province_code'] === provinceId)
    .map((row) => ({
      communeId: row['code']!,
      communeName: row['full_name']!,
      provinceId: row['province_code']!,
      lat: Number(row['lat']),
      lon: Number(row['lon']),
      population: Number(row['population_2025']) || 10_000,
    }));
}

/** A launch day over real communes: demand by the root of the population, people where people live. */
export async function inventDay(size: DaySize): Promise<MatchingProblem> {
  const random = new Random(size.seed);
  const communes = await communesOf(size.provinceId);
  return {
    settings: {
      weights: { distance: 1, wish: 5, together: 0, turns: 1, stability: 30, skill: 1 },
      restMinutes: 0,
      mayMove: 0,
      seed: size.seed,
    },
    people: inventPeople(size, communes, random),
    shifts: inventShifts(size, communes),
  };
}

function inventShifts({ people, skills }: DaySize, communes: readonly Commune[]): MatchShift[] {
  const roots = communes.map((commune) => Math.sqrt(commune.population));
  const all = roots.reduce((sum, root) => sum + root, 0);
  const row = (skill: Skill | null, target: number): MatchDemand => ({
    skill,
    minimum: Math.ceil(target / 2),
    target,
    maximum: Math.ceil(target * 1.05),
  });
  return communes.map(({ communeId, communeName, lat, lon }, c) => {
    // A few more people than places, so that there is a reserve.
    const places = (0.95 * people * roots[c]!) / all;
    const share = Math.max(1, Math.round(places * 0.1));
    return {
      id: `shift ${communeId}`,
      siteId: `site ${communeId}`,
      place: { communeId, communeName, lat, lon },
      startsAt: 0,
      endsAt: 4 * 3_600_000,
      minimumAge: null,
      demand: [
        row(null, Math.max(1, Math.round(places) - share * skills.length)),
        ...skills.map((skill) => row(skill, share)),
      ],
    };
  });
}

function inventPeople(size: DaySize, communes: readonly Commune[], random: Random): MatchPerson[] {
  // Where people live: a place in the running sum of populations.
  const sums = new Float64Array(communes.length);
  communes.forEach((commune, c) => (sums[c] = (sums[c - 1] ?? 0) + commune.population));
  const all = sums.at(-1)!;
  const jitter = () => (size.distinct ? (random.next() - 0.5) * 0.06 : 0);
  return Array.from({ length: size.people }, (_, n) => {
    const at = random.next() * all;
    const commune = communes[sums.findIndex((sum) => at < sum)]!;
    const { communeId, communeName, lat, lon } = commune;
    return {
      ...untied(`person ${n}`, { communeId, communeName, lat: lat! + jitter(), lon: lon! + jitter() }),
      skills: size.skills
        .filter(() => random.chance(0.5))
        .map((skill) => ({ skill, level: size.distinct ? random.between(1, 3) : 2 })),
      maxDistanceKm: random.pick(size.limits),
    };
  });
}
