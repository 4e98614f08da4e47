import type { Topic } from '../contracts/live.js';

/** Room names are made here alone; a client never names a room. */
export const topicRoom = (topic: Topic['topic'], eventId: string): string => `${topic}:${eventId}`;
/** Who looks at an event hears who else does; no topic. */
export const lookRoom = (eventId: string): string => `look:${eventId}`;
export const personRoom = (personId: string): string => `person:${personId}`;

/** The event behind a room of those who look at it, or null for a room of another kind. */
export function eventOfLookRoom(room: string): string | null {
  const [kind, eventId] = room.split(':');
  return kind === 'look' ? (eventId ?? null) : null;
}

/** The topic behind a room's name, or null for a room of another kind. */
export function topicOfRoom(room: string): Topic | null {
  const [topic, eventId] = room.split(':');
  if (eventId === undefined || (topic !== 'board' && topic !== 'screen' && topic !== 'phone')) return null;
  return { topic, eventId };
}
