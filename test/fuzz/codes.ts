import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import {
  GATE_CODE_STEP_MS,
  gateCode,
  ownCode,
  publicKeyOf,
  readGateCode,
  readOwnCode,
} from '../../src/events/domain/codes.js';
import { fromBase32, toBase32 } from '../../src/kernel/base32.js';
import { newId } from '../../src/kernel/ids.js';
import { Random as SeededRandom } from '../../src/kernel/random.js';
import { signedCodeBytes, signedPart, tagOf, verifyOffline } from '../../src/kernel/signed-code.js';
import { decide } from '../../src/participation/domain/decide.js';
import { factories } from '../factories/index.js';
import type { TestServer } from '../support/test-server.js';

export interface FuzzWish {
  cases: number;
  seed: number;
}
export interface FuzzFound {
  cases: number;
  accepted: number;
}

type Random = () => number;
/** What a forger has: the event's codes of other people, other days, other sites; not its key. */
interface Forgery {
  key: Buffer;
  otherKey: Buffer;
  siteId: string;
  otherSiteId: string;
  /** Genuine people of the event, and somebody the forger would like to be. */
  people: readonly string[];
  now: Date;
}
interface ForgedOwnCode {
  text: string;
  /** False where only the seal is wrong, which a gate without the server cannot know. */
  gateCanTell: boolean;
}
interface ForgedGateCode {
  text: string;
  deviceTime: Date;
}

const OWN_BYTES = 95;
const GATE_KNOWS_BYTES = 87;
const upTo = (random: Random, n: number) => Math.floor(random() * n);
const one = <T>(random: Random, list: readonly T[]): T => list[upTo(random, list.length)]!;
const later = (at: Date, ms: number) => new Date(at.getTime() + ms);
const bytes = (random: Random, n: number) => Buffer.from(Array.from({ length: n }, () => upTo(random, 256)));
const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');
const forger = generateKeyPairSync('ed25519');

const OWN: Record<string, (world: Forgery, random: Random) => ForgedOwnCode> = {
  random: (_, random) => ({ text: toBase32(bytes(random, OWN_BYTES)), gateCanTell: true }),
  bitFlipped: (world, random) => {
    const code = Buffer.from(fromBase32(genuine(world, random), OWN_BYTES)!);
    const before = Buffer.from(code);
    for (let flips = 1 + upTo(random, 4); flips > 0; flips--) {
      const at = upTo(random, OWN_BYTES);
      code[at]! ^= 1 << upTo(random, 8);
    }
    if (code.equals(before)) code[0]! ^= 1;
    const gateCanTell = !code.subarray(0, GATE_KNOWS_BYTES).equals(before.subarray(0, GATE_KNOWS_BYTES));
    return { text: toBase32(code), gateCanTell };
  },
  signedByAnother: (world, random) => {
    const signed = signedPart(
      tagOfKey(world.key),
      idBytes(one(random, world.people)),
      later(world.now, 3.6e6),
    );
    const sealed = Buffer.concat([signed, sign(null, signed, forger.privateKey)]);
    const seal = createHmac('sha256', bytes(random, 32)).update('own:').update(sealed).digest();
    return { text: toBase32(signedCodeBytes(sealed, seal)), gateCanTell: true };
  },
  ofAnotherPerson: (world, random) => {
    const code = Buffer.from(fromBase32(genuine(world, random), OWN_BYTES)!);
    idBytes(newId()).copy(code, 3);
    return { text: toBase32(code), gateCanTell: true };
  },
  prolonged: (world, random) => {
    const code = Buffer.from(fromBase32(expired(world, random), OWN_BYTES)!);
    code.writeUInt32BE(Math.floor(world.now.getTime() / 1000) + 86_400, 19);
    return { text: toBase32(code), gateCanTell: true };
  },
  expired: (world, random) => ({ text: expired(world, random), gateCanTell: true }),
  otherEvent: (world, random) => ({
    text: ownCode(world.otherKey, one(random, world.people), later(world.now, 3.6e6)),
    gateCanTell: true,
  }),
  otherLength: (world, random) => {
    const code = genuine(world, random);
    const text = one(random, [
      code.slice(0, -1),
      `${code}0`,
      code + code,
      '',
      code.slice(1),
      '\0',
      '😀'.repeat(76),
    ]);
    return { text, gateCanTell: true };
  },
};

