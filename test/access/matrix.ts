import { MESSAGES, POLICY, TOPIC_ACTIONS, type Action } from '../../src/platform/policy/policy-table.js';
import { LiveClient } from '../support/live-client.js';
import { readApi } from '../support/open-api.js';
import type { TestServer } from '../support/test-server.js';
import { type Expected, expected, reachOf } from './expected.js';
import { LISTS, pathNames, type Route, scopeOf, send } from './requests.js';
import {
  buildWorld,
  checkInOf,
  type Group,
  type Place,
  PLACES,
  type Speaker,
  type Target,
  type World,
} from './world.js';

export interface MatrixResult {
  routes: number;
  messages: number;
  cases: number;
  /** Routes and messages that nobody has said how to play. */
  uncovered: string[];
  wrong: string[];
  /** How often each route that changes something did so. */
  done: Record<string, number>;
}

const AT_ONCE = 6;
/** What says that a thing is out of one's scope, when a body names it. */
const HIDDEN = ['not_found', 'unknown_org_unit', 'unknown_campaign', 'unknown_event', 'may_not_grant'];
const REFUSED = [
  ...HIDDEN,
  'not_signed_in',
  'not_allowed',
  'foreign_origin',
  'confirmation_needed',
  'invalid_input',
  'internal',
];
/** Who may do one of these sees names. */
const NAMING: Action[] = ['people.read', 'gate.read', 'check_ins.read', 'plans.read', 'assignments.read'];

/** Every route and every message, by everybody, to everything; what comes back against the policy table. */
export async function playMatrix(server: TestServer): Promise<MatrixResult> {
  const world = await buildWorld(server);
  const result: MatrixResult = { routes: 0, messages: 0, cases: 0, uncovered: [], wrong: [], done: {} };
  const routes = await routesOf(server, result);
  await inParallel(casesOf(routes, world), (one) => play(one, world, result));
  await inParallel(strayCasesOf(routes, world), (one) => playStray(one, world, result));
  await playMessages(server, world, result);
  return result;
}

async function routesOf(server: TestServer, result: MatrixResult): Promise<Route[]> {
  const operations = await readApi(server.client());
  result.routes = operations.length;
  return operations.flatMap((operation) => {
    const name = `${operation.method} ${operation.path}`;
    const { action } = operation;
    const scope = scopeOf(operation, name);
    if (!scope || !isKnown(action)) {
      result.uncovered.push(name);
      return [];
    }
    return [{ name, operation, action, ...scope }];
  });
}

const isKnown = (action: string | undefined): action is Action | 'public' =>
  action === 'public' || (action !== undefined && action in POLICY);
const readsOnly = ({ operation }: Route): boolean => operation.method === 'GET';

interface Case {
  route: Route;
  speaker: Speaker;
  place: Place;
  wanted: Expected;
}

function casesOf(routes: readonly Route[], { speakers }: World): Case[] {
  return routes.flatMap((route) =>
    speakers.flatMap((speaker) =>
      placesFor(route, speaker).map((place) => ({
        route,
        speaker,
        place,
        wanted: expected(speaker, route.action, route.scope, place),
      })),
    ),
  );
}

function placesFor({ scope, action }: Route, speaker: Speaker): readonly Place[] {
  const oneIsLikeAll = scope === 'nothing' || scope === 'list' || action === 'public';
  return oneIsLikeAll ? ['own'] : placesOf(speaker);
}

function placesOf({ kind, state, only }: Speaker): readonly Place[] {
  if (state !== 'now' || kind === 'nobody') return ['own'];
  return only === null ? PLACES : ['own', 'child', 'parent'];
}

async function play(
  { route, speaker, place, wanted }: Case,
  world: World,
  result: MatrixResult,
): Promise<void> {
  const allowed = wanted === 'all' || wanted === 'part';
  // What is refused changes nothing: everybody may try it on the same. What is allowed gets something of its own.
  const ofPlace = route.scope !== 'nothing' && route.scope !== 'own session';
  const changes = allowed && speaker.kind === 'staff' && !readsOnly(route) && ofPlace;
  const target = changes ? await world.build(place) : world.targets[place];
  const who = changes && speaker.only !== null ? await world.sameAt(speaker, target) : speaker;
  const answer = await send(route, who, target);
  result.cases++;
  count(answer, route, result);
  const said = `${speaker.name}: ${route.name} (${place})`;
  const fault =
    faultOf(answer, wanted, route) ??
    (route.action === 'public' || !allowed ? null : leakOf(answer.body, speaker, route, world));
  if (fault !== null) result.wrong.push(`${said}: ${fault}`);
}

