import { useHashRoute } from '../shared/use-hash-route.js';

export type Route =
  | { page: 'events' }
  | { page: 'day'; eventId: string }
  | { page: 'numbers'; eventId: string }
  | { page: 'replay'; eventId: string }
  | { page: 'results'; eventId: string }
  | { page: 'plan'; eventId: string; planId: string }
  | { page: 'closing'; eventId: string }
  | { page: 'broadcasts'; eventId: string }
  | { page: 'broadcast'; eventId: string; broadcastId: string }
  /** Of an older address, or of a keeper who has just signed in. */
  | { page: 'gate'; address: string }
  | { page: 'units' }
  | { page: 'devices'; eventId: string }
  | { page: 'screens'; eventId: string }
  | { page: 'device' }
  | { page: 'staff' }
  | { page: 'privacy' }
  | { page: 'texts' }
  | { page: 'account' }
  | { page: 'audit' };

/** Addresses of the board's pages, behind the # so that one file serves them all; and of the gate's own face. */
export const to = {
  events: '#/',
  day: (eventId: string): string => `#/day/${eventId}`,
  numbers: (eventId: string): string => `#/day/${eventId}/numbers`,
  replay: (eventId: string): string => `#/day/${eventId}/replay`,
  results: (eventId: string): string => `#/day/${eventId}/results`,
  plan: (eventId: string, planId: string): string => `#/day/${eventId}/plan/${planId}`,
  closing: (eventId: string): string => `#/day/${eventId}/closing`,
  broadcasts: (eventId: string): string => `#/day/${eventId}/broadcasts`,
  broadcast: (eventId: string, broadcastId: string): string => `#/day/${eventId}/broadcasts/${broadcastId}`,
  gates: (eventId: string): string => `/gate/#/${eventId}`,
  gate: (eventId: string, siteId: string): string => `/gate/#/${eventId}/${siteId}`,
  units: '#/units',
  devices: (eventId: string): string => `#/day/${eventId}/devices`,
  screens: (eventId: string): string => `#/day/${eventId}/screens`,
  device: '/gate/#/device',
  staff: '#/staff',
  privacy: '#/privacy',
  texts: '#/texts',
  account: '#/account',
  audit: '#/audit',
};

const PAGES_OF_A_DAY = ['numbers', 'replay', 'results', 'closing', 'devices', 'screens'] as const;

export function readRoute(hash: string): Route {
  const [page, first, second, third] = hash.replace(/^#\/?/, '').split('/');
  if (page === 'day' && first && second === 'plan' && third) {
    return { page: 'plan', eventId: first, planId: third };
  }
  if (page === 'day' && first && second === 'broadcasts') {
    return third
      ? { page: 'broadcast', eventId: first, broadcastId: third }
      : { page: 'broadcasts', eventId: first };
  }
  const found = PAGES_OF_A_DAY.find((one) => one === second);
  if (page === 'day' && first && found) return { page: found, eventId: first };
  if (page === 'day' && first) return { page: 'day', eventId: first };
  if (page === 'gate') return { page, address: first && second ? to.gate(first, second) : '/gate/#/' };
  const own = ['units', 'staff', 'privacy', 'texts', 'account', 'device', 'audit'] as const;
  const one = own.find((name) => name === page);
  if (one) return { page: one };
  return { page: 'events' };
}

export const useRoute = (): Route => useHashRoute(readRoute);