const GATE: Record<string, (world: Forgery, random: Random) => ForgedGateCode> = {
  random: (world, random) => ({ text: digits(upTo(random, 1_000_000)), deviceTime: world.now }),
  oneDigitOff: (world, random) => {
    const code = gateCode(world.key, world.siteId, world.now);
    const at = upTo(random, 6);
    const digit = (Number(code[at]) + 1 + upTo(random, 9)) % 10;
    return { text: `${code.slice(0, at)}${digit}${code.slice(at + 1)}`, deviceTime: world.now };
  },
  picture: (world, random) => ({
    text: gateCode(world.key, world.siteId, later(world.now, -GATE_CODE_STEP_MS * (2 + upTo(random, 3_000)))),
    deviceTime: world.now,
  }),
  /** With a phone whose clock was set back to when the picture was taken. */
  replayed: (world, random) => {
    const then = later(world.now, -GATE_CODE_STEP_MS * (2 + upTo(random, 1_400)));
    return { text: gateCode(world.key, world.siteId, then), deviceTime: then };
  },
  tooEarly: (world, random) => {
    const then = later(world.now, GATE_CODE_STEP_MS * (2 + upTo(random, 3_000)));
    return { text: gateCode(world.key, world.siteId, then), deviceTime: then };
  },
  otherSite: (world) => ({ text: gateCode(world.key, world.otherSiteId, world.now), deviceTime: world.now }),
  otherEvent: (world) => ({ text: gateCode(world.otherKey, world.siteId, world.now), deviceTime: world.now }),
};

/**
 * Codes that must not count, against the code that decides: the reading of codes, the gate's own look
 * at them without a network (one in ten, it is slow), and the decision about an expected person.
 */
export async function fuzzCodes({ cases, seed }: FuzzWish): Promise<FuzzFound> {
  const chance = new SeededRandom(seed);
  const random = () => chance.next();
  let accepted = 0;
  for (let n = 0; n < cases; n++) {
    const world = worldOf(random);
    const { key, siteId, now } = world;
    if (n % 2 === 0) {
      const { text, gateCanTell } = one(random, Object.values(OWN))(world, random);
      const reading = readOwnCode(key, text, now);
      if (counts('own_code', siteId, reading.ok ? null : reading.why, now)) accepted++;
      if (n % 20 === 0 && gateCanTell) {
        if ((await verifyOffline(new Uint8Array(publicKeyOf(key)), text, now)) === 'genuine') accepted++;
      }
    } else {
      const { text, deviceTime } = forgedGateCode(world, random);
      const reading = readGateCode(key, siteId, text, now, deviceTime);
      if (counts('gate_code', siteId, reading.ok ? null : reading.why, now)) accepted++;
    }
  }
  return { cases, accepted };
}

