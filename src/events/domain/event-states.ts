import type { EventState } from '../../contracts/events.js';

/** The life of an event. It runs one way: an offer that was sent cannot be unsent by a state. */
const NEXT: Readonly<Record<EventState, readonly EventState[]>> = {
  draft: ['open'],
  open: ['live'],
  live: ['closed'],
  closed: [],
};

export function mayBecome(from: EventState, to: EventState): boolean {
  return NEXT[from].includes(to);
}
