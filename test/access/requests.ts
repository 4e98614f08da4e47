import type { Account } from '../../src/contracts/staff-account.js';
import { newId } from '../../src/kernel/ids.js';
import type { Action } from '../../src/platform/policy/policy-table.js';
import { SMALL_JPEG } from '../factories/small-jpeg.js';
import { exampleOf } from '../support/bad-values.js';
import type { Operation } from '../support/open-api.js';
import type { Scope } from './expected.js';
import { checkInOf, type Group, type Speaker, type Target } from './world.js';

/** A route as the matrix plays it. */
export interface Route {
  name: string;
  operation: Operation;
  action: Action | 'public';
  scope: Scope;
  /** Where the request says what it is about: what is hidden does not exist, or is a wrong word in a body. */
  named: 'path' | 'body';
}

type Body = (target: Target, speaker: Speaker) => unknown;
const TWO_HOURS = { startsAt: '2026-10-10T01:00:00.000Z', endsAt: '2026-10-10T03:00:00.000Z' };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const gate = ({ ids }: Target) => ({
  role: 'gate_keeper',
  orgUnitId: ids['orgUnitId'],
  eventId: ids['eventId'],
});
const chosen = ({ ids }: Target) => ({ assignmentIds: [ids['assignmentId']] });
/** What a shift of the world wants, unless another case has changed it: then the answer is a refusal of its own. */
const ANY_THREE = { skill: null, minimum: 0, target: 3, maximum: 3 };
let logins = 0;

