import type { MatchingWeights, Reason, WhatIf } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';
import { roadKm } from './distance.js';
import { OUT, type Board } from './board.js';
import { layOut } from './lay-out.js';
import { untied, type Certificate, type MatchingProblem, type MatchPlace, type Place } from './problem.js';
import * as say from './reasons.js';
import { TENTHS } from './weave.js';
import { costInTenths, costOfIdling, costOfShift, hasSkill, limitKm } from './rules.js';

/**
 * What a small change would do, at once, from the prices that prove the plan: nothing is solved. For
 * one person more the prices are exact; for a target and for weights they are the first step, and a
 * bound.
 */
export function whatIf(
  problem: MatchingProblem,
  places: readonly Place[],
  certificate: Certificate,
  change: WhatIf,
): Reason {
  switch (change.kind) {
    case 'one_more_person':
      return oneMore(problem, certificate, change.communeId, change.skills);
    case 'target':
      return otherTarget(problem, places, certificate, change.communeId, change.by);
    case 'weight':
      return otherWeight(problem, places, certificate, change.weight, change.factor);
  }
}

function oneMore(
  { shifts, people, settings }: MatchingProblem,
  { rowPrices, levels }: Certificate,
  communeId: string,
  skills: readonly Skill[],
): Reason {
  const home = placeIn(communeId, shifts, people);
  if (!home) return say.nothingKnownOf(communeId);
  const person = { ...untied('', home), skills: skills.map((skill) => ({ skill, level: 2 })) };
  let row = 0;
  let best = { goals: 0, gain: 0, commune: '', km: null as number | null };
  for (const shift of shifts) {
    const km = roadKm(home, shift.place);
    const ofShift = costOfShift(person, shift, km ?? NaN, settings.weights);
    for (const { skill } of shift.demand) {
      const price = rowPrices[row++]!;
      if ((km ?? 0) > limitKm(person) || !hasSkill(person, skill)) continue;
      // However far it is: what the goals gain goes before what the way costs.
      const goals = levels.placed * Math.round(-price / levels.placed);
      const gain = -price - goals - costInTenths(ofShift, costOfIdling(person, skill, settings.weights));
      if (goals > best.goals || (goals === best.goals && gain > best.gain))
        best = { goals, gain, commune: shift.place.communeName, km };
    }
  }
  const { goals, gain, commune, km } = best;
  if (goals === 0 && gain === 0) return say.oneMoreWithoutPlace(home.communeName, limitKm(person));
  const fills =
    goals >= levels.minimum / 2
      ? 'minimum'
      : goals >= levels.step / 2
        ? 'emptiest'
        : goals > 0
          ? 'placed'
          : 'nearer';
  return say.oneMoreGoes(home.communeName, commune, km, fills);
}

const placeIn = (
  communeId: string,
  shifts: MatchingProblem['shifts'],
  people: MatchingProblem['people'],
): MatchPlace | undefined =>
  people.find((person) => person.home?.communeId === communeId)?.home ??
  shifts.find((shift) => shift.place.communeId === communeId)?.place;

function otherTarget(
  { shifts, people }: MatchingProblem,
  places: readonly Place[],
  { levels, communePrices }: Certificate,
  communeId: string,
  by: number,
): Reason {
  const here = shifts.filter((shift) => shift.place.communeId === communeId);
  const first = here[0];
  if (!first) return say.nothingKnownOf(placeIn(communeId, shifts, people)?.communeName ?? communeId);
  const rows = new Map(
    here.flatMap((shift) =>
      shift.demand.map((row) => [`${shift.id} ${row.skill}`, { target: row.target, filled: 0 }]),
    ),
  );
  for (const { shiftId, skill } of places) {
    const row = rows.get(`${shiftId} ${skill}`);
    if (row) row.filled += 1;
  }
  let target = 0;
  let filled = 0;
  for (const row of rows.values()) {
    target += row.target;
    filled += Math.min(row.target, row.filled);
  }
  const wanted = Math.max(0, target + by);
  const commune = first.place.communeName;
  if (wanted < filled) return say.lowerTarget(commune, wanted, filled - wanted);
  // A place is filled while it is worth more than what people here are worth now, here or elsewhere.
  const now = -(communePrices.find((one) => one.communeId === communeId)?.price ?? 0);
  let more = 0;
  for (let unit = filled; unit < wanted; unit++) {
    const worth = levels.placed + levels.step * (TENTHS - Math.floor((unit * TENTHS) / wanted));
    if (worth > now + levels.placed / 2) more += 1;
  }
  return say.otherTarget(commune, wanted, filled, more, wanted - filled - more);
}

function otherWeight(
  problem: MatchingProblem,
  places: readonly Place[],
  certificate: Certificate,
  weight: keyof MatchingWeights,
  factor: number,
): Reason {
  const { settings } = problem;
  const weights = { ...settings.weights, [weight]: settings.weights[weight] * factor };
  const { bound, gap } = certificate;
  const before = weigh(layOut(problem), places, certificate);
  const after = weigh(layOut({ ...problem, settings: { ...settings, weights } }), places, certificate);
  const apart = (bound + gap - before.total) * (weight === 'together' ? factor : 1);
  // The goals above are not touched: the bound moves as the least of everyone moves.
  const least = Math.max(0, bound + after.least - before.least);
  return say.otherWeight((after.total + apart) / 10, least / 10, after.would);
}

/** By the prices: what the plan costs, the least everyone could cost, and how many would rather be elsewhere. */
function weigh(board: Board, places: readonly Place[], { rowPrices, movePrice }: Certificate) {
  const { crowds, network, plainCost, slotOfHub, problem } = board;
  let [total, least, would] = [0, 0, 0];
  for (const [c, { members, pinnedShift, standsAt }] of crowds.entries()) {
    const price = (slot: number) => rowPrices[slot]! - (slot === standsAt ? movePrice : 0);
    const options = new Map<number, number>();
    let best = pinnedShift === OUT ? 0 : Infinity;
    for (let a = network.arcStart[c]!; a < network.arcStart[c + 1]!; a++) {
      const slot = slotOfHub[network.arcHub[a]!]!;
      options.set(slot, plainCost[a]!);
      best = Math.min(best, plainCost[a]! + price(slot));
    }
    if (best === Infinity) continue;
    least += best * members.length;
    for (const p of members) {
      const place = places[p];
      const slot = place?.personId === problem.people[p]!.id ? board.slotAt(place) : OUT;
      const cost = options.get(slot);
      total += cost ?? 0;
      if (best < (cost === undefined ? 0 : cost + price(slot))) would += 1;
    }
  }
  return { total, least, would };
}
