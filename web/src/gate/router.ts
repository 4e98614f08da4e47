import { useHashRoute } from '../shared/use-hash-route.js';

export type Route =
  | { page: 'start' }
  | { page: 'device' }
  | { page: 'event'; eventId: string }
  | { page: 'gate'; eventId: string; siteId: string };

/** Addresses behind the #, so that one file serves them all, without a network too. */
export const to = {
  start: '#/',
  device: '#/device',
  event: (eventId: string): string => `#/${eventId}`,
  gate: (eventId: string, siteId: string): string => `#/${eventId}/${siteId}`,
};

export function readRoute(hash: string): Route {
  const [first, second] = hash.replace(/^#\/?/, '').split('/');
  if (!first) return { page: 'start' };
  if (first === 'device') return { page: 'device' };
  return second ? { page: 'gate', eventId: first, siteId: second } : { page: 'event', eventId: first };
}

export const useRoute = (): Route => useHashRoute(readRoute);