/** Bodies that a machine cannot guess from the schema: what they name lies in the place that is asked about. */
const BODIES: Record<string, Body> = {
  'POST /api/sessions/screen': () => ({ token: 'A'.repeat(43) }),
  'POST /api/sessions/link': () => ({ token: 'A'.repeat(43) }),
  'POST /api/devices/session': () => ({ secret: 'A'.repeat(43) }),
  'POST /api/events/{eventId}/devices': ({ ids }) => ({
    code: 'ZZZZZZ',
    kind: 'gate',
    siteId: ids['siteId'],
    name: 'Máy ở cổng',
  }),
  'POST /api/org-units': ({ ids }) => ({
    parentId: ids['parentId'],
    kind: 'branch',
    name: `Chi đoàn ${newId()}`,
  }),
  'POST /api/org-units/{orgUnitId}/merge': ({ ids }) => ({ intoId: ids['orgUnitId'] }),
  'POST /api/staff': (target) => ({
    login: `cong-${++logins}`,
    fullName: 'Người giữ cổng',
    password: 'mot mat khau dai dai',
    ...gate(target),
  }),
  'POST /api/staff/{staffId}/grants': gate,
  'POST /api/staff/{staffId}/password': () => ({ password: 'ba-con-vit-qua-cau-tre' }),
  'POST /api/me/inbox/seen': () => ({ seq: 0 }),
  'POST /api/me/inbox/{seq}/answer': () => ({ answer: 0 }),
  'POST /api/events/{eventId}/broadcasts/audience': () => ({ states: ['accepted'] }),
  'POST /api/events/{eventId}/broadcasts': () => ({ text: 'Xin có mặt đúng giờ.', states: ['accepted'] }),
  'POST /api/me/push': () => ({
    endpoint: 'https://fcm.googleapis.com/fcm/send/nobody',
    keys: {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
    lang: 'vi',
  }),
  'POST /api/me/push/end': () => ({ endpoint: 'https://fcm.googleapis.com/fcm/send/nobody' }),
  'POST /api/me/consents': () => ({
    lang: 'vi',
    answers: [{ purpose: 'participation', version: 1, given: true }],
  }),
  'POST /api/people/{personId}/guardian-consent': () => ({
    guardianName: 'Lê Thị Mẹ',
    relation: 'mother',
    signedOn: '2026-10-01',
    childAgrees: true,
  }),
  'POST /api/campaigns': ({ ids }) => ({
    orgUnitId: ids['orgUnitId'],
    title: 'Chiến dịch',
    startsOn: '2026-10-01',
    endsOn: '2026-10-20',
  }),
  'POST /api/events': ({ ids }) => ({
    campaignId: ids['campaignId'],
    kind: 'dx_day',
    title: 'Sự kiện',
    startsAt: inDays(1).toISOString(),
    endsAt: inDays(1.1).toISOString(),
  }),
  'PATCH /api/events/{eventId}': () => ({ version: 1, title: 'Tên khác' }),
  'PATCH /api/campaigns/{campaignId}': () => ({
    version: 1,
    title: 'Chiến dịch khác',
    theme: null,
    startsOn: '2026-01-01',
    endsOn: '2027-12-31',
  }),
  'PATCH /api/events/{eventId}/sites/{siteId}': () => ({
    version: 1,
    name: 'Điểm khác',
    address: null,
    contactName: null,
  }),
  'PATCH /api/events/{eventId}/shifts/{shiftId}': () => ({
    version: 1,
    title: 'Ca khác',
    ...TWO_HOURS,
    minimumAge: null,
  }),
  'POST /api/events/{eventId}/state': () => ({ to: 'closed' }),
  'POST /api/events/{eventId}/move': () => ({ version: 1, startsAt: inDays(2).toISOString() }),
  'POST /api/events/{eventId}/sites': ({ ids }) => ({ name: 'Điểm mới', communeId: ids['communeId'] }),
  'POST /api/events/{eventId}/shifts': ({ ids }) => ({
    siteId: ids['siteId'],
    title: 'Ca mới',
    startsAt: new Date().toISOString(),
    endsAt: inDays(0.1).toISOString(),
  }),
  'PUT /api/events/{eventId}/shifts/{shiftId}/demand': () => ({
    version: 1,
    demand: [{ skill: null, minimum: 0, target: 2, maximum: 3 }],
  }),
  'POST /api/events/{eventId}/shifts/{shiftId}/demand/change': () => ({
    version: 1,
    to: ANY_THREE,
  }),
  'POST /api/events/{eventId}/demand/rule': () => ({ kind: 'per_commune', people: 1 }),
  'POST /api/events/{eventId}/registrations': () => ({}),
  'PUT /api/events/{eventId}/registrations/{personId}': () => ({
    available: [TWO_HOURS],
    wishCommuneIds: [],
    excludedCommuneIds: [],
  }),
  'POST /api/events/{eventId}/plans': () => ({}),
  'PUT /api/events/{eventId}/plans/{planId}/proposals': ({ ids }) => ({
    personIds: [ids['personId']],
    pinned: false,
  }),
  'PUT /api/events/{eventId}/plans/{planId}/proposals/{personId}': () => ({ shiftId: null }),
  'POST /api/events/{eventId}/plans/{planId}/what-if': () => ({
    kind: 'weight',
    weight: 'distance',
    factor: 1,
  }),
  'POST /api/events/{eventId}/plans/{planId}/publish': () => ({}),
  'POST /api/events/{eventId}/shifts/{shiftId}/dispatch': ({ ids }) => ({ personIds: [ids['personId']] }),
  'POST /api/events/{eventId}/assignments/remind': chosen,
  'POST /api/events/{eventId}/assignments/no-show': chosen,
  'POST /api/events/{eventId}/assignments/withdraw': chosen,
  'POST /api/events/{eventId}/assignments/replace': chosen,
  'POST /api/me/assignments/{assignmentId}/answer': () => ({ answer: 'accept' }),
  'POST /api/events/{eventId}/check-ins': (target, { kind }) =>
    checkInOf(target, kind === 'volunteer' ? 'gate_code' : 'leader'),
  'POST /api/events/{eventId}/sites/{siteId}/headcounts': () => ({
    deviceId: 'thiet-bi-1',
    id: newId(),
    reason: 'guests',
    people: 3,
    deviceTime: new Date().toISOString(),
  }),
  'POST /api/events/{eventId}/check-ins/{checkInId}/void': () => ({ reason: 'trial' }),
  'PUT /api/campaigns/{campaignId}/indicators': () => ({ rev: 0, indicators: [] }),
  'POST /api/events/{eventId}/results': ({ ids }) => ({
    deviceId: 'device-0001',
    entries: [
      {
        id: newId(),
        assignmentId: ids['assignmentId'],
        indicatorId: newId(),
        amount: 1,
        people: 0,
        deviceTime: new Date().toISOString(),
      },
    ],
  }),
  'POST /api/events/{eventId}/result-photos': ({ ids }) => ({
    id: newId(),
    assignmentId: ids['assignmentId'],
    indicatorId: newId(),
    deviceTime: new Date().toISOString(),
    jpeg: SMALL_JPEG.toString('base64'),
  }),
  'POST /api/events/{eventId}/results/{resultId}/void': () => ({ reason: 'trial' }),
  'POST /api/events/{eventId}/kept-scans/decisions': () => ({
    conflictIds: [newId()],
    decision: 'leave',
    reason: 'trial',
  }),
  'POST /api/events/{eventId}/kept-scans/decisions/undo': () => ({ decisionIds: [newId()] }),
  'POST /api/events/{eventId}/ceremony/cue': () => ({ from: 0, cueId: 'welcome' }),
  'POST /api/events/{eventId}/ceremony/freeze': () => ({ from: 0, frozen: true }),
  'PUT /api/events/{eventId}/ceremony/cues': () => ({
    from: 0,
    cues: [{ id: 'hold', kind: 'hold', text: '', communeId: null, seconds: null }],
  }),
  'POST /api/events/{eventId}/rehearsals': () => ({ people: 10 }),
  'PUT /api/rehearsals/{rehearsalId}/report': () => ({ step: 'running', progress: 0.5 }),
};

/** Files as forms, with the fields that go with them. */
const UPLOADS: Record<string, (target: Target) => Record<string, string>> = {
  'POST /api/roster-imports': ({ ids }) => ({ orgUnitId: ids['orgUnitId'] ?? '' }),
  'POST /api/events/{eventId}/demand/import': () => ({}),
  'POST /api/events/{eventId}/ceremony/logo': () => ({}),
};

const QUERIES: Record<string, (speaker: Speaker, target: Target) => string> = {
  // What the other cases build lies in the same units: the first page would not hold it all.
  'GET /api/people': () => 'pageSize=500',
  'GET /api/org-units/{orgUnitId}/merge': (_, { ids }) => `intoId=${ids['orgUnitId']}`,
  'GET /api/places/search': () => 'q=thanh',
  'GET /api/places/resolve': () => 'code=14758&on=2026-10-10',
  'GET /api/sessions/me': ({ kind }) => `kind=${kind === 'nobody' ? 'staff' : kind}`,
  'DELETE /api/sessions/me': ({ kind }) => `kind=${kind === 'nobody' ? 'staff' : kind}`,
  'GET /api/events/{eventId}/tables.csv': () => 'table=people',
  'GET /api/events/{eventId}/tables.xlsx': () => 'table=sites',
  'GET /api/tables.csv': () => 'table=roll',
  'GET /api/tables.xlsx': () => 'table=units',
  'GET /api/events/{eventId}/figures': () => 'metric=accepted',
  'GET /api/events/{eventId}/figures.csv': () => 'metric=registered',
  'GET /api/events/{eventId}/figures.xlsx': () => 'metric=people',
};

/** Another thing of the same place, where the usual one would not do. */
const OTHER_IDS: Record<string, Record<string, string>> = {
  'DELETE /api/events/{eventId}/shifts/{shiftId}': { shiftId: 'emptyShiftId' },
  'GET /api/events/{eventId}/sites/{siteId}/roster': { siteId: 'hallId' },
  'GET /api/places/units/{unitId}': { unitId: 'communeId' },
  'GET /api/places/units/{unitId}/outline': { unitId: 'communeId' },
};

/** In an event further up the tree: somebody of the unit the roles are held in. */
const IDS_ABOVE: Record<string, Record<string, string>> = {
  'POST /api/events/{eventId}/assignments/{assignmentId}/call': { assignmentId: 'guestAssignmentId' },
  'GET /api/events/{eventId}/broadcasts/{broadcastId}': { broadcastId: 'guestBroadcastId' },
  'GET /api/events/{eventId}/broadcasts/{broadcastId}/people': { broadcastId: 'guestBroadcastId' },
  'POST /api/events/{eventId}/broadcasts/{broadcastId}/undo': { broadcastId: 'guestBroadcastId' },
  'POST /api/events/{eventId}/broadcasts/{broadcastId}/people/{personId}/call': {
    broadcastId: 'guestBroadcastId',
    personId: 'guestId',
  },
  'GET /api/events/{eventId}/result-photos/{photoId}': { photoId: 'guestPhotoId' },
};

interface List {
  /** Of which places it must show something, and what; null: it is everybody's own or the same for all. */
  shows: Group | null;
  scope: Scope;
}
/** Routes that name nothing and answer with what the reader may see. */
export const LISTS: Record<string, List> = {
  'GET /api/events': { shows: 'event', scope: 'event' },
  'GET /api/campaigns': { shows: 'campaign', scope: 'campaign' },
  'GET /api/org-units': { shows: 'unit', scope: 'unit' },
  'GET /api/org-units/merged': { shows: null, scope: 'unit' },
  'GET /api/people': { shows: 'people', scope: 'unit' },
  'GET /api/developer/texts': { shows: 'names', scope: 'unit' },
  'GET /api/staff': { shows: 'office', scope: 'role' },
  'GET /api/staff/grantable': { shows: null, scope: 'nothing' },
  'GET /api/privacy/requests': { shows: null, scope: 'unit' },
  'GET /api/privacy/minors': { shows: null, scope: 'unit' },
  'GET /api/privacy/retention': { shows: null, scope: 'nothing' },
  'GET /api/audit': { shows: null, scope: 'unit' },
  'GET /api/tables.csv': { shows: null, scope: 'unit' },
  'GET /api/tables.xlsx': { shows: null, scope: 'unit' },
  'GET /api/audit.csv': { shows: null, scope: 'unit' },
  'GET /api/roster-imports/template.xlsx': { shows: null, scope: 'nothing' },
};

/** What a body may be about, the first that is in it. */
const BODY_SCOPES: [field: string, scope: Scope][] = [
  ['role', 'given role'],
  ['campaignId', 'campaign'],
  ['orgUnitId', 'unit'],
  ['parentId', 'unit'],
];
const PATH_SCOPES: [parameter: string, scope: Scope][] = [
  ['eventId', 'event'],
  ['rehearsalId', 'event'],
  ['campaignId', 'campaign'],
  ['staffId', 'role'],
  ['personId', 'unit'],
  ['orgUnitId', 'unit'],
  ['importId', 'unit'],
  ['requestId', 'unit'],
  ['assignmentId', 'own assignment'],
  ['sessionId', 'own session'],
];

/** What asks for nothing but a session, or not even that, and tells of nobody but who asks. */
const FREE = ['public', 'session.read', 'account.own', 'device.read', 'places.read'];

/** On what a route decides, by what its path or its body names; null: nobody has said how to play it. */
export function scopeOf(operation: Operation, name: string): Pick<Route, 'scope' | 'named'> | null {
  const { action = '' } = operation;
  const inPath = PATH_SCOPES.find(([parameter]) => pathNames(operation).includes(parameter));
  if (inPath) return { scope: inPath[1], named: 'path' };
  if (FREE.includes(action)) return { scope: 'nothing', named: 'path' };
  if (name in LISTS) return { scope: 'list', named: 'path' };
  if (name in UPLOADS) return { scope: 'unit', named: 'body' };
  const inBody = BODY_SCOPES.find(([field]) => operation.body?.properties?.[field] !== undefined);
  if (inBody && operation.method !== 'GET') return { scope: inBody[1], named: 'body' };
  if (action === 'self.read' || action === 'self.change') return { scope: 'nothing', named: 'path' };
  return null;
}

export function pathNames({ parameters }: Operation): string[] {
  return parameters.filter((one) => one.in === 'path').map(({ name }) => name);
}

/**
 * Sends what a speaker would to get at something of this place.
 * @param stray a parameter of the path that is taken from another place
 */
export async function send(
  { name, operation, scope }: Route,
  speaker: Speaker,
  target: Target,
  stray?: { parameter: string; from: Target },
): Promise<{ status: number; body: unknown }> {
  const path = await pathOf({ name, operation, scope }, speaker, target, stray);
  // To log out ends a session: a new one each time.
  const client = name === 'DELETE /api/sessions/me' ? await speaker.again() : speaker.client;
  const upload = UPLOADS[name];
  if (upload) {
    const content = Buffer.from('Họ và tên,Số điện thoại\nNguyễn Văn A,0912345678\n');
    return client.upload(path, { name: 'a.csv', content }, upload(target));
  }
  return client.send(operation.method, path, bodyOf({ name, operation }, speaker, target));
}

/** The path and the query of what a speaker would send. */
export async function pathOf(
  { name, operation, scope }: Pick<Route, 'name' | 'operation' | 'scope'>,
  speaker: Speaker,
  target: Target,
  stray?: { parameter: string; from: Target },
): Promise<string> {
  let path = operation.path;
  for (const parameter of pathNames(operation)) {
    const from = stray?.parameter === parameter ? stray.from : target;
    // A gate's device stands at the hall.
    const atGate = speaker.kind === 'gate' && parameter === 'siteId' ? 'hallId' : undefined;
    const above = target.place === 'parent' ? IDS_ABOVE[name]?.[parameter] : undefined;
    const special = atGate ?? above ?? OTHER_IDS[name]?.[parameter];
    const wanted = special ?? (parameter === 'code' ? 'provinceId' : parameter);
    const id =
      (scope === 'own session' && target.place === 'own' ? await sessionOf(speaker) : null) ??
      (await from.idOf(wanted));
    if (id === null) throw new Error(`${name}: no ${parameter} in the world`);
    path = path.replace(`{${parameter}}`, id);
  }
  const query = QUERIES[name]?.(speaker, target);
  if (query !== undefined) path += `?${query}`;
  return path;
}

/** One more session of this member of the staff; null for others, who have no page of their sessions. */
async function sessionOf(speaker: Speaker): Promise<string | null> {
  if (speaker.kind !== 'staff') return null;
  const client = await speaker.again();
  const { status, body } = await client.get<Account>('/api/account');
  // Another case has signed this member out everywhere, just now.
  if (status === 401) return sessionOf(speaker);
  return body.sessions.find(({ current }) => current)?.id ?? null;
}

/** The body of it; undefined where there is none. */
export function bodyOf(
  { name, operation }: Pick<Route, 'name' | 'operation'>,
  speaker: Speaker,
  target: Target,
): unknown {
  return BODIES[name]?.(target, speaker) ?? (operation.body && exampleOf(operation.body, target.ids));
}

/** Whether it takes a file as a form. */
export const takesFile = (name: string): boolean => name in UPLOADS;