/** The same through the door, of people who are expected there; and genuine codes shown a second time. */
export async function fuzzCodesOverHttp({
  cases,
  seed,
  server,
}: FuzzWish & { server: TestServer }): Promise<FuzzFound> {
  const make = factories(server);
  const chance = new SeededRandom(seed);
  const random = () => chance.next();
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  const unit = await make.orgUnit({ name: `Tỉnh đoàn ${seed}` });
  const gate = (await make.staff('gate_keeper', unit)).client;
  const event = await make.event({ unit });
  const other = await make.event({ unit });
  const [site, otherSite] = [
    await make.site(event.id, '14758'),
    await make.site(event.id, '14758', 'Điểm 2'),
  ];
  const shift = await make.shift(event, site.id, [{ target: 500 }]);
  const keys = await make.sql<{ id: string; key: Buffer }>(
    'SELECT id, code_key AS key FROM events WHERE id = ANY ($1::uuid[])',
    [[event.id, other.id]],
  );
  const keyOf = (id: string) => keys.find((row) => row.id === id)!.key;
  const person = async () => {
    const { id } = await make.person({ unit });
    await make.register(event.id, [id]);
    await make.assignment(event, shift, id, 'accepted');
    return id;
  };
  const people = [await person(), await person(), await person()];
  const world = (): Forgery => ({
    key: keyOf(event.id),
    otherKey: keyOf(other.id),
    siteId: site.id,
    otherSiteId: otherSite.id,
    people,
    now: new Date(),
  });
  const send = async (client: typeof gate, entries: object[]): Promise<number> => {
    const { status, body } = await client.post<{ receipts?: { outcome: string }[] }>(
      `/api/events/${event.id}/check-ins`,
      { deviceId: 'device-fuzz', entries },
    );
    // A code of no length or with a NUL is no entry at all.
    if (status === 400) return 0;
    if (status !== 200 || !body.receipts) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body.receipts.filter(({ outcome }) => outcome === 'counted').length;
  };
  const entry = (rest: object) => ({
    id: newId(),
    siteId: site.id,
    deviceTime: new Date().toISOString(),
    ...rest,
  });

  // Once is right, and is what the rest must not repeat.
  const replayed = await person();
  const right = ownCode(keyOf(event.id), replayed, event.endsAt);
  if ((await send(gate, [entry({ method: 'own_code', ownCode: right })])) !== 1)
    throw new Error('not counted');

  let [done, accepted] = [0, 0];
  while (done < cases) {
    const batch = Math.min(20, cases - done);
    if (random() < 0.5) {
      const texts = Array.from({ length: batch }, () =>
        random() < 0.1 ? right : one(random, Object.values(OWN))(world(), random).text,
      );
      const short = texts.filter((text) => text.trim().length < 6 || text.includes('\0'));
      for (const text of short) accepted += await send(gate, [entry({ method: 'own_code', ownCode: text })]);
      const rest = texts.filter((text) => !short.includes(text));
      accepted += await send(
        gate,
        rest.map((text) => entry({ method: 'own_code', ownCode: text.slice(0, 240) })),
      );
    } else {
      // Each phone may guess twenty times: another one for each upload.
      const phone = await make.signedIn('volunteer', { subjectId: await person() });
      const entries = Array.from({ length: batch }, () => {
        const { text, deviceTime } = forgedGateCode(world(), random);
        return entry({ method: 'gate_code', gateCode: text, deviceTime: deviceTime.toISOString() });
      });
      accepted += await send(phone, entries);
    }
    done += batch;
  }
  const [ledger] = await make.sql<{ n: number }>(
    'SELECT count(*)::int AS n FROM check_ins WHERE event_id = $1 AND person_id <> $2',
    [event.id, replayed],
  );
  return { cases: done, accepted: accepted + (ledger?.n ?? 0) };
}

function worldOf(random: Random): Forgery {
  const key = one(random, KEYS);
  return {
    key,
    otherKey: one(
      random,
      KEYS.filter((other) => other !== key),
    ),
    siteId: SITES[0]!,
    otherSiteId: SITES[1]!,
    people: PEOPLE,
    now: new Date(1.79e12 + upTo(random, 1e10)),
  };
}
const KEYS = Array.from({ length: 5 }, (_, i) => createHash('sha256').update(`key ${i}`).digest());
const SITES = [newId(), newId()];
const PEOPLE = [newId(), newId(), newId()];

/** Six digits that happen to be the ones shown are no forgery but a lucky guess: those are limited, not refused. */
function forgedGateCode(world: Forgery, random: Random): ForgedGateCode {
  const shown = [-1, 0, 1].map((n) =>
    gateCode(world.key, world.siteId, later(world.now, n * GATE_CODE_STEP_MS)),
  );
  for (;;) {
    const forged = one(random, Object.values(GATE))(world, random);
    if (!shown.includes(forged.text)) return forged;
  }
}

/** Somebody with a place here, at a live event: nothing but the code stands in the way. */
function counts(
  method: 'own_code' | 'gate_code',
  siteId: string,
  codeFault: Parameters<typeof decide>[0]['codeFault'],
  now: Date,
): boolean {
  const window = { startsAt: later(now, -3.6e6), endsAt: later(now, 3.6e6) };
  const place = { id: 'place', siteId, shiftId: 'shift', state: 'accepted' as const, ...window };
  return decide({
    method,
    siteId,
    codeFault,
    person: { simulated: false, registered: true, places: [place] },
    shifts: [{ id: 'shift', ...window }],
    event: { state: 'live', simulated: false },
    now,
  }).count;
}

const genuine = (world: Forgery, random: Random) =>
  ownCode(world.key, one(random, world.people), later(world.now, 3.6e6));
const expired = (world: Forgery, random: Random) =>
  ownCode(world.key, one(random, world.people), later(world.now, -1_000 * (1 + upTo(random, 86_400))));
const digits = (n: number) => String(n).padStart(6, '0');
const tagOfKey = (key: Buffer) => tagOf(createHash('sha256').update(publicKeyOf(key)).digest());
