import { OUT, type Board, type Crowd } from './board.js';
import type { MatchPerson, MatchingProblem } from './problem.js';
import { limitKm, type Fixed } from './rules.js';

/** Whoever the engine may place, in crowds of people who are the same to the problem. */
export function gatherCrowds(
  { people, shifts, settings }: MatchingProblem,
  fixed: readonly Fixed[],
  shiftIndex: ReadonlyMap<string, number>,
  slotAt: Board['slotAt'],
): Crowd[] {
  const crowds = new Map<string, Crowd>();
  const homes = new Map<string, number>();
  const ages = [...new Set(shifts.map((shift) => shift.minimumAge ?? 0))].sort((a, b) => a - b);
  const groupSize = new Map<string, number>();
  if (settings.weights.together > 0) {
    for (const [p, { groupId }] of people.entries()) {
      if (groupId !== null && !fixed[p]) groupSize.set(groupId, (groupSize.get(groupId) ?? 0) + 1);
    }
  }
  for (let p = 0; p < people.length; p++) {
    if (fixed[p]) continue;
    const person = people[p]!;
    const { standing, pin } = person;
    // Pinned to a shift that is gone: nowhere to go.
    const pinnedShift = pin ? (shiftIndex.get(pin.shiftId ?? '') ?? shifts.length) : OUT;
    const standsAt = standing && !pin ? slotAt(standing) : OUT;
    const together = person.groupId !== null && (groupSize.get(person.groupId) ?? 0) > 1;
    const livesAt = homeKey(person);
    const key = keyOf(person, livesAt, together, pinnedShift, standsAt, ages);
    const crowd = crowds.get(key);
    if (crowd) {
      crowd.members.push(p);
      continue;
    }
    const home = homes.get(livesAt) ?? homes.size;
    homes.set(livesAt, home);
    const like = together || person.groupId === null ? person : { ...person, groupId: null };
    crowds.set(key, { like, members: [p], home, pinnedShift, standsAt });
  }
  for (const { members } of crowds.values()) {
    if (members.length === 1) continue;
    const lots = new Map(members.map((p) => [p, lotOf(settings.seed, people[p]!.id)]));
    members.sort((a, b) => lots.get(a)! - lots.get(b)! || a - b);
  }
  return [...crowds.values()];
}

const homeKey = ({ home }: MatchPerson): string => (home ? `${home.communeId} ${home.lat} ${home.lon}` : '');

/** All that the rules and the costs look at. */
function keyOf(
  person: MatchPerson,
  home: string,
  together: boolean,
  pinned: number,
  stands: number,
  ages: readonly number[],
): string {
  const { skills, age, turns, available, wishCommuneIds, excludedCommuneIds } = person;
  const grown = age === null ? ages.length : ages.filter((minimum) => minimum <= age).length;
  const group = together ? person.groupId : '';
  let key = `${home}|${limitKm(person)}|${grown}|${turns}|${pinned}|${stands}|${group}|`;
  for (const { skill, level } of skills) key += `${skill}${level},`;
  // Most people have none of these: a country's need not be written out a quarter of a million times.
  const lists = [wishCommuneIds, excludedCommuneIds, person.busy, person.declined, person.expiredShiftIds];
  const plain = available === null && lists.every((list) => list.length === 0);
  return plain ? key : key + JSON.stringify([available, lists]);
}

/** The lot a person draws: FNV-1a of the id, begun with the seed. */
function lotOf(seed: number, id: string): number {
  let hash = (2166136261 ^ seed) >>> 0;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619) >>> 0;
  return hash;
}
