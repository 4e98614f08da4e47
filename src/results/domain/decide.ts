import type { IndicatorCounts, ResultEntry, ResultRefusal } from '../../contracts/results.js';

export interface Sum {
  amount: number;
  people: number;
}

/** What is known when reports are decided, under the event's lock. */
export interface Known {
  state: 'draft' | 'open' | 'live' | 'closed';
  now: Date;
  /** The places of those who report, by id. */
  places: ReadonlyMap<string, { personId: string; present: boolean; endsAt: Date }>;
  /** What the event's campaign counts and phones report, by id. */
  indicators: ReadonlyMap<string, { counts: IndicatorCounts; most: number }>;
  /** What stands of one place and indicator; see `keyOf`. Reports that are counted are added to it. */
  sums: Map<string, Sum>;
}

/** A report that was saved without a network may still come a day after the shift. */
const LATEST_MS = 24 * 3_600_000;

export const keyOf = (entry: Pick<ResultEntry, 'assignmentId' | 'indicatorId'>): string =>
  `${entry.assignmentId} ${entry.indicatorId}`;

/** Whether a report counts, in the order of arrival. @returns why not, or null when it does */
export function decide(personId: string, entry: ResultEntry, known: Known): ResultRefusal | null {
  const refusal = placeRefusal(personId, entry, known) ?? numberRefusal(entry, known);
  if (refusal === null) known.sums.set(keyOf(entry), added(known, entry));
  return refusal;
}

function placeRefusal(personId: string, entry: ResultEntry, known: Known): ResultRefusal | null {
  const place = known.places.get(entry.assignmentId);
  if (place?.personId !== personId) return 'not_assigned';
  if (known.state === 'closed') return 'event_closed';
  if (known.state !== 'live') return 'event_not_live';
  if (!place.present) return 'not_present';
  return known.now.getTime() > place.endsAt.getTime() + LATEST_MS ? 'too_late' : null;
}

function numberRefusal(entry: ResultEntry, known: Known): ResultRefusal | null {
  const indicator = known.indicators.get(entry.indicatorId);
  if (!indicator) return 'unknown_indicator';
  if (Math.max(Math.abs(entry.amount), Math.abs(entry.people)) > indicator.most) return 'too_much';
  const sum = added(known, entry);
  if (sum.amount < 0 || sum.people < 0) return 'below_zero';
  const most = indicator.counts === 'quantity' ? 0 : sum.amount;
  return sum.people > most ? 'more_people_than_turns' : null;
}

function added(known: Known, entry: ResultEntry): Sum {
  const before = known.sums.get(keyOf(entry)) ?? { amount: 0, people: 0 };
  return { amount: before.amount + entry.amount, people: before.people + entry.people };
}
