import type { Reason } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';
import { roadKm } from './distance.js';
import { OUT, type Board, type Slot } from './board.js';
import type { MatchPerson } from './problem.js';
import { Homes } from './homes.js';
import * as say from './reasons.js';
import { hasSkill, isExcluded, isTooYoung, limitKm, timeBlock, type TimeBlock } from './rules.js';
import { arcTo, type Seating } from './seating.js';

/** Says why: every sentence is read off the finished seating and the prices that prove it. */
export class Explainer {
  /** The same sentence for everyone of a crowd in one slot. */
  private readonly said = new Map<number, Reason>();
  /** And for everyone who stays at a shift: by shift, those who are to come and those who are there. */
  private readonly kept: (Reason | undefined)[] = [];
  private asked: Asked | undefined;
  private gaps: GapFacts | undefined;
  /** Of all who are not bound. */
  private homes: Homes | undefined;

  constructor(
    private readonly board: Board,
    private readonly seating: Seating,
  ) {}

  placement(p: number): Reason {
    const { problem, fixed, fixedShift } = this.board;
    const stays = fixed[p];
    if (stays) {
      const shift = fixedShift[p]!;
      if (shift !== OUT) return this.staying(shift, problem.people[p]!.standing?.present ?? false);
      return stays.shiftId === null ? say.pinnedOut() : say.pinnedToNothing();
    }
    const crowd = this.seating.crowdOf[p]!;
    const slot = this.seating.slotOf[p]!;
    const key = crowd * (this.board.slots.length + 1) + slot + 1;
    let reason = this.said.get(key);
    if (!reason) this.said.set(key, (reason = slot === OUT ? this.noSeat(crowd) : this.seat(crowd, slot)));
    return reason;
  }

  private staying(shift: number, present: boolean): Reason {
    return (this.kept[2 * shift + Number(present)] ??= say.standing(
      this.board.problem.shifts[shift]!.place.communeName,
      present,
    ));
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
    if (fitting !== 0)
      return missing.length > 0 ? say.otherSkillsNeeded(limit, missing) : say.everywhereFull(limit);
    if (allowed !== 0) return say.otherSkillsNeeded(limit, missing);
    if (inRange === 0) return say.nothingInRange(limit, this.nearest(like));
    if (blocks.has('busy')) return say.busyElsewhere();
    if (blocks.has('declined')) return say.saidNo();
    if (blocks.has('expired')) return say.letOfferExpire();
    return blocks.has('unavailable') ? say.notAvailable() : say.notAllowedNearby(limit);
  }

  /**
   * How many shifts are within reach, what keeps this kind of person from them, which kinds of rows the others
   * have (as bits), which of those fit, and the skills they still lack.
   */
  private around(crowd: number) {
    const { problem, crowds, kinds, reach } = this.board;
    const { like, home } = crowds[crowd]!;
    this.asked ??= askedFor(this.board, this.seating);
    const limit = limitKm(like);
    const blocks = new Set<TimeBlock>();
    let inRange = 0;
    let allowed = 0;
    let short = 0;
    for (let i = reach.start[home]!; i < reach.start[home + 1]!; i++) {
      const s = reach.places[i]!;
      const shift = problem.shifts[s]!;
      if (reach.km[i]! > limit) continue;
      inRange += 1;
      const block = timeBlock(like, shift, problem.settings.restMinutes);
      if (block !== null) blocks.add(block);
      if (block !== null || isTooYoung(like, shift) || isExcluded(like, shift)) continue;
      allowed |= this.asked.rows[s]!;
      short |= this.asked.short[s]!;
    }
    let fitting = 0;
    const missing: Skill[] = [];
    for (const [kind, skill] of kinds.entries()) {
      if (hasSkill(like, skill)) fitting |= allowed & (1 << kind);
      else if (skill !== null && short & (1 << kind)) missing.push(skill);
    }
    return { inRange, allowed, fitting, missing: missing.sort(), blocks };
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
    const { problem } = this.board;
    if (!this.gaps.isThere(skill)) return say.nobodyAble(short, skill);
    if (reachable > 0) {
      const next = this.gaps.next[s]!;
      return say.allTaken(
        short,
        skill,
        reachable,
        next === OUT ? null : this.commune(this.board.slots[next]!),
      );
    }
    this.homes ??= new Homes(
      this.board.crowds.map(({ like }) => like),
      this.board.kinds,
      problem.settings.restMinutes,
    );
    const kind = this.board.kindOf[s]!;
    const nearest = this.homes.nearest(problem.shifts[at]!, kind);
    if (!Number.isFinite(nearest)) return say.nobodyFree(short, skill, this.gaps.able(skill));
    const widest = this.homes.widest[kind]!;
    return nearest > widest
      ? say.nobodyInRange(short, skill, widest, nearest)
      : say.nobodyNearEnough(short, skill, nearest);
  }
}

interface Asked {
  /** By shift, as bits: the kinds of its rows, and of those below their target. */
  rows: Int32Array;
  short: Int32Array;
}

function askedFor({ problem, slots, kindOf }: Board, { filled }: Seating): Asked {
  const rows = new Int32Array(problem.shifts.length);
  const short = new Int32Array(problem.shifts.length);
  for (const [s, { shift, target, maximum }] of slots.entries()) {
    if (maximum > 0) rows[shift]! |= 1 << kindOf[s]!;
    if (filled[s]! < target) short[shift]! |= 1 << kindOf[s]!;
  }
  return { rows, short };
}

interface GapFacts {
  /** Whether anybody on the list has a skill, and how many have it. */
  isThere: (skill: Skill | null) => boolean;
  able: (skill: Skill | null) => number;
  /** By slot: people who might go there. */
  reachable: Int32Array;
  /** By slot: where the next one would have to come from, or OUT. */
  next: Int32Array;
}

function gapFacts(board: Board, { slotOf, prices, slack, filled }: Seating): GapFacts {
  const { problem, crowds, slots, network, slotOfHub } = board;
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
  return {
    isThere: remembered((skill) => problem.people.some((person) => hasSkill(person, skill))),
    able: remembered((skill) => problem.people.filter((person) => hasSkill(person, skill)).length),
    reachable,
    next,
  };

  function worthAt(crowd: number, hub: number): number {
    return prices[hub]! + network.arcCost[arcTo(network, crowd, hub)]!;
  }
}

/** Answers each question once, and from memory when it is asked again. */
function remembered<K, V>(answer: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = answer(key)));
    return value;
  };
}
