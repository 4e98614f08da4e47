import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ErrorSchema } from '../../src/contracts/common.js';
import { Random } from '../../src/kernel/random.js';
import { POLICY, type Action } from '../../src/platform/policy/policy-table.js';
import { expected } from '../access/expected.js';
import { bodyOf, pathNames, pathOf, type Route, scopeOf, takesFile } from '../access/requests.js';
import type { Speaker } from '../access/world.js';
import type { JsonSchema } from '../support/open-api.js';
import { brokenJson, hostileJson, hostileString, mutated } from './hostile.js';
import { newAgent, type RawAnswer, type RawRequest, sendRaw } from './raw-request.js';
import type { Stage } from './stage.js';

interface Attempt extends RawRequest {
  route: Route;
  speaker: Speaker;
  attack: Attack;
  /** What must not succeed, whoever asks: its origin, session or object is not theirs. */
  forged: boolean;
  /** The path no longer names the route: another may answer. */
  elsewhere: boolean;
}

type Attack = (typeof ATTACKS)[number];
const ATTACKS = [
  'body',
  'broken body',
  'media type',
  'path',
  'query',
  'session',
  'origin',
  'header',
  'method',
  'foreign',
  'plain',
] as const;
/** What others hold of the same: it costs much and shows nothing more. */
const SPARED = ['POST /api/events/{eventId}/rehearsals'];

/** Every route of the document in turn, each case an attack that its seed and its number decide. */
export function httpFuzzer(stage: Stage, seed: number): (number: number) => Promise<void> {
  const routes = stage.operations.flatMap((operation): Route[] => {
    const name = `${operation.method} ${operation.path}`;
    const { action } = operation;
    const scope = scopeOf(operation, name);
    if (!scope || !isKnown(action)) throw new Error(`${name}: nobody has said how to play it`);
    return [{ name, operation, action, ...scope }];
  });
  const agent = newAgent();
  const schemas = new Map<JsonSchema, z.ZodType>();
  const schemaOf = (schema: JsonSchema): z.ZodType => {
    let made = schemas.get(schema);
    // The document is JSON Schema, in the words of zod's own reader of it.
    if (!made)
      schemas.set(schema, (made = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])));
    return made;
  };
  const foreignTexts = Object.values(stage.world.targets.other.texts).flat();

  return async (number) => {
    const random = new Random(Math.imul(seed, 7_919) + number);
    const route = routes[number % routes.length];
    if (!route) return;
    const attempt = await attemptOf(stage, route, random);
    const said = `${number}: ${attempt.attack}: ${attempt.method} ${attempt.path.slice(0, 120)} by ${attempt.speaker.name}`;
    const { findings } = stage;
    findings.cases++;
    let answer: RawAnswer;
    try {
      answer = await sendRaw(stage.url, agent, attempt);
    } catch (thrown) {
      // Who sends too much may be cut off in the middle; who is not, must be answered.
      if (await stage.died(said)) return;
      if ((attempt.body?.length ?? 0) < 1_000_000) findings.serverErrors.push(`${said}: ${String(thrown)}`);
      return;
    }
    if (answer.status >= 500)
      findings.serverErrors.push(
        `${said}: ${answer.status} ${answer.text.slice(0, 200)} ${stage.lastError()}`,
      );
    const off = offSchema(attempt, answer, schemaOf);
    if (off !== null)
      findings.offSchema.push(`${said}: ${answer.status} ${off} ${answer.text.slice(0, 200)}`);
    const forgery = acceptedForgery(attempt, answer, foreignTexts);
    if (forgery !== null) findings.acceptedForgeries.push(`${said}: ${answer.status} ${forgery}`);
  };
}

const isKnown = (action: string | undefined): action is Action | 'public' =>
  action === 'public' || (action !== undefined && action in POLICY);

