import type { HttpClient } from '../../support/http-client.js';
import { HAC_THANH, HAM_RONG } from '../../factories/short-morning.js';
import type { BusyDay } from './busy-day.js';

/** One page of a face: how one comes to it, when it is there, and what opens from it. */
export interface FacePage {
  name: string;
  face: 'board' | 'phone' | 'screen' | 'gate';
  /** Whose session the browser holds; null: nobody's. */
  as: (day: BusyDay) => HttpClient | null;
  address: (day: BusyDay) => string;
  /** Pressed one after another, on the way to the page. */
  press?: string[];
  /** There once the page has what it shows. */
  ready: string;
  /** Each opens a dialog; the first element of each selector is pressed. In a menu: what opens it, then the item. */
  dialogs?: (string | [menu: string, item: string])[];
}

const board = (
  name: string,
  hash: (day: BusyDay) => string,
  ready: string,
  more: Partial<FacePage> = {},
): FacePage => ({
  name,
  face: 'board',
  as: (day) => day.staff,
  address: (day) => `/board/#${hash(day)}`,
  ready,
  ...more,
});
const ofDay = (rest: string) => (day: BusyDay) => `/day/${day.eventId}${rest}`;

/** Every page that the board's router knows, by the router's own name for it; and what opens within the day's. */
export const BOARD_PAGES: FacePage[] = [
  board('log-in', () => '/', '.log-in-card form', { as: () => null }),
  board('events', () => '/', '.event-row', {
    dialogs: [
      '.page-actions .button.primary',
      ...[0, 1, 2].map((n) => `.card-acts .button >> nth=${n}`),
      '.event-list .button',
    ],
  }),
  board('day', ofDay(''), '.communes tbody tr', {
    dialogs: [
      ...[1, 2, 3, 5].map((step) => `.step-bar li:nth-child(${step}) .step-open`),
      '.tools button.tool:not([popovertarget])',
      ...[0, 1, 2].map((n): [string, string] => [
        '.tools [popovertarget]',
        `.tools .menu button >> nth=${n}`,
      ]),
      '.big-total .figure-button',
      '.top-bar > .button.primary:not(.skip-link)',
    ],
  }),
  board('day-commune', ofDay(''), '.act-bar', {
    press: [`.communes [data-commune="${HAC_THANH}"] .row-button`, '.tick-all input'],
    dialogs: [
      '.act-bar .button >> nth=0',
      '.act-bar .button >> nth=1',
      '.act-bar .button >> nth=2',
      '.commune-panel .person-line > .button.quiet:last-child',
      '.commune-panel .pad .button',
      '.shift-list .line-actions .button >> nth=0',
      '.shift-list .line-actions .button >> nth=1',
      '.site-actions .button >> nth=1',
    ],
  }),
  board('day-of-unit', ofDay(''), '.act-bar', {
    as: (day) => day.leader,
    press: ['.tick-all input'],
    dialogs: [
      ...[0, 1, 2].map((n) => `.act-bar .button >> nth=${n}`),
      '.own-tools .button.primary',
      '.person-line > .button.quiet:last-child',
    ],
  }),
  board('day-dispatch', ofDay(''), '.dispatch .candidate', {
    press: [`.communes [data-commune="${HAM_RONG}"] .send-button`],
  }),
  board('numbers', ofDay('/numbers'), '.numbers-grid', { dialogs: ['.figures .figure-button'] }),
  board('results', ofDay('/results'), '.results-photos img', {
    dialogs: ['.indicator-card .figure-button', '.results-photos button'],
  }),
  board('replay', ofDay('/replay'), '.communes tbody tr'),
  board('plan', ({ plan }) => `/day/${plan.eventId}/plan/${plan.id}`, '.plan-table tbody tr', {
    as: (day) => day.plan.by,
    dialogs: ['.plan-head button.button'],
  }),
  board('closing', ofDay('/closing'), '.kept-row', { dialogs: ['.page-main .button.primary'] }),
  board('broadcasts', ofDay('/broadcasts'), '.broadcast-row', { dialogs: ['.page-actions .button.primary'] }),
  board(
    'broadcast',
    (day) => `/day/${day.eventId}/broadcasts/${day.broadcastId}`,
    '.broadcast-people tbody tr',
  ),
  board('units', () => '/units', '.units tbody tr', { dialogs: ['.units tbody .button:not(:disabled)'] }),
  board('devices', ofDay('/devices'), '.device-row', { dialogs: ['.device-row .button'] }),
  board('screens', ofDay('/screens'), '.cue-row', {
    dialogs: ['.cue-card .card-head .button', '.screen-card .card-head button'],
  }),
  board('staff', () => '/staff', '.card.staff', {
    dialogs: ['.page-actions .button.primary', '.staff .button'],
  }),
  board('privacy', () => '/privacy', '.privacy tbody tr', {
    dialogs: ['[data-testid=requests] tbody .button', '[data-testid=minors] tbody .button'],
  }),
  board('texts', () => '/texts', '.page-main .card'),
  board('account', () => '/account', '.page-main .card'),
  board('audit', () => '/audit', '.audit-rows tbody tr'),
];