function count({ status }: { status: number }, route: Route, { done }: MatrixResult): void {
  if (!readsOnly(route) && status < 400) done[route.name] = (done[route.name] ?? 0) + 1;
}

function codeOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('code' in body)) return null;
  return typeof body.code === 'string' ? body.code : null;
}

function faultOf(
  answer: { status: number; body: unknown },
  wanted: Expected,
  { action, named }: Route,
): string | null {
  const code = answer.status >= 400 ? codeOf(answer.body) : null;
  const got = `${answer.status} ${code ?? ''}`.trim();
  switch (wanted) {
    case 'all':
    case 'part': {
      // What a public route says to nobody in particular is not the policy's.
      const mayNot = action === 'public' ? ['not_signed_in', 'not_allowed', 'internal'] : REFUSED;
      return answer.status < 400 || (code !== null && !mayNot.includes(code)) ? null : `allowed, but ${got}`;
    }
    case 'not_signed_in':
    case 'not_allowed':
      return code === wanted ? null : `must be ${wanted}, but ${got}`;
    case 'hidden':
      return code !== null && (named === 'path' ? code === 'not_found' : HIDDEN.includes(code))
        ? null
        : `out of scope, but ${got}`;
  }
}

/** A text in an answer that tells of what the reader may not see, or one that is missing from a list. */
function leakOf(body: unknown, speaker: Speaker, route: Route, world: World): string | null {
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : JSON.stringify(body ?? '');
  for (const [place, texts] of forbiddenTo(speaker, route, world)) {
    const found = texts.find((one) => text.includes(one));
    if (found !== undefined) return `tells of ${place}: ${found}`;
  }
  const list = LISTS[route.name];
  if (!list?.shows || route.action === 'public') return null;
  for (const place of PLACES) {
    if (reachOf(speaker, route.action, list.scope, place) === 'none') continue;
    const missing = world.targets[place].texts[list.shows].find((one) => !text.includes(one));
    // A role in force is of a place; what a list shows of it begins with its first text.
    if (missing === world.targets[place].texts[list.shows][0]) return `does not show ${place}`;
  }
  return null;
}

function forbiddenTo(
  speaker: Speaker,
  { action }: Route,
  world: World,
): [Place | 'a guest', readonly string[]][] {
  if (action === 'public') return [];
  const namer = NAMING.some((one) => {
    const { roles, kinds } = POLICY[one];
    return (
      (speaker.role !== null && roles.includes(speaker.role)) ||
      (speaker.kind !== 'nobody' && kinds.includes(speaker.kind))
    );
  });
  const forbidden: [Place | 'a guest', readonly string[]][] = [];
  for (const place of PLACES) {
    const { texts } = world.targets[place];
    const hide = (...groups: Group[]) => forbidden.push([place, groups.flatMap((group) => texts[group])]);
    const ofEvent = reachOf(speaker, 'events.read', 'event', place);
    const ofUnit = reachOf(speaker, action, 'unit', place);
    const himself = speaker.kind === 'volunteer' && place === 'own';
    if (ofEvent === 'none') hide('event');
    if (ofEvent !== 'all') hide('people', 'names');
    if (!namer && !himself) hide('names');
    if (ofUnit === 'none' || himself) hide('aside', 'office');
    if (reachOf(speaker, 'campaigns.read', 'campaign', place) === 'none' && ofEvent === 'none')
      hide('campaign');
    const guests = world.guests[place];
    const ownGuests =
      reachOf(speaker, action, 'event', 'parent') === 'part' && (place === 'own' || place === 'child');
    if (guests && !ownGuests && (ofUnit === 'none' || himself)) forbidden.push(['a guest', guests]);
  }
  return forbidden;
}

interface Stray extends Omit<Case, 'wanted' | 'place'> {
  parameter: string;
}

/** In a path that begins with one's own, something of a neighbour. */
function strayCasesOf(routes: readonly Route[], { speakers }: World): Stray[] {
  const plain = speakers.filter(
    ({ kind, state, only }) => kind === 'gate' || (kind === 'staff' && state === 'now' && only === null),
  );
  return routes.flatMap((route) => {
    const [, ...others] = pathNames(route.operation);
    if (route.scope === 'nothing') return [];
    const allowed = plain.filter((one) => expected(one, route.action, route.scope, 'own') === 'all');
    return others.flatMap((parameter) => allowed.map((speaker) => ({ route, speaker, parameter })));
  });
}

