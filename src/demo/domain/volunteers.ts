import type { Skill } from '../../contracts/common.js';
import type { PersonSkill } from '../../contracts/people.js';
import { type DemoCommune, isUpland, neighboursOf, populationsOf, shareOut } from './map.js';
import { type Gender, inventName } from './names.js';
import { Random } from '../../kernel/random.js';

export interface InventedVolunteer {
  fullName: string;
  phone: string;
  birthDate: string;
  /** The commune of the person's Youth Union unit, and the branch there, both by index. */
  unitCommune: number;
  branch: number;
  homeCommuneId: string;
  skills: PersonSkill[];
  hasVehicle: boolean;
  maxDistanceKm: number | null;
}

export interface InventOptions {
  people: number;
  /** In a fixed order: the same list gives the same volunteers. */
  communes: readonly DemoCommune[];
  branchesPerCommune: number;
  south: boolean;
  /** Ages are counted on this day. */
  on: string;
  seed: number;
}

/** How common each skill is, in the plain and in the uplands. */
const SKILLS: readonly (readonly [skill: Skill, plain: number, upland: number])[] = [
  ['vneid', 0.34, 0.3],
  ['public_services', 0.32, 0.26],
  ['cashless', 0.3, 0.18],
  ['digital_signature', 0.14, 0.08],
  ['driver', 0.1, 0.09],
  ['media', 0.08, 0.05],
  ['ethnic_language', 0.02, 0.42],
];
const LEADERS = 0.09;
const DISTANCES = [5, 10, 10, 15, 15, 20, 20, 30, 50];

/** Invented volunteers: plausible, and the same for the same options. */
export function inventVolunteers(options: InventOptions): InventedVolunteer[] {
  const { communes, people } = options;
  const random = new Random(options.seed);
  const neighbours = neighboursOf(communes, 5);
  // The young gather in towns: villages have fewer volunteers than people would suggest.
  const weights = populationsOf(communes).map((n) => Math.sqrt(n) * (0.6 + 0.8 * random.next()));
  return shareOut(people, weights)
    .flatMap((count, unitCommune) =>
      Array.from({ length: count }, () => {
        const home = random.chance(0.92)
          ? unitCommune
          : random.pick(neighbours[unitCommune]?.length ? neighbours[unitCommune] : [unitCommune]);
        return invent(options, random, unitCommune, communes[home]!);
      }),
    )
    .map((person, index) => ({ ...person, phone: inventPhone(index) }));
}

function invent(options: InventOptions, random: Random, unitCommune: number, home: DemoCommune) {
  const gender: Gender = random.chance(0.54) ? 'female' : 'male';
  const upland = isUpland(home);
  const days = random.between(Math.ceil(16 * 365.25), Math.floor(31 * 365.25) - 1);
  const age = Math.floor(days / 365.25);
  return {
    fullName: inventName(random, gender, { south: options.south, upland }),
    birthDate: new Date(Date.parse(options.on) - days * 86_400_000).toISOString().slice(0, 10),
    unitCommune,
    branch: random.between(0, options.branchesPerCommune - 1),
    homeCommuneId: home.id,
    skills: inventSkills(random, upland, age),
    hasVehicle: age >= 18 && random.chance(0.72),
    maxDistanceKm: random.chance(0.35) ? null : random.pick(DISTANCES),
  };
}

function inventSkills(random: Random, upland: boolean, age: number): PersonSkill[] {
  const skills: PersonSkill[] = [];
  if (age >= 20 && random.chance(LEADERS * 1.4))
    skills.push({ skill: 'leader', level: random.between(1, 3) });
  for (const [skill, inPlain, inUpland] of SKILLS) {
    const has = random.chance(upland ? inUpland : inPlain);
    const level = random.between(1, 3);
    if (has && (skill !== 'driver' || age >= 18)) skills.push({ skill, level });
  }
  return skills;
}

/**
 * A number that has the form of a mobile number but belongs to nobody: the prefix 030 is given to
 * no network. All invented volunteers have +84 30x xxx xxxx, each number once.
 */
export function inventPhone(index: number): string {
  // 7,919,113 shares no factor with 10,000,000, so that no number comes twice in ten million.
  return `+8430${String((index * 7_919_113 + 1_234_567) % 10_000_000).padStart(7, '0')}`;
}
