import { many } from '../shared/plural.js';
import type { ScreenTexts } from './vi.js';

/** Words of the screen in the hall, English. */
export const en: ScreenTexts = {
  opening: 'Opening the screen…',
  connecting: 'Connecting to the server…',
  reopening: 'The screen has failed and is opening again…',
  present: 'Volunteers present',
  communes: (whole) => many(whole, 'commune'),
  asOf: (time) => `figures of ${time}`,
  stale: (time) => `No news · figures of ${time}`,
  gone: (time) => `Disconnected · figures of ${time}`,
  live: 'Live',
  simulated: 'REHEARSAL',
  nothingToReplay: 'Nobody has checked in yet: there is nothing to replay.',
  held: (time) => `Figures held at ${time}`,
  presentWord: 'volunteers present',
  spotlight: 'In the spotlight',
  wholeProvince: 'Whole event:',
  begins: 'GO',
  pressed: 'THE CAMPAIGN HAS BEGUN!',
  slates: {
    welcome: 'Welcome',
    thanks: 'Thank you!',
    hold: 'The programme will continue shortly',
  },
  nobodyYet: 'Nobody yet',
  enough: 'Target met',
  map: 'Map of the communes: the brighter, the more people are there',
  noSession: {
    title: 'Ceremony screen',
    body: 'An organiser has to let this screen into an event. No password is needed.',
    steps: [
      'The organiser opens the board and chooses the event.',
      'They press “Devices”, choose “Screen” and enter the code below.',
      'Or they press “Screens”, “Screen address”, and open that address on this computer.',
    ],
    code: 'Code of this screen',
    until: (time) => `changes at ${time}`,
  },
  linkRefused: 'This link no longer works. Ask the organiser for a new one.',
  sessionOver: 'The screen’s session has ended. Reload the page for a new code, or open a new link.',
  unreachable: 'The server cannot be reached yet. The screen keeps trying.',
};