async function playStray(
  { route, speaker, parameter }: Stray,
  world: World,
  result: MatrixResult,
): Promise<void> {
  const { own, sibling } = world.targets;
  const answer = await send(route, speaker, own, { parameter, from: sibling });
  result.cases++;
  count(answer, route, result);
  const told = leakOf(answer.body, speaker, route, world);
  if (answer.status < 400 || codeOf(answer.body) === 'internal') {
    result.wrong.push(`${speaker.name}: ${route.name} with a neighbour’s ${parameter}: ${answer.status}`);
  } else if (told !== null) {
    result.wrong.push(`${speaker.name}: ${route.name} with a neighbour’s ${parameter}: ${told}`);
  }
}

interface MessageCase {
  said: string;
  name: string;
  action: Action;
  scope: 'event' | 'nothing';
  body: (target: Target, speaker: Speaker) => object;
}

const topic = (name: string) => (target: Target) => ({ topic: name, eventId: target.ids['eventId'] });

/** How each message of the table is played. */
function messagesOf(result: MatrixResult): MessageCase[] {
  const known: MessageCase[] = [
    ...Object.entries(TOPIC_ACTIONS).map(([name, action]) => ({
      said: `join ${name}`,
      name: 'join',
      action,
      scope: 'event' as const,
      body: topic(name),
    })),
    {
      said: 'look',
      name: 'look',
      action: 'live.board',
      scope: 'event',
      body: ({ ids }) => ({ eventId: ids['eventId'], page: 'day', communeId: null }),
    },
    { said: 'leave', name: 'leave', action: 'session.read', scope: 'nothing', body: topic('board') },
    { said: 'clock', name: 'clock', action: 'session.read', scope: 'nothing', body: () => ({}) },
    {
      said: 'shown',
      name: 'shown',
      action: 'screens.report',
      scope: 'event',
      body: ({ ids }) => ({ eventId: ids['eventId'], stageRev: 0, clock: null, width: 1, height: 1 }),
    },
    {
      said: 'check_in',
      name: 'check_in',
      action: 'check_ins.send',
      scope: 'event',
      body: (target, { kind }) => ({
        eventId: target.ids['eventId'],
        ...checkInOf(target, kind === 'volunteer' ? 'gate_code' : 'leader'),
      }),
    },
  ];
  for (const name of Object.keys(MESSAGES)) {
    if (!known.some((one) => one.name === name)) result.uncovered.push(`message ${name}`);
  }
  result.messages = known.length;
  return known;
}

async function playMessages(server: TestServer, world: World, result: MatrixResult): Promise<void> {
  const messages = messagesOf(result);
  await inParallel(world.speakers, async (speaker) => {
    if (speaker.kind === 'nobody') {
      for (const { said } of messages) {
        result.cases++;
        const live = await LiveClient.connect(server.url, speaker.client, 'staff').catch(() => null);
        if (live) result.wrong.push(`${speaker.name}: ${said}: a socket without a session`);
        live?.close();
      }
      return;
    }
    for (const place of placesOf(speaker)) {
      // One socket may say so much in a second: a new one for each place.
      const live = await LiveClient.connect(server.url, speaker.client, speaker.kind);
      for (const { said, name, action, scope, body } of messages) {
        const wanted = expected(speaker, action, scope, place);
        const answer = await live.ask<{ ok: boolean; error?: { code: string } }>(
          name,
          body(world.targets[place], speaker),
        );
        result.cases++;
        const status = answer.ok ? 200 : 400;
        const route = { action, named: 'path' } as Route;
        const fault =
          faultOf({ status, body: answer.error ?? answer }, wanted, route) ??
          (answer.ok ? leakOf(answer, speaker, { name: said, action } as Route, world) : null);
        if (fault !== null) result.wrong.push(`${speaker.name}: ${said} (${place}): ${fault}`);
      }
      live.close();
    }
  });
}

async function inParallel<T>(cases: readonly T[], play: (one: T) => Promise<void>): Promise<void> {
  const left = [...cases];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await play(one);
    }),
  );
}
