import type {
  BoardFrame,
  BoardSnapshot,
  PhoneFrame,
  PhoneSnapshot,
  ScreenFrame,
  ScreenSnapshot,
} from '../../contracts/live.js';

type BoardChanges = BoardFrame['changed'];
type ScreenChanges = ScreenFrame['changed'];
type PhoneChanges = PhoneFrame['changed'];

/** What the ceremony screen shows of a board: no names, no activities, no plan. */
export function screenOf(board: BoardSnapshot): ScreenSnapshot {
  const { eventId, epoch, rev, at, event, totals, target } = board;
  return {
    eventId,
    epoch,
    rev,
    at,
    title: event.title,
    provinceId: event.provinceId,
    state: event.state,
    simulated: event.simulated,
    totals,
    target,
    communesPresent: board.communes.filter((commune) => commune.counts.people > 0).length,
    communesAll: board.communes.length,
    communes: board.communes.map(presentIn),
    results: board.results,
    stage: board.stage,
  };
}

/** What a volunteer's phone shows of a board: how many people, in all and by commune. */
export function phoneOf(board: BoardSnapshot): PhoneSnapshot {
  const { eventId, epoch, rev, at, event, totals, target } = board;
  return {
    eventId,
    epoch,
    rev,
    at,
    title: event.title,
    state: event.state,
    simulated: event.simulated,
    people: totals.people,
    target,
    communes: board.communes.map(presentIn),
  };
}

const presentIn = ({ communeId, counts, target }: BoardSnapshot['communes'][number]) => ({
  communeId,
  people: counts.people,
  target,
});

/**
 * Absolute values of what differs between two revisions of a board. Null when a member of a list has
 * gone, which a frame cannot say: then every client has to ask for a snapshot.
 */
export function boardChanges(from: BoardSnapshot, to: BoardSnapshot): BoardChanges | null {
  const communes = changedMembers(from.communes, to.communes, (c) => c.communeId);
  const sites = changedMembers(from.sites, to.sites, (s) => s.siteId);
  const units = changedMembers(from.units, to.units, (u) => u.orgUnitId);
  if (!communes || !sites || !units) return null;
  const known = new Set(from.activities.map((activity) => activity.id));
  const activities = to.activities.filter((activity) => !known.has(activity.id));
  return {
    ...(same({ ...from.event, rev: to.rev }, { ...to.event, rev: to.rev }) ? {} : { event: to.event }),
    ...(same(from.totals, to.totals) ? {} : { totals: to.totals }),
    ...(from.target === to.target ? {} : { target: to.target }),
    ...(same(from.plan, to.plan) ? {} : { plan: to.plan }),
    ...(same(from.results, to.results) ? {} : { results: to.results }),
    ...(from.stage.rev === to.stage.rev ? {} : { stage: to.stage }),
    ...(communes.length === 0 ? {} : { communes }),
    ...(sites.length === 0 ? {} : { sites }),
    ...(units.length === 0 ? {} : { units }),
    ...(activities.length === 0 ? {} : { activities }),
  };
}

/** The same for the ceremony screen. */
export function screenChanges(from: ScreenSnapshot, to: ScreenSnapshot): ScreenChanges | null {
  const communes = changedMembers(from.communes, to.communes, (c) => c.communeId);
  if (!communes) return null;
  return {
    ...(from.title === to.title ? {} : { title: to.title }),
    ...(from.provinceId === to.provinceId ? {} : { provinceId: to.provinceId }),
    ...(from.state === to.state ? {} : { state: to.state }),
    ...(from.simulated === to.simulated ? {} : { simulated: to.simulated }),
    ...(same(from.totals, to.totals) ? {} : { totals: to.totals }),
    ...(from.target === to.target ? {} : { target: to.target }),
    ...(from.communesPresent === to.communesPresent ? {} : { communesPresent: to.communesPresent }),
    ...(from.communesAll === to.communesAll ? {} : { communesAll: to.communesAll }),
    ...(same(from.results, to.results) ? {} : { results: to.results }),
    ...(from.stage.rev === to.stage.rev ? {} : { stage: to.stage }),
    ...(communes.length === 0 ? {} : { communes }),
  };
}

/** The same for volunteers' phones. */
export function phoneChanges(from: PhoneSnapshot, to: PhoneSnapshot): PhoneChanges | null {
  const communes = changedMembers(from.communes, to.communes, (c) => c.communeId);
  if (!communes) return null;
  return {
    ...(from.title === to.title ? {} : { title: to.title }),
    ...(from.state === to.state ? {} : { state: to.state }),
    ...(from.simulated === to.simulated ? {} : { simulated: to.simulated }),
    ...(from.people === to.people ? {} : { people: to.people }),
    ...(from.target === to.target ? {} : { target: to.target }),
    ...(communes.length === 0 ? {} : { communes }),
  };
}

/** New and changed members; null when one has gone. */
function changedMembers<T>(from: readonly T[], to: readonly T[], key: (member: T) => string): T[] | null {
  const before = new Map(from.map((member) => [key(member), member]));
  const changed = to.filter((member) => !same(before.get(key(member)), member));
  for (const member of to) before.delete(key(member));
  return before.size === 0 ? changed : null;
}

/** Both sides are made by the same code, so their keys stand in one order. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
