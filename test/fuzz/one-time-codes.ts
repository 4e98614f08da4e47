import { Random } from '../../src/kernel/random.js';
import { PHONE_HASH } from '../../src/people/index.js';
import { Sealer } from '../../src/platform/sealing/sealer.js';
import { factories } from '../factories/index.js';
import type { HttpClient } from '../support/http-client.js';
import type { TestServer } from '../support/test-server.js';
import type { FuzzFound, FuzzWish } from './codes.js';

interface Victim {
  phone: string;
  browser: HttpClient;
  code: string;
}
interface Scene {
  random: Random;
  /** A known number that nobody has asked a code for yet, with the browser that asks. */
  victim: () => Promise<Victim>;
  ask: (browser: HttpClient, phone: string) => Promise<string>;
  expire: (phone: string) => Promise<void>;
  stranger: (cookies?: Record<string, string>) => HttpClient;
}
/** One attack: how many tries it made, and how many of them got in. */
type Attack = (scene: Scene) => Promise<FuzzFound>;

const enter = async (browser: HttpClient, phone: string, code: string): Promise<number> => {
  const { status } = await browser.post('/api/sessions/volunteer', { phone, code });
  if (status >= 500) throw new Error(`a log-in was answered with ${status}`);
  return status === 200 ? 1 : 0;
};
const otherThan = (code: string, random: Random): string => {
  const other = (Number(code) + random.between(1, 999_999)) % 1_000_000;
  return String(other).padStart(6, '0');
};
const all = async (tries: Promise<number>[]): Promise<FuzzFound> => {
  const got = await Promise.all(tries);
  return { cases: got.length, accepted: got.reduce((sum, n) => sum + n, 0) };
};

const ATTACKS: Attack[] = [
  async function reuse({ victim }) {
    const { browser, phone, code } = await victim();
    if ((await enter(browser, phone, code)) !== 1) throw new Error('a right code was refused');
    return all(Array.from({ length: 4 }, () => enter(browser, phone, code)));
  },
  async function reuseAtOnce({ victim }) {
    const { browser, phone, code } = await victim();
    const { cases, accepted } = await all(Array.from({ length: 5 }, () => enter(browser, phone, code)));
    if (accepted < 1) throw new Error('a right code was refused');
    return { cases: cases - 1, accepted: accepted - 1 }; // one of them is its owner
  },
  async function guessAtOnce({ victim, random }) {
    const { browser, phone, code } = await victim();
    const guesses = await all(
      Array.from({ length: 15 }, () => enter(browser, phone, otherThan(code, random))),
    );
    const late = await enter(browser, phone, code); // five wrong tries have spent it
    return { cases: guesses.cases + 1, accepted: guesses.accepted + late };
  },
  async function inAnotherBrowser({ victim, stranger, ask, random }) {
    const { phone, code } = await victim();
    const thief = stranger();
    const theirs = await ask(thief, phone);
    const forged = stranger({ rq_browser: 'A'.repeat(42) + String(random.between(0, 9)) });
    return all([
      enter(stranger(), phone, code),
      enter(forged, phone, code),
      ...(theirs === code ? [] : [enter(thief, phone, code)]),
    ]);
  },
  async function ofAnotherNumber({ victim }) {
    const [one, other] = [await victim(), await victim()];
    return all([
      enter(one.browser, other.phone, one.code),
      enter(other.browser, one.phone, other.code),
      enter(one.browser, other.phone, other.code),
    ]);
  },
  async function expired({ victim, expire }) {
    const { browser, phone, code } = await victim();
    await expire(phone);
    return all(Array.from({ length: 3 }, () => enter(browser, phone, code)));
  },
  async function superseded({ victim, ask }) {
    const { browser, phone, code } = await victim();
    if ((await ask(browser, phone)) === code) return { cases: 0, accepted: 0 };
    return all([enter(browser, phone, code), enter(browser, phone, code)]);
  },
];

/** Ways to get in with a code that is not one's own, or not any more; the server answers each over HTTP. */
export async function fuzzOneTimeCodes({
  cases,
  seed,
  server,
}: FuzzWish & { server: TestServer }): Promise<FuzzFound> {
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  const unit = await make.orgUnit({ name: `Tỉnh đoàn mã ${seed}` });
  const random = new Random(seed);
  let numbers = seed * 1_000_003;
  const hashOf = (phone: string) => server.get(Sealer).hash(PHONE_HASH, phone);
  const ask = async (browser: HttpClient, phone: string): Promise<string> => {
    const { status } = await browser.post('/api/sessions/codes', { phone });
    if (status !== 200) throw new Error(`a code was refused with ${status}`);
    const [text] = await make.sql<{ body: string }>(
      `SELECT t.body FROM developer_texts t JOIN people p ON p.id = t.person_id WHERE p.phone_hash = $1
       ORDER BY t.created_at DESC, t.id DESC LIMIT 1`,
      [hashOf(phone)],
    );
    return /\d{6}/.exec(text?.body ?? '')?.[0] ?? '';
  };
  const scene: Scene = {
    random,
    ask,
    stranger: (cookies) => server.client(cookies),
    expire: async (phone) => {
      await make.sql(`UPDATE one_time_codes SET expires_at = now() - interval '1 ms' WHERE phone_hash = $1`, [
        hashOf(phone),
      ]);
    },
    victim: async () => {
      numbers = (numbers + 7_654_321) % 100_000_000;
      const { phone } = await make.person({ unit, phone: `+849${String(numbers).padStart(8, '0')}` });
      const browser = server.client();
      return { phone, browser, code: await ask(browser, phone) };
    },
  };
  const found: FuzzFound = { cases: 0, accepted: 0 };
  while (found.cases < cases) {
    // So many wrong codes from one address end in 429: here it is the codes that have to hold.
    await make.sql('DELETE FROM shared_counts');
    const some = await Promise.all(Array.from({ length: 10 }, () => random.pick(ATTACKS)(scene)));
    for (const one of some) {
      found.cases += one.cases;
      found.accepted += one.accepted;
    }
  }
  return found;
}
