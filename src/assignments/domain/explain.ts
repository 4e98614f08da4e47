import type { Reason } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';
import { roadKm } from './distance.js';
import { OUT, type Board, type Slot } from './board.js';
import type { MatchPerson } from './problem.js';
import { kmOfLatitude, kmOfLongitude, lowerBound } from './near.js';
import * as say from './reasons.js';
import { hasSkill, isExcluded, isTooYoung, limitKm, timeBlock, type TimeBlock } from './rules.js';
import { arcTo, type Seating } from './seating.js';

/** Says why: every sentence is read off the finished seating and the prices that prove it. */
export class Explainer {
  /** The same sentence for everyone of a crowd in one slot. */
  private readonly said = new Map<number, Reason>();
  private readonly placeOf: ReadonlyMap<string, number>;
  private gaps: GapFacts | undefined;

  constructor(
    private readonly board: Board,
    private readonly seating: Seating,
  ) {
    this.placeOf = new Map(board.problem.shifts.map((shift, index) => [shift.id, index]));
  }

  placement(p: number): Reason {
    const { problem, fixed } = this.board;
    const stays = fixed[p];
    if (stays) return this.staying(stays.shiftId, problem.people[p]!.standing?.present ?? false);
    const crowd = this.seating.crowdOf[p]!;
    const slot = this.seating.slotOf[p]!;
    const key = crowd * (this.board.slots.length + 1) + slot + 1;
    let reason = this.said.get(key);
    if (!reason) this.said.set(key, (reason = slot === OUT ? this.noSeat(crowd) : this.seat(crowd, slot)));
    return reason;
  }

  private staying(shiftId: string | null, present: boolean): Reason {
    const shift = this.placeOf.get(shiftId ?? '') ?? OUT;
    if (shift === OUT) return shiftId === null ? say.pinnedOut() : say.pinnedToNothing();
    const key = -1 - 2 * shift - Number(present);
    let reason = this.said.get(key);
    if (!reason) {
      reason = say.standing(this.board.problem.shifts[shift]!.place.communeName, present);
      this.said.set(key, reason);
    }
    return reason;
  }

  private commune(slot: Slot): string {
    return this.board.problem.shifts[slot.shift]!.place.communeName;
  }

  private seat(crowd: number, index: number): Reason {
    const { slots, crowds, slotOfHub, network, problem } = this.board;
    const { like, pinnedShift, standsAt } = crowds[crowd]!;
    const slot = slots[index]!;
    const here = this.commune(slot);
    if (pinnedShift !== OUT) return say.pinned(here);
    if (index === standsAt) return say.standing(here, false);
    const km = roadKm(like.home, problem.shifts[slot.shift]!.place);
    if (km === null) return say.distanceUnknown(here, slot.skill);
    if (like.home?.communeId === problem.shifts[slot.shift]!.place.communeId)
      return say.homeCommune(here, slot.skill);
    // The nearest place that would be nearer; one that has room before one that is full.
    let nearer: { slot: Slot; arc: number; km: number; full: boolean } | undefined;
    let own = OUT;
    for (let a = network.arcStart[crowd]!; a < network.arcStart[crowd + 1]!; a++) {
      const s = slotOfHub[network.arcHub[a]!]!;
      if (s === index) own = a;
      const other = slots[s]!;
      const far = roadKm(like.home, problem.shifts[other.shift]!.place) ?? Infinity;
      if (far >= km) continue;
      const full = this.seating.filled[s]! >= other.maximum;
      if (!nearer || Number(full) - Number(nearer.full) < 0 || (full === nearer.full && far < nearer.km)) {
        nearer = { slot: other, arc: a, km: far, full };
      }
    }
    if (!nearer) return say.nearest(here, slot.skill, km);
    if (nearer.full) return say.nearerAreFull(here, slot.skill, km);
    return this.insteadOf(crowd, index, own, nearer.slot, nearer.arc, km);
  }

