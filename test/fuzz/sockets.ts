import type { Shift } from '../../src/contracts/events.js';
import { io, type Socket } from 'socket.io-client';
import { ErrorSchema } from '../../src/contracts/common.js';
import { newId } from '../../src/kernel/ids.js';
import { Random } from '../../src/kernel/random.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { RawSocket } from '../faults/raw-socket.js';
import { checkInOf, type Speaker } from '../access/world.js';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http-client.js';
import { hostileValue, mutated } from './hostile.js';
import type { Stage } from './stage.js';

const ANSWER_MS = 15_000;
/** A session that has ended hears nothing more after this. */
const GONE_MS = 5_000;
/** What the server forgives before it hangs up, and more. */
const FLOOD = 400;

const ATTACKS: [attack: Attack, weight: number][] = [
  ['malformed', 60],
  ['guessed room', 12],
  ['raw frames', 12],
  ['wrong origin', 6],
  ['forged session', 5],
  ['oversized', 3],
  ['flood', 1],
  ['after log-out', 1],
];
type Attack =
  | 'malformed'
  | 'guessed room'
  | 'raw frames'
  | 'wrong origin'
  | 'forged session'
  | 'oversized'
  | 'flood'
  | 'after log-out';

const FRAMES = [
  '9999',
  '4',
  '42',
  '42[',
  '42{}',
  '42["join"]',
  '42["join",{}',
  '42["__proto__",{}]',
  '42["disconnecting"]',
  '42["error",{}]',
  '45',
  '451-["join",{"_placeholder":true,"num":0}]',
  '459999999999-["join",{"_placeholder":true,"num":-1}]',
  '451-["join"]',
  '420["join",{"topic":"board"}]',
  '4299999999999999999999["join",{}]',
  '43["x"]',
  '44{"message":"x"}',
  '40/other,',
  '40/__proto__,{}',
  '40{"kind":"staff"}',
  '41/other,',
  '41',
  '1',
  '2probe',
  '3',
  '5',
  '6',
  'b////',
  '\u0000',
  `42${'['.repeat(20_000)}`,
  `42["join",${'['.repeat(20_000)}${']'.repeat(20_000)}]`,
];

