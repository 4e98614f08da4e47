import type { Demand } from '../../contracts/events.js';
import type { Skill } from '../../contracts/common.js';
import { type DemoCommune, isUpland, populationsOf, shareOut } from './map.js';

/** Places to people: a few more than come, so that there is something to decide. */
const PLACES_PER_PERSON = 1.04;
const HALL_SHARE = 0.06;

/** Shares of a commune's places that ask for a skill; the rest takes anybody. */
const SKILLS: readonly (readonly [Skill, number])[] = [
  ['vneid', 0.16],
  ['public_services', 0.16],
  ['cashless', 0.1],
  ['digital_signature', 0.05],
];

export interface DemandPlan {
  hall: Demand[];
  /** In the order of the communes. */
  communes: Demand[][];
}

/** What an event of the demo asks for in its hall and in every commune. */
export function planDemand(communes: readonly DemoCommune[], people: number): DemandPlan {
  const places = Math.round(people * PLACES_PER_PERSON);
  const inHall = Math.max(4, Math.round(places * HALL_SHARE));
  // A small commune needs a team too: by the root of its population, and at least three people.
  const weights = populationsOf(communes).map((n) => Math.sqrt(n));
  const shares = shareOut(Math.max(places - inHall, 0), weights).map((n) => Math.max(3, n));
  return {
    hall: demandOf(inHall, [
      ['leader', Math.ceil(inHall / 25)],
      ['media', Math.ceil(inHall / 20)],
      ['public_services', Math.round(inHall * 0.15)],
    ]),
    communes: communes.map((commune, i) => communeDemand(commune, shares[i]!)),
  };
}

function communeDemand(commune: DemoCommune, places: number): Demand[] {
  const upland = isUpland(commune);
  return demandOf(places, [
    ['leader', places >= 20 ? 2 : 1],
    ...SKILLS.map(([skill, share]) => [skill, Math.round(places * share)] as const),
    ['driver', places >= 10 ? 1 : 0],
    ['ethnic_language', upland ? Math.round(places * 0.12) : 0],
  ]);
}

function demandOf(places: number, skills: readonly (readonly [Skill, number])[]): Demand[] {
  const rows: Demand[] = [];
  let left = places;
  for (const [skill, wanted] of skills) {
    const target = Math.min(wanted, left);
    if (target === 0) continue;
    rows.push({ skill, minimum: Math.ceil(target / 2), target, maximum: target + Math.ceil(target / 4) });
    left -= target;
  }
  if (left === 0) return rows;
  return [
    { skill: null, minimum: Math.ceil(left / 2), target: left, maximum: Math.ceil(left * 1.2) },
    ...rows,
  ];
}
