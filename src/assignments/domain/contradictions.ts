import type { Reason } from '../../contracts/assignments.js';
import {
  MatchingRefused,
  type MatchDemand,
  type MatchPerson,
  type MatchingProblem,
  type MatchShift,
} from './problem.js';
import * as say from './reasons.js';
import { fixedPlace, hasSkill, isTooYoung, timeBlock } from './rules.js';

const MOST_PEOPLE = 100_000;

/** @throws MatchingRefused with everything in the question that cannot be so */
export function refuseContradictions(problem: MatchingProblem): void {
  const found = [...ofDemand(problem), ...ofPeople(problem), ...ofPins(problem)];
  if (found.length > 0) throw new MatchingRefused(found);
}

function* ofDemand({ shifts }: MatchingProblem): Generator<Reason> {
  for (const { place, demand, startsAt, endsAt } of shifts) {
    if (!(startsAt < endsAt)) yield say.shiftWithoutTime(place.communeName);
    const seen = new Set<string | null>();
    for (const row of demand) {
      const { skill, minimum, target, maximum } = row;
      const absurd = [minimum, target, maximum].find((n) => !Number.isInteger(n) || n < 0 || n > MOST_PEOPLE);
      if (absurd !== undefined) yield say.absurdNumber(place.communeName, skill, absurd);
      else if (minimum > target || target > maximum) yield say.wrongOrder(place.communeName, row);
      if (seen.has(skill)) yield say.skillTwice(place.communeName, skill);
      seen.add(skill);
    }
  }
}

function* ofPeople({ people }: MatchingProblem): Generator<Reason> {
  const homeless = people.filter((person) => person.home === null);
  const absurd = people.filter(isAbsurd);
  if (homeless.length > 0) yield say.withoutCommune(homeless.map(({ id }) => id));
  if (absurd.length > 0) yield say.absurdPerson(absurd.map(({ id }) => id));
}

function isAbsurd({ home, age, maxDistanceKm, turns }: MatchPerson): boolean {
  const onEarth = Math.abs(home?.lat ?? 0) <= 90 && Math.abs(home?.lon ?? 0) <= 180;
  return !(onEarth && isCount(age ?? 0) && isCount(maxDistanceKm ?? 0) && isCount(turns));
}

const isCount = (n: number): boolean => n >= 0 && n <= MOST_PEOPLE;

function* ofPins({ people, shifts, settings }: MatchingProblem): Generator<Reason> {
  const byId = new Map(shifts.map((shift) => [shift.id, shift]));
  const pinned = new Map<MatchShift, MatchPerson[]>();
  for (const person of people.filter((one) => one.pin)) {
    const wanted = byId.get(person.pin?.shiftId ?? '');
    if (!wanted || person.standing?.present || person.standing?.shiftId === wanted.id) continue;
    const commune = wanted.place.communeName;
    if (timeBlock({ ...person, declined: [], expiredShiftIds: [] }, wanted, settings.restMinutes)) {
      yield say.pinWithoutTime(person.id, commune);
    } else if (isTooYoung(person, wanted)) {
      yield say.pinTooYoung(person.id, commune, wanted.minimumAge ?? 0);
    } else if (!wanted.demand.some((row) => hasSkill(person, row.skill))) {
      yield say.pinWithoutSkill(person.id, commune);
    } else if (!pinned.get(wanted)?.push(person)) pinned.set(wanted, [person]);
  }
  if (pinned.size === 0) return;
  const room = new Map(
    [...pinned.keys()].map((shift) => [shift, new Map(shift.demand.map((row) => [row, row.maximum]))]),
  );
  for (const person of people) {
    const place = fixedPlace(person, settings.mayMove);
    const shift = byId.get(place?.shiftId ?? '');
    const row = shift?.demand.find((one) => one.skill === place?.skill);
    const left = shift && room.get(shift);
    if (row && left) left.set(row, left.get(row)! - 1);
  }
  for (const [shift, crowd] of pinned) {
    const tooMany = surplus(crowd, room.get(shift)!);
    if (!tooMany) continue;
    const ids = tooMany.people.map((one) => one.id);
    yield say.pinsWithoutRoom(ids, shift.place.communeName, tooMany.room);
  }
}

/**
 * Seats people in rows, one after another along alternating ways (Kuhn). Where one cannot be seated,
 * those met on the way are too many for the rows met on the way, and without any one of them they
 * would not be (a circuit of the transversal matroid): nothing smaller contradicts itself.
 */
function surplus(
  people: readonly MatchPerson[],
  room: ReadonlyMap<MatchDemand, number>,
): { people: MatchPerson[]; room: number } | null {
  const seats = new Map<MatchDemand, MatchPerson[]>([...room.keys()].map((row) => [row, []]));
  for (const newcomer of people) {
    const met = new Set<MatchDemand>();
    const seat = (person: MatchPerson): boolean => {
      for (const [row, seated] of seats) {
        if (met.has(row) || !hasSkill(person, row.skill)) continue;
        met.add(row);
        if (seated.length < Math.max(0, room.get(row)!)) {
          seated.push(person);
          return true;
        }
        for (const [i, other] of seated.entries()) {
          if (!seat(other)) continue;
          seated[i] = person;
          return true;
        }
      }
      return false;
    };
    if (seat(newcomer)) continue;
    const crowded = [...met].flatMap((row) => seats.get(row)!);
    return { people: [...crowded, newcomer], room: crowded.length };
  }
  return null;
}
