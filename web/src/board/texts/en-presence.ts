import type { viPresence } from './vi-presence.js';

/** Who else looks at an event, English. */
export const enPresence: typeof viPresence = {
  title: 'Also looking',
  looks: (name, what) => `${name} is looking at ${what}`,
  alsoHere: (names) => `Also looking at this commune: ${names}.`,
  pages: {
    day: 'the whole board',
    plan: 'the plan',
    closing: 'the closing',
    devices: 'the devices',
    broadcasts: 'the broadcasts',
    numbers: 'the numbers',
    replay: 'the replay',
  },
};