  /** What sending somebody to a nearer place instead would cost, by the prices. */
  private insteadOf(
    crowd: number,
    index: number,
    own: number,
    nearer: Slot,
    arc: number,
    km: number,
  ): Reason {
    const { slots, network, levels, crowds } = this.board;
    const slot = slots[index]!;
    const here = this.commune(slot);
    const there = this.commune(nearer);
    const home = crowds[crowd]!.like.home?.communeName === there;
    const worth = (a: number) => network.arcCost[a]! + this.seating.prices[network.arcHub[a]!]!;
    const loss = worth(arc) - worth(own) + this.seating.slack[slot.hub]!;
    const below = slot.minimum - this.seating.filled[index]! + 1;
    if (loss >= levels.minimum / 2) {
      return below > 0
        ? say.insteadBelowMinimum(here, slot.skill, km, there, home, below)
        : say.needierThanNearer(here, slot.skill, km);
    }
    if (loss >= levels.step / 2) return say.needierThanNearer(here, slot.skill, km);
    if (loss >= levels.placed / 2) return say.elseNobodyElse(here, slot.skill, km, there, home);
    return say.insteadFarther(here, slot.skill, km, there, home, Math.max(0, loss / 10));
  }

  private noSeat(crowd: number): Reason {
    const { like, pinnedShift } = this.board.crowds[crowd]!;
    if (pinnedShift !== OUT) return say.pinnedToNothing();
    const limit = limitKm(like);
    const { inRange, allowed, fitting, missing, blocks } = this.around(crowd);
    if (fitting > 0)
      return missing.length > 0 ? say.otherSkillsNeeded(limit, missing) : say.everywhereFull(limit);
    if (allowed > 0) return say.otherSkillsNeeded(limit, missing);
    if (inRange === 0) return say.nothingInRange(limit, this.nearest(like));
    if (blocks.has('busy')) return say.busyElsewhere();
    if (blocks.has('declined')) return say.saidNo();
    if (blocks.has('expired')) return say.letOfferExpire();
    return blocks.has('unavailable') ? say.notAvailable() : say.notAllowedNearby(limit);
  }

  /** Shifts within reach, what keeps this kind of person from them, and the skills they still lack. */
  private around(crowd: number) {
    const { problem, crowds, slots, slotStart, reach } = this.board;
    const { like } = crowds[crowd]!;
    const { places, km } = reach.of(like);
    const missing = new Set<Skill>();
    const blocks = new Set<TimeBlock>();
    let inRange = 0;
    let allowed = 0;
    let fitting = 0;
    for (const [i, s] of places.entries()) {
      const shift = problem.shifts[s]!;
      if (km[i]! > limitKm(like)) continue;
      inRange += 1;
      const block = timeBlock(like, shift, problem.settings.restMinutes);
      if (block !== null) blocks.add(block);
      if (block !== null || isTooYoung(like, shift) || isExcluded(like, shift)) continue;
      for (let slot = slotStart[s]!; slot < slotStart[s + 1]!; slot++) {
        const { skill, target, maximum } = slots[slot]!;
        if (maximum === 0) continue;
        allowed += 1;
        if (hasSkill(like, skill)) fitting += 1;
        else if (skill !== null && this.seating.filled[slot]! < target) missing.add(skill);
      }
    }
    return { inRange, allowed, fitting, missing: [...missing].sort(), blocks };
  }

  private nearest(like: MatchPerson): number | null {
    let nearest = Infinity;
    for (const { place } of this.board.problem.shifts) {
      nearest = Math.min(nearest, roadKm(like.home, place) ?? Infinity);
    }
    return Number.isFinite(nearest) ? nearest : null;
  }