/** Each case one attack over a socket of its own, or one message on it. */
export function socketFuzzer(stage: Stage, seed: number): (number: number) => Promise<void> {
  const { world, findings } = stage;
  const { own, other } = world.targets;
  const texts = Object.values(other.texts).flat();
  const signedIn = world.speakers.filter(({ kind, state }) => kind !== 'nobody' && state === 'now');

  return async (number) => {
    const random = new Random(Math.imul(seed, 104_729) + number);
    const attack = random.weighted(ATTACKS);
    const speaker = random.pick(signedIn);
    const said = `${number}: socket: ${attack} by ${speaker.name}`;
    findings.cases++;
    try {
      if (number % 50 === 0) await stirAndWitness(said, random);
      await play(attack, speaker, random, said);
    } catch (thrown) {
      findings.serverErrors.push(`${said}: ${String(thrown)}`);
    }
    await stage.died(said);
  };

  function play(attack: Attack, speaker: Speaker, random: Random, said: string): Promise<void> {
    switch (attack) {
      case 'malformed':
        return speak(speaker, said, (socket) => ask(socket, malformed(speaker, random), said, false));
      case 'guessed room':
        return speak(speaker, said, (socket) => ask(socket, guessed(random), said, true));
      case 'raw frames':
        return sendFrames(speaker, random);
      case 'wrong origin':
        return mustNotConnect(said, speaker, {
          cookie: cookieOf(speaker.kind, speaker.client),
          origin: random.pick(['https://gian.example', 'null', 'x', 'http://127.0.0.1.gian.example']),
        });
      case 'forged session':
        return mustNotConnect(said, speaker, {
          cookie: `${cookieName('staff')}=${random.pick(['', 'A'.repeat(43), newId(), '__proto__'])}`,
        });
      case 'oversized':
        return speak(speaker, said, async (socket) => {
          socket.emit('join', { topic: 'board', eventId: 'x'.repeat(random.between(66_000, 400_000)) });
          await eventually(() => socket.disconnected, ANSWER_MS);
        });
      case 'flood':
        return speak(speaker, said, async (socket) => {
          for (let i = 0; i < FLOOD; i++)
            socket.emit('join', { topic: 'board', eventId: newId() }, () => undefined);
          await eventually(() => socket.disconnected, ANSWER_MS);
        });
      case 'after log-out':
        return afterLogOut(speaker, said);
    }
  }

  function cookieOf(kind: Speaker['kind'], client: HttpClient): string {
    const name = cookieName(kind === 'nobody' ? 'staff' : kind);
    return `${name}=${client.cookies.get(name) ?? ''}`;
  }

  function open(kind: Speaker['kind'], extraHeaders: Record<string, string>): Socket {
    return io(stage.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { kind },
      extraHeaders,
    });
  }

  async function connected(socket: Socket): Promise<boolean> {
    return new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('connect_error', () => resolve(false));
    });
  }

  async function mustNotConnect(said: string, { kind }: Speaker, headers: Record<string, string>) {
    const socket = open(kind, headers);
    try {
      if (await connected(socket)) findings.acceptedForgeries.push(`${said}: let in`);
    } finally {
      socket.disconnect();
    }
  }

  /** Connects as somebody and reads along: nothing of the other province may come. */
  async function speak(
    speaker: Speaker,
    said: string,
    talk: (socket: Socket) => Promise<void>,
    by = speaker.client,
  ) {
    const socket = open(speaker.kind, { cookie: cookieOf(speaker.kind, by) });
    try {
      if (!(await connected(socket))) throw new Error('was not let in');
      socket.onAny((...values: unknown[]) => look(values, said));
      await talk(socket);
    } finally {
      socket.disconnect();
    }
  }

  function look(values: unknown, said: string): void {
    const text = JSON.stringify(values);
    const told = texts.find((one) => text.includes(one));
    if (told !== undefined) findings.acceptedForgeries.push(`${said}: tells of another province: ${told}`);
  }

  async function ask(
    socket: Socket,
    [name, ...values]: [string, ...unknown[]],
    said: string,
    forged: boolean,
  ) {
    // Of an unknown name nobody answers; the next message shows that the socket still lives, or was closed.
    const known = ['join', 'leave', 'check_in', 'clock', 'shown'].includes(name);
    if (!known) socket.emit(name, ...values);
    const question: [string, ...unknown[]] = known ? [name, ...values] : ['leave', null];
    const answer = await new Promise<unknown>((resolve, reject) => {
      socket.once('disconnect', () => resolve('closed'));
      socket
        .timeout(ANSWER_MS)
        .emit(question[0], ...question.slice(1), (late: Error | null, reply: unknown) => {
          if (late) reject(new Error(`no answer to ${JSON.stringify(question).slice(0, 200)}`));
          else resolve(reply);
        });
    });
    if (answer === 'closed') return;
    look(answer, said);
    const shown = `${said}: ${JSON.stringify([name, ...values]).slice(0, 200)}: ${JSON.stringify(answer).slice(0, 200)}`;
    if (typeof answer !== 'object' || answer === null || !('ok' in answer)) findings.offSchema.push(shown);
    else if (answer.ok === true) {
      if (forged) findings.acceptedForgeries.push(shown);
    } else {
      const error = ErrorSchema.safeParse('error' in answer ? answer.error : undefined);
      if (!error.success) findings.offSchema.push(shown);
      else if (error.data.code === 'internal') findings.serverErrors.push(shown);
    }
  }

  function malformed({ kind }: Speaker, random: Random): [string, ...unknown[]] {
    const topic = { topic: random.pick(['board', 'screen', 'phone']), eventId: own.ids['eventId'] };
    const checkIn = {
      eventId: own.ids['eventId'],
      ...checkInOf(own, kind === 'volunteer' ? 'gate_code' : 'leader'),
    };
    const shown = {
      eventId: own.ids['eventId'],
      stageRev: 0,
      clock: { offsetMs: 0, uncertaintyMs: 1 },
      width: 1920,
      height: 1080,
    };
    const sayable: Record<string, object> = { check_in: checkIn, shown, clock: {} };
    const names = [
      'join',
      'leave',
      'check_in',
      'clock',
      'shown',
      'frames',
      '__proto__',
      'constructor',
      'beat',
      '',
    ];
    const name = random.pick(names);
    const valid = Object.hasOwn(sayable, name) ? { ...sayable[name] } : topic;
    return random.pick<[string, ...unknown[]]>([
      [name, mutated(valid, random)],
      [name, mutated(valid, random)],
      [name, hostileValue(random)],
      [name],
      [name, valid, valid],
      [name, Buffer.from('x'.repeat(random.between(0, 5_000)))],
      [name, { ...valid, eventId: Buffer.from('x') }],
      [name, [valid]],
      [name, JSON.stringify(valid)],
    ]);
  }

  function guessed(random: Random): [string, ...unknown[]] {
    const eventId = random.pick([other.ids['eventId'], other.ids['personId'], newId()]);
    const topic = random.pick(['board', 'screen', 'phone', 'person', `board:${eventId}`, 'bells', '']);
    if (random.chance(0.2)) return ['check_in', { eventId, ...checkInOf(other) }];
    return ['join', { topic, eventId }];
  }

  async function sendFrames(speaker: Speaker, random: Random): Promise<void> {
    const frames = Array.from({ length: random.between(1, 4) }, () => random.pick(FRAMES));
    const cookie = cookieOf(speaker.kind, speaker.client);
    await new Promise<void>((resolve) => {
      const gone = setTimeout(() => {
        socket.close();
        resolve();
      }, ANSWER_MS);
      const end = () => {
        clearTimeout(gone);
        resolve();
      };
      let heard = 0;
      const socket = new RawSocket(Number(new URL(stage.url).port), cookie, {
        gone: end,
        text: (text) => {
          look(text, `raw ${frames.join(' ').slice(0, 100)}`);
          heard++;
          if (heard === 1) {
            // Before it says who it is, or after.
            if (random.chance(0.7)) socket.send(`40${JSON.stringify({ kind: speaker.kind })}`);
            for (const frame of frames) socket.send(frame);
            // The server hangs up on what it cannot read; else an ordinary farewell ends the case.
            socket.send('1');
          }
        },
      });
    });
  }

  async function afterLogOut(speaker: Speaker, said: string): Promise<void> {
    const client = await speaker.again();
    const there = new HttpClient(stage.url, Object.fromEntries(client.cookies));
    await speak(
      speaker,
      said,
      async (socket) => {
        const { status } = await there.delete(`/api/sessions/me?kind=${speaker.kind}`);
        if (status >= 400) throw new Error(`log-out answered ${status}`);
        await eventually(() => socket.disconnected, GONE_MS).catch(() => {
          findings.acceptedForgeries.push(`${said}: still connected after ${GONE_MS} ms`);
        });
      },
      client,
    );
    await mustNotConnect(said, speaker, { cookie: cookieOf(speaker.kind, client) });
  }

  /** Something happens in the other province, and somebody who does nothing wrong is served. */
  async function stirAndWitness(said: string, random: Random): Promise<void> {
    const { eventId, shiftId } = other.ids;
    const target = random.between(1, 50);
    const demand = [{ skill: null, minimum: 0, target, maximum: 60 }];
    const { body: shifts } = await stage.stranger.get<Shift[]>(`/api/events/${eventId}/shifts`);
    const stirred = await stage.stranger.put(`/api/events/${eventId}/shifts/${shiftId}/demand`, {
      version: shifts.find(({ id }) => id === shiftId)?.version,
      demand,
    });
    if (stirred.status >= 400)
      findings.serverErrors.push(`${said}: the other province got ${stirred.status}`);
    const witness = world.speakers.find(({ name }) => name === 'province_coordinator');
    if (!witness) throw new Error('no coordinator in the world');
    await speak(witness, said, async (socket) => {
      const answer: unknown = await socket
        .timeout(ANSWER_MS)
        .emitWithAck('join', { topic: 'board', eventId: own.ids['eventId'] });
      const served = typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
      if (!served)
        findings.serverErrors.push(`${said}: a client that did no wrong: ${JSON.stringify(answer)}`);
    });
  }
}
