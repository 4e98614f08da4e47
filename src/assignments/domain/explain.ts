import type { Reason } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';
import { limitKm } from './distance.js';
import * as say from './reasons.js';
import { fixedPlace, hasSkill, timeBlock, type Board, type Slot } from './slots.js';
import { FORBIDDEN, OUT } from './transport.js';

/** Why this person goes there, or has no place. Every sentence is read off the finished seating. */
export function explainPlacement(
  board: Board,
  p: number,
  slot: Slot | undefined,
  filled: Int32Array,
): Reason {
  const person = board.problem.people[p]!;
  const fixed = fixedPlace(person);
  if (fixed) {
    if (fixed.shiftId === null) return say.pinnedOut();
    if (!slot) return say.pinnedToNothing();
    const commune = board.problem.shifts[slot.shift]!.place.communeName;
    if (person.standing?.shiftId === fixed.shiftId) return say.standing(commune, person.standing.present);
    return say.pinned(commune);
  }
  return slot ? explainSeat(board, p, slot, filled) : explainNoSeat(board, p, filled);
}

function explainSeat(board: Board, p: number, slot: Slot, filled: Int32Array): Reason {
  const { shifts, people } = board.problem;
  const { place } = shifts[slot.shift]!;
  const km = board.km[p * shifts.length + slot.shift]!;
  if (Number.isNaN(km)) return say.distanceUnknown(place.communeName, slot.skill);
  if (people[p]!.home?.communeId === place.communeId) return say.homeCommune(place.communeName, slot.skill);
  let nearer = 0;
  let open = 0;
  for (const [s, other] of board.slots.entries()) {
    if (board.cost[p * board.slots.length + s]! >= FORBIDDEN) continue;
    if (!(board.km[p * shifts.length + other.shift]! < km)) continue;
    nearer += 1;
    if (filled[s]! < other.target) open += 1;
  }
  if (nearer === 0) return say.nearest(place.communeName, slot.skill, km);
  return open === 0
    ? say.nearerAreFull(place.communeName, slot.skill, km)
    : say.needierThanNearer(place.communeName, slot.skill, km);
}

function explainNoSeat(board: Board, p: number, filled: Int32Array): Reason {
  const { shifts, people } = board.problem;
  const person = people[p]!;
  const limit = limitKm(person);
  const blocks = shifts.map((shift) => timeBlock(person, shift));
  const far = shifts.map((_, index) => board.km[p * shifts.length + index]!);
  if (!blocks.includes(null)) {
    if (blocks.includes('busy')) return say.busyElsewhere();
    return blocks.includes('declined') ? say.saidNo() : say.letOfferExpire();
  }
  const open = new Set<Skill>();
  let inRange = false;
  let fitting = false;
  for (const [s, slot] of board.slots.entries()) {
    if (blocks[slot.shift] !== null || far[slot.shift]! > limit || slot.target === 0) continue;
    inRange = true;
    if (hasSkill(person, slot.skill)) fitting = true;
    else if (filled[s]! < slot.target && slot.skill !== null) open.add(slot.skill);
  }
  if (!inRange) {
    const nearest = Math.min(...far.filter((km, index) => blocks[index] === null && !Number.isNaN(km)));
    return say.nothingInRange(limit, Number.isFinite(nearest) ? nearest : null);
  }
  if (open.size > 0 || !fitting) return say.otherSkillsNeeded(limit, [...open].sort());
  return say.everywhereFull(limit);
}

/** Why a row of a shift's demand stays short. */
export function explainGap(board: Board, s: number, short: number, seats: Int32Array): Reason {
  const slot = board.slots[s]!;
  const { people, shifts } = board.problem;
  const shift = shifts[slot.shift]!;
  let able = 0;
  let reachable = 0;
  let idle = 0;
  let widest = 0;
  let nearest = Infinity;
  for (const [p, person] of people.entries()) {
    if (!hasSkill(person, slot.skill)) continue;
    able += 1;
    const fixed = fixedPlace(person);
    if (fixed?.shiftId === null || timeBlock(person, shift) !== null) continue;
    const km = board.km[p * shifts.length + slot.shift]!;
    const limit = limitKm(person);
    widest = Math.max(widest, limit);
    if (km > limit) {
      nearest = Math.min(nearest, km);
      continue;
    }
    reachable += 1;
    if (seats[p] === OUT) idle += 1;
  }
  if (able === 0) return say.nobodyAble(short, slot.skill);
  if (reachable === 0 && !Number.isFinite(nearest)) return say.nobodyFree(short, slot.skill, able);
  if (reachable === 0) {
    return nearest > widest
      ? say.nobodyInRange(short, slot.skill, widest)
      : say.nobodyNearEnough(short, slot.skill, nearest);
  }
  return say.allTaken(short, slot.skill, reachable - idle);
}