  /** Why a row of a shift's demand stays short. */
  gap(s: number, short: number): Reason {
    const { skill, shift: at } = this.board.slots[s]!;
    this.gaps ??= gapFacts(this.board, this.seating);
    const reachable = this.gaps.reachable[s]!;
    const able = this.gaps.able.get(skill) ?? 0;
    if (able === 0) return say.nobodyAble(short, skill);
    if (reachable > 0) {
      const next = this.gaps.next[s]!;
      return say.allTaken(
        short,
        skill,
        reachable,
        next === OUT ? null : this.commune(this.board.slots[next]!),
      );
    }
    const { problem } = this.board;
    const shift = problem.shifts[at]!;
    const { widest, likes, latitudes, longitudes } = this.gaps.skilled(skill);
    const { lat, lon } = shift.place;
    let nearest = Infinity;
    // Outwards from the shift's latitude, until even the straight way north or south is too long.
    let north = lowerBound(latitudes, lat ?? 0);
    let south = north - 1;
    const away = (i: number) => (i < 0 || i >= likes.length ? Infinity : kmOfLatitude(latitudes[i]!, lat));
    for (let [up, down] = [away(north), away(south)]; Math.min(up, down) < nearest;) {
      const i = up < down ? north++ : south--;
      if (up < down) up = away(north);
      else down = away(south);
      if (kmOfLongitude(longitudes[i]!, lon, latitudes[i]!, lat) >= nearest) continue;
      const like = likes[i]!;
      if (isTooYoung(like, shift) || isExcluded(like, shift)) continue;
      if (timeBlock(like, shift, problem.settings.restMinutes) !== null) continue;
      nearest = Math.min(nearest, roadKm(like.home, shift.place) ?? Infinity);
    }
    if (!Number.isFinite(nearest)) return say.nobodyFree(short, skill, able);
    return nearest > widest
      ? say.nobodyInRange(short, skill, widest, nearest)
      : say.nobodyNearEnough(short, skill, nearest);
  }
}

interface Skilled {
  /** From south to north. */
  likes: readonly MatchPerson[];
  latitudes: Float64Array;
  /** NaN: not known, and then so is the latitude. */
  longitudes: Float64Array;
  widest: number;
}

interface GapFacts {
  /** People on the list who have a skill. */
  able: Map<Skill | null, number>;
  /** Who has a skill and is not bound, and how far the farthest-going of them goes. */
  skilled: (skill: Skill | null) => Skilled;
  /** By slot: people who might go there. */
  reachable: Int32Array;
  /** By slot: where the next one would have to come from, or OUT. */
  next: Int32Array;
}

function gapFacts(board: Board, { slotOf, prices, slack, filled }: Seating): GapFacts {
  const { problem, crowds, slots, network, slotOfHub } = board;
  const able = new Map<Skill | null, number>([[null, problem.people.length]]);
  for (const { skills } of problem.people)
    for (const { skill } of skills) able.set(skill, (able.get(skill) ?? 0) + 1);
  const reachable = new Int32Array(slots.length);
  const next = new Int32Array(slots.length).fill(OUT);
  const least = new Float64Array(slots.length).fill(Infinity);
  for (const [c, { members }] of crowds.entries()) {
    const from = slotOf[members[0]!]!;
    const now = from === OUT ? 0 : worthAt(c, slots[from]!.hub) - slack[slots[from]!.hub]!;
    for (let a = network.arcStart[c]!; a < network.arcStart[c + 1]!; a++) {
      const s = slotOfHub[network.arcHub[a]!]!;
      reachable[s]! += members.length;
      if (filled[s]! >= slots[s]!.target || from === OUT || slots[from]!.commune === slots[s]!.commune)
        continue;
      const loss = network.arcCost[a]! + prices[network.arcHub[a]!]! - now;
      if (loss < least[s]!) [least[s], next[s]] = [loss, from];
    }
  }
  const known = new Map<Skill | null, Skilled>();
  const skilled = (skill: Skill | null): Skilled => {
    const before = known.get(skill);
    if (before) return before;
    const likes = crowds.map((crowd) => crowd.like).filter((like) => hasSkill(like, skill));
    likes.sort((a, b) => (a.home?.lat ?? 0) - (b.home?.lat ?? 0));
    const found = {
      likes,
      latitudes: Float64Array.from(likes, (like) => like.home?.lat ?? 0),
      longitudes: Float64Array.from(likes, (like) => like.home?.lon ?? NaN),
      widest: likes.reduce((most, like) => Math.max(most, limitKm(like)), 0),
    };
    known.set(skill, found);
    return found;
  };
  return { able, skilled, reachable, next };

  function worthAt(crowd: number, hub: number): number {
    return prices[hub]! + network.arcCost[arcTo(network, crowd, hub)]!;
  }
}