async function attemptOf(stage: Stage, route: Route, random: Random): Promise<Attempt> {
  const { world } = stage;
  const { operation, name } = route;
  const allowed = world.speakers.filter(
    (one) => one.kind !== 'nobody' && expected(one, route.action, route.scope, 'own') === 'all',
  );
  const speaker =
    random.chance(0.8) && allowed.length > 0 ? random.pick(allowed) : random.pick(world.speakers);
  const attack = random.pick(ATTACKS.filter((one) => fits(one, route)));
  const at = attack === 'foreign' ? world.targets.other : world.targets.own;
  const forgets = name === 'DELETE /api/sessions/me';
  const client = forgets && attack === 'plain' ? await speaker.again() : speaker.client;
  const cookie = [...client.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const valid = bodyOf(route, speaker, at);
  const attempt: Attempt = {
    route,
    speaker,
    attack,
    method: operation.method,
    path: await pathOf(route, speaker, at),
    headers: { ...(cookie === '' ? {} : { cookie }) },
    body: null,
    forged: attack === 'foreign' && isClosed(route, speaker),
    elsewhere: false,
  };
  if (takesFile(name)) {
    attempt.headers['content-type'] = 'multipart/form-data; boundary=grenze';
    attempt.body = form(attack, random);
  } else if (valid !== undefined) {
    attempt.headers['content-type'] = 'application/json';
    attempt.body = Buffer.from(
      attack === 'body' ? hostileJson(mutated(valid, random)) : JSON.stringify(valid),
    );
  }
  change(attempt, valid, random);
  // Its own session must outlive the case.
  if (forgets && attack !== 'plain' && attack !== 'session') delete attempt.headers['cookie'];
  return attempt;
}

const isClosed = (route: Route, speaker: Speaker): boolean =>
  route.action !== 'public' && expected(speaker, route.action, route.scope, 'other') !== 'all';

function fits(attack: Attack, { operation, name, action }: Route): boolean {
  switch (attack) {
    case 'body':
    case 'broken body':
      return operation.body !== undefined || takesFile(name);
    case 'path':
      return pathNames(operation).length > 0;
    case 'foreign':
      return pathNames(operation).some((one) => one !== 'code' && one !== 'unitId');
    case 'session':
      return action !== 'public';
    case 'origin':
      return operation.method !== 'GET';
    case 'plain':
      return !SPARED.includes(name);
    case 'query':
    case 'media type':
    case 'header':
    case 'method':
      return true;
  }
}

function change(attempt: Attempt, valid: unknown, random: Random): void {
  const { headers, route } = attempt;
  switch (attempt.attack) {
    case 'broken body':
      if (valid !== undefined) attempt.body = Buffer.from(brokenJson(valid, random));
      break;
    case 'media type':
      headers['content-type'] = random.pick([
        'text/plain',
        'application/xml',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'multipart/form-data; boundary=',
        'application/json; charset=utf-16',
        'application/json;;;',
        'x',
        'application/merge-patch+json',
      ]);
      attempt.body = Buffer.from(random.pick(['a=1&a=2', '<a/>', '--\r\n', '{}', '\u0000']));
      break;
    case 'path': {
      const name = random.pick(pathNames(route.operation));
      const parts = route.operation.path.split('/');
      const real = attempt.path.split('?')[0]?.split('/') ?? [];
      attempt.path = real
        .map((part, i) => (parts[i] === `{${name}}` ? hostileSegment(random) : part))
        .join('/');
      attempt.elsewhere = true;
      break;
    }
    case 'query':
      attempt.path += `${attempt.path.includes('?') ? '&' : '?'}${hostileQuery(route, random)}`;
      break;
    case 'session':
      headers['cookie'] = forgedCookie(headers['cookie'] ?? 'rq_staff=', random);
      attempt.forged = true;
      break;
    case 'origin':
      headers['origin'] = random.pick([
        'https://gian.example',
        'null',
        'http://127.0.0.1.gian.example',
        'x',
        'file://',
      ]);
      attempt.forged = true;
      break;
    case 'header':
      headers[
        random.pick([
          'x-session-kind',
          'x-forwarded-for',
          'accept',
          'accept-language',
          'if-none-match',
          'range',
        ])
      ] = random.pick([
        'x'.repeat(6_000),
        'x'.repeat(40_000),
        '1.2.3.4, 5.6.7.8',
        "'; --",
        '*',
        'bytes=0-0',
        '__proto__',
      ]);
      break;
    case 'method':
      attempt.method = random.pick(['PUT', 'PATCH', 'DELETE', 'POST', 'OPTIONS', 'PROPFIND', 'TRACE']);
      attempt.elsewhere = attempt.method !== route.operation.method;
      if (attempt.elsewhere) delete headers['cookie'];
      break;
    case 'body':
    case 'foreign':
    case 'plain':
      break;
  }
}

function hostileSegment(random: Random): string {
  if (random.chance(0.3)) {
    return random.pick([
      '%',
      '%00',
      '%ff%fe',
      '%c0%ae%c0%ae',
      '..;',
      '%2e%2e%2f',
      '\u00e9',
      '{x}',
      '%ED%A0%80',
      '',
    ]);
  }
  return encodeURIComponent(
    hostileString(random)
      .replace(/\p{Cs}/gu, '\ufffd')
      .slice(0, 3_000),
  ).slice(0, 9_000);
}

function hostileQuery({ operation }: Route, random: Random): string {
  const names = operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  const name = encodeURIComponent(
    random.pick([...names, ...names, 'unexpected', '__proto__', 'a[b][c]', 'page']),
  );
  const value = hostileSegment(random).replaceAll('\u00e9', '%C3%A9');
  return random.pick([
    `${name}=${value}`,
    `${name}=1&${name}=2`,
    `${name}[]=1&${name}[a]=2`,
    `${name}=${value}&${name}=${value}`,
    Array.from({ length: 500 }, () => `${name}=1`).join('&'),
    `&&==&${name}`,
  ]);
}

function forgedCookie(cookie: string, random: Random): string {
  const [name = 'rq_staff', token = ''] = cookie.split('=', 2);
  const at = random.between(0, Math.max(0, token.length - 2));
  const other = token[at] === 'A' ? 'B' : 'A';
  return random.pick([
    `${name}=${token.slice(0, at)}${other}${token.slice(at + 1)}`,
    `${name}=${token.slice(0, -1)}`,
    `${name}=${randomBytes(32).toString('base64url')}`,
    `${name}=${token}.${token}`,
    `${name}=`,
    `${name}="__proto__"`,
    `=; ; ${name}`,
  ]);
}

/** A form with a roster in it, or what is like one. */
function form(attack: Attack, random: Random): Buffer {
  const broken = attack === 'body' || attack === 'broken body';
  const name = broken
    ? random.pick(['a.csv', '../../a', 'a\u0000.csv', 'x'.repeat(5_000), 'a.xlsx', ''])
    : 'a.csv';
  const field = broken
    ? random.pick(['orgUnitId', '__proto__', 'constructor', 'x'.repeat(300), 'file'])
    : 'orgUnitId';
  const contents = [
    Buffer.from('Họ và tên,Số điện thoại\n"Nguyễn'),
    Buffer.alloc(0),
    Buffer.alloc(3_000, 7),
    Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200, 9)]),
    Buffer.from('\ufeff=1+1,@SUM(A1)\n'),
  ];
  const part = (head: string, content: Buffer) =>
    Buffer.concat([
      Buffer.from(`--grenze\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      content,
      Buffer.from('\r\n'),
    ]);
  const whole = Buffer.concat([
    part(`name="${field}"`, Buffer.from(broken ? hostileString(random).slice(0, 2_000) : '0')),
    part(`name="file"; filename="${name}"`, random.pick(contents)),
    Buffer.from('--grenze--\r\n'),
  ]);
  return attack === 'broken body' ? whole.subarray(0, random.between(0, whole.length)) : whole;
}

function offSchema(
  { route, elsewhere, method }: Attempt,
  { status, type, text }: RawAnswer,
  schemaOf: (schema: JsonSchema) => z.ZodType,
): string | null {
  if (status >= 300 && status < 400) return 'moved';
  if (status < 300 && (elsewhere || method === 'OPTIONS')) return null;
  const { answers } = route.operation;
  const schema = status >= 400 ? ErrorSchema : null;
  const own = answers[String(status)];
  if (schema === null && own === undefined) return 'no such status in the document';
  if (schema === null && own === null) return null; // a file, or nothing
  if (!type.includes('json')) return `is ${type === '' ? 'of no type' : type}`;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return 'is no JSON';
  }
  const read = (schema ?? schemaOf(own ?? {})).safeParse(body);
  return read.success ? null : z.prettifyError(read.error).slice(0, 300);
}

function acceptedForgery(
  { forged, route, attack, elsewhere }: Attempt,
  { status, text }: RawAnswer,
  foreignTexts: readonly string[],
): string | null {
  if (route.action === 'public' && attack !== 'origin') return null;
  if (forged && status < 400) return 'accepted';
  // An id that was sent may be named in the refusal; in an answer it may not be.
  const told = status < 400 && !elsewhere ? foreignTexts.find((one) => text.includes(one)) : undefined;
  return told === undefined ? null : `tells of another province: ${told}`;
}