const phone = (
  name: string,
  who: keyof BusyDay['phones'] | null,
  ready: string,
  more: Partial<FacePage> = {},
): FacePage => ({
  name,
  face: 'phone',
  as: (day) => (who === null ? null : day.phones[who]),
  address: () => '/phone/',
  ready,
  ...more,
});

/** With the line of how far the day is, which comes last and above. */
const state = (tone: string): string =>
  `main:has([data-testid=progress]) [data-testid=state][data-tone=${tone}]`;

export const PHONE_PAGES: FacePage[] = [
  phone('sign-in', null, '.sign-in form'),
  phone('consent', 'asked', '.consents', { dialogs: ['.consent-actions .button.quiet'] }),
  phone('offer', 'offered', state('ask'), {
    dialogs: ['.actions .button:not(.primary)'],
  }),
  phone('accepted', 'accepted', state('plain'), {
    dialogs: ['.actions .button:not(.primary)', '.actions .button:not(.primary) >> nth=1'],
  }),
  phone('present', 'present', state('good')),
  phone('results', 'present', '.counter', {
    press: ['.actions .button.primary'],
    dialogs: ['.counter-many', '.counter > .button'],
  }),
  phone('nothing', 'nothing', '.empty'),
  phone('inbox', 'accepted', '.letters, .empty', { press: ['.tabs button:nth-child(2)'] }),
  phone('my-data', 'accepted', '.my-data .card', {
    press: ['.tabs button:nth-child(3)'],
    dialogs: ['.my-data .card .button', '.my-data > .button.danger'],
  }),
];

const screen = (name: string, as: FacePage['as'], address: FacePage['address'], ready: string): FacePage => ({
  name,
  face: 'screen',
  as,
  address,
  ready,
});

export const SCREEN_PAGES: FacePage[] = [
  screen(
    'pairing',
    () => null,
    () => '/screen/',
    '.pairing strong',
  ),
  screen(
    'hall',
    (day) => day.screen,
    () => '/screen/',
    '[data-testid=present]',
  ),
  screen(
    'of-staff',
    (day) => day.staff,
    (day) => `/screen/?event=${day.eventId}`,
    '[data-testid=present]',
  ),
  screen(
    'replay',
    (day) => day.screen,
    // So slowly that it moves on under nobody's eyes, however long a busy machine takes to look.
    () => '/screen/?replay=0.001',
    '[data-testid=replay-moment]',
  ),
];

const gate = (
  name: string,
  hash: (day: BusyDay) => string,
  ready: string,
  more: Partial<FacePage> = {},
): FacePage => ({
  name,
  face: 'gate',
  as: (day) => day.staff,
  address: (day) => `/gate/#${hash(day)}`,
  ready,
  ...more,
});

/** Every page that the gate's router knows. */
export const GATE_PAGES: FacePage[] = [
  gate('start', () => '/', '.choices li'),
  gate('signed-out', () => '/', 'main a, main button', { as: () => null }),
  gate('device', () => '/device', '[data-testid=pairing-code]', { as: () => null }),
  gate('event', (day) => `/${day.eventId}`, '.choices li'),
  gate('gate', (day) => `/${day.eventId}/${day.siteId}`, '.roster-list li', {
    dialogs: ['.top .icon-button'],
  }),
];

export const FACE_PAGES: FacePage[] = [...BOARD_PAGES, ...GATE_PAGES, ...PHONE_PAGES, ...SCREEN_PAGES];
