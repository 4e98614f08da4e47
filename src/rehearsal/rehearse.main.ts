import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { EventListSchema } from '../contracts/events.js';
import { SessionSchema } from '../contracts/people.js';
import {
  RehearsalListSchema,
  RehearsalSchema,
  type Rehearsal,
  type Verdict,
} from '../contracts/rehearsal.js';
import { fromBase32, stepAt, totp } from '../kernel/totp.js';
import { cookieName } from '../platform/sessions/cookies.js';
import { Api } from './driver/api.js';
import { finish, rehearse, wipe } from './driver/rehearse.js';
import type { Ledger } from './driver/ledger.js';

const USAGE = `npm run rehearse [-- options]
  --people N       simulated volunteers (5000)
  --seed N         who they are and how they behave (20261010)
  --seconds N      over how long they arrive (120)
  --url ADDRESS    the running server (http://localhost:3000)
  --event ID       the event to rehearse (the first real one that is not closed)
  --login-file F   the staff log-in, its password and, with a second factor, the key of the authenticator app,
                   a line each (./var/admin.txt, which npm start writes)
  --keep           leave the simulated event and people to look at
  --wipe           only remove what earlier rehearsals left`;

const SettingsSchema = z.object({
  url: z.url().default('http://localhost:3000'),
  people: z.coerce.number().int().min(10).max(20_000).default(5_000),
  seed: z.coerce.number().int().min(1).default(20261010),
  seconds: z.coerce.number().min(1).max(3_600).default(120),
  event: z.uuid().optional(),
  /** A rehearsal that the board has already made. */
  rehearsal: z.uuid().optional(),
  /** A staff session's token instead of a log-in. */
  session: z.string().optional(),
  loginFile: z.string().default('./var/admin.txt'),
  keep: z.boolean().default(false),
  wipe: z.boolean().default(false),
});
type Settings = z.infer<typeof SettingsSchema>;

async function readSettings(): Promise<Settings> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      people: { type: 'string' },
      seed: { type: 'string' },
      seconds: { type: 'string' },
      event: { type: 'string' },
      'login-file': { type: 'string' },
      keep: { type: 'boolean' },
      wipe: { type: 'boolean' },
      help: { type: 'boolean' },
      'settings-from-stdin': { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  if (values['settings-from-stdin']) {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return SettingsSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));
  }
  const { 'login-file': loginFile, ...rest } = values;
  return SettingsSchema.parse({ ...rest, ...(loginFile === undefined ? {} : { loginFile }) });
}

async function signIn(settings: Settings): Promise<Api> {
  const staff = new Api(settings.url.replace(/\/$/, ''));
  if (settings.session !== undefined) {
    staff.setCookie(cookieName('staff'), settings.session);
    return staff;
  }
  const text = await readFile(settings.loginFile, 'utf8').catch(() => {
    throw new Error(
      `There is no log-in in ${settings.loginFile}. Start the server first, or give --login-file.`,
    );
  });
  const [login, password, secret = ''] = text.split(/\r?\n/);
  const code = secret === '' ? {} : { code: totp(fromBase32(secret), stepAt(new Date())) };
  await staff.post('/sessions/staff', { login, password, ...code }, SessionSchema);
  return staff;
}

async function chooseEvent(staff: Api, wanted: string | undefined): Promise<string> {
  const events = await staff.get('/events', EventListSchema);
  const real = events.filter((e) => !e.simulated);
  const event =
    wanted === undefined ? real.find((e) => e.state !== 'closed') : real.find((e) => e.id === wanted);
  if (!event) throw new Error('There is no real event to rehearse.');
  return event.id;
}

async function wipeAll(staff: Api): Promise<number> {
  let wiped = 0;
  for (const event of await staff.get('/events', EventListSchema)) {
    if (event.simulated) continue;
    for (const rehearsal of await staff.get(`/events/${event.id}/rehearsals`, RehearsalListSchema)) {
      await wipe(staff, rehearsal.id);
      wiped++;
    }
  }
  return wiped;
}

async function main(): Promise<number> {
  const settings = await readSettings();
  const staff = await signIn(settings);
  if (settings.wipe) {
    console.log(`wiped ${await wipeAll(staff)} rehearsals`);
    return 0;
  }
  const { people, seed } = settings;
  const rehearsal: Rehearsal = settings.rehearsal
    ? await staff.get(`/rehearsals/${settings.rehearsal}`, RehearsalSchema)
    : await staff.post(
        `/events/${await chooseEvent(staff, settings.event)}/rehearsals`,
        { people, seed },
        RehearsalSchema,
      );
  const say = (step: string, progress: number) =>
    console.log(`${String(Math.round(progress * 100)).padStart(3)} %  ${step}`);
  const course = { staff, rehearsal, arrivalSeconds: settings.seconds, say };
  try {
    const { verdict, ledger } = await rehearse(course);
    await finish(course, verdict);
    print(verdict, ledger);
    return verdict.exact ? 0 : 1;
  } catch (thrown) {
    const path = `/rehearsals/${rehearsal.id}/report`;
    await staff
      .put(path, { step: 'failed', progress: 1, failed: true }, RehearsalSchema)
      .catch(() => undefined);
    throw thrown;
  } finally {
    if (!settings.keep)
      await wipe(staff, rehearsal.id).catch(() => console.error('The rehearsal could not be wiped.'));
  }
}

function print(verdict: Verdict, ledger: Ledger): void {
  console.log(`
Verdict: ${verdict.exact ? 'exact' : 'NOT EXACT'}
  acknowledged ${verdict.acknowledged} · ledger ${verdict.ledger} · screen ${verdict.screen} · export ${verdict.export}
  from acknowledgement to screen: p50 ${verdict.ackToScreenP50Ms} ms, p99 ${verdict.ackToScreenP99Ms} ms, max ${verdict.ackToScreenMaxMs} ms
  refused: ${[...ledger.refused].map(([reason, n]) => `${reason} ${n}`).join(', ') || 'none'}
  answers lost on the way and asked for again: ${ledger.lost}
  errors: ${verdict.errors}${[...ledger.failures].map(([what, n]) => `\n    ${n} × ${what}`).join('')}`);
  const figures = {
    people: verdict.people,
    acknowledged: verdict.acknowledged,
    ledger: verdict.ledger,
    screen: verdict.screen,
    export: verdict.export,
    ack_to_screen_p50_ms: verdict.ackToScreenP50Ms,
    ack_to_screen_p99_ms: verdict.ackToScreenP99Ms,
    errors: verdict.errors,
  };
  console.log(JSON.stringify({ bench: 'rehearsal', figures }));
}

main().then(
  (code) => process.exit(code),
  (thrown: unknown) => {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exit(1);
  },
);
