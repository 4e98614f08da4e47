import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { PlanDetailSchema, PlanPublishedSchema, PlanSchema } from '../../contracts/assignments.js';
import { AckSchema } from '../../contracts/common.js';
import { CountsSchema, EventSchema } from '../../contracts/events.js';
import { CheckInPageSchema } from '../../contracts/participation.js';
import { SessionSchema } from '../../contracts/people.js';
import {
  RehearsalSchema,
  SimulatedLinksSchema,
  type Rehearsal,
  type Verdict,
} from '../../contracts/rehearsal.js';
import { ScreenLinkSchema } from '../../contracts/screens.js';
import { behaviours } from '../domain/behaviour.js';
import { judge } from '../domain/verdict.js';
import { Api, inParallel, until } from './api.js';
import { Gates } from './gates.js';
import { Ledger } from './ledger.js';
import { HallScreen } from './sockets.js';
import { SimulatedVolunteer } from './volunteer.js';

/** Only what the rehearsal reads of the export. */
const ExportSchema = z.object({ totals: CountsSchema, ledger: z.int() });

/** Requests under way at a time: a crowd on phones, not a load generator. */
const AT_A_TIME = 48;
const PLAN_TIMEOUT_MS = 180_000;
const SETTLE_TIMEOUT_MS = 90_000;

export interface Course {
  staff: Api;
  rehearsal: Rehearsal;
  /** Over how many seconds people arrive. */
  arrivalSeconds: number;
  /** Told of every step, at most a few times a second. */
  say: (step: string, progress: number) => void;
}

/**
 * Runs a rehearsal against a server from outside, over HTTP and sockets only: plan, publish, phones
 * ring, people answer, the event goes live, people arrive; then compares what everybody saw.
 */
export async function rehearse(course: Course): Promise<{ verdict: Verdict; ledger: Ledger }> {
  const { staff, rehearsal } = course;
  const { eventId } = rehearsal;
  const ledger = new Ledger();
  const say = slowed(course);

  const planId = await makePlan(staff, eventId, say);
  const screen = await openHall(staff, eventId);
  const crowd = await gather(course, ledger, say);
  try {
    await publishAndAnswer(staff, eventId, planId, crowd, ledger, say);
    await staff.post(`/events/${eventId}/state`, { to: 'live' }, EventSchema);
    await arrive(course, crowd, ledger, say);
    say('comparing', 0.95);
    const verdict = await compare(course, screen, ledger);
    return { verdict, ledger };
  } finally {
    for (const one of crowd) one.leave();
    screen.close();
  }
}

type Say = (step: string, progress: number, urgent?: boolean) => void;

async function makePlan(staff: Api, eventId: string, say: Say): Promise<string> {
  say('planning', 0, true);
  const { id } = await staff.post(`/events/${eventId}/plans`, {}, PlanSchema);
  await until('the plan', PLAN_TIMEOUT_MS, async () => {
    const plan = await staff.get(`/events/${eventId}/plans/${id}`, PlanDetailSchema);
    if (plan.state === 'failed' || plan.state === 'cancelled') throw new Error(`the plan is ${plan.state}`);
    say('planning', plan.progress * 0.1);
    return plan.state === 'draft' ? plan : null;
  });
  return id;
}

async function openHall(staff: Api, eventId: string): Promise<HallScreen> {
  const link = await staff.post(`/events/${eventId}/screen-links`, {}, ScreenLinkSchema);
  const hall = new Api(staff.url);
  await hall.post('/sessions/screen', { token: link.token }, SessionSchema);
  const screen = new HallScreen(hall, eventId);
  await until('the screen', 20_000, () => Promise.resolve(screen.rev >= 0 ? true : null));
  return screen;
}

async function gather(course: Course, ledger: Ledger, say: Say): Promise<SimulatedVolunteer[]> {
  const { staff, rehearsal } = course;
  const links = await staff.get(`/rehearsals/${rehearsal.id}/links`, SimulatedLinksSchema);
  const manners = behaviours(rehearsal.seed, links.length);
  const crowd = links.map(
    ({ personId, token }, i) =>
      new SimulatedVolunteer(staff.url, rehearsal.eventId, personId, token, manners[i]!, staff, ledger),
  );
  let inside = 0;
  await inParallel(crowd, AT_A_TIME, async (one) => {
    await attempt(ledger, 'sign in', () => one.signIn((who) => ringing.get(who)?.()));
    say(`signing in ${++inside} / ${crowd.length}`, 0.1 + (0.2 * inside) / crowd.length);
  });
  return crowd;
}

/** Whom to wake when a bell rings; filled when the offers go out. */
const ringing = new WeakMap<SimulatedVolunteer, () => void>();

async function publishAndAnswer(
  staff: Api,
  eventId: string,
  planId: string,
  crowd: readonly SimulatedVolunteer[],
  ledger: Ledger,
  say: Say,
): Promise<void> {
  const queue: SimulatedVolunteer[] = [];
  let answered = 0;
  let lastBell = performance.now();
  for (const one of crowd) {
    ringing.set(one, () => {
      lastBell = performance.now();
      queue.push(one);
    });
  }
  say('publishing', 0.3, true);
  const path = `/events/${eventId}/plans/${planId}/publish`;
  const { offered } = await staff.post(path, { answerWithinMinutes: 60 }, PlanPublishedSchema);

  // Bells ring, phones look, people answer; a declined place rings at the next on standby. It is
  // quiet when nobody has been rung for a while.
  const worker = async () => {
    while (performance.now() - lastBell < 3_000 || queue.length > 0) {
      const one = queue.shift();
      if (!one) {
        await sleep(20);
        continue;
      }
      await attempt(ledger, 'answer', () => one.answerOffer());
      say(`answering ${++answered} / ${offered}`, 0.3 + 0.2 * Math.min(1, answered / offered));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));

  // A bell is only a bell: who has not looked yet looks now, as a phone does when it is taken out.
  const asleep = crowd.filter((one) => one.assignment === null);
  await inParallel(asleep, AT_A_TIME, (one) => attempt(ledger, 'answer', () => one.answerOffer()));
}

async function arrive(
  course: Course,
  crowd: readonly SimulatedVolunteer[],
  ledger: Ledger,
  say: Say,
): Promise<void> {
  const gates = new Gates(course.staff, course.rehearsal.eventId);
  const coming = crowd.filter((one) => one.comes);
  const begin = performance.now();
  let here = 0;
  await Promise.all(
    coming.map(async (one) => {
      const due = begin + one.behaviour.arrivesAt * course.arrivalSeconds * 1_000;
      await sleep(Math.max(0, due - performance.now()));
      await attempt(ledger, 'check in', () => one.arrive(gates));
      say(`arriving ${++here} / ${coming.length}`, 0.5 + (0.45 * here) / coming.length);
    }),
  );
}

/** The four witnesses: receipts, ledger, screen, export. */
async function compare(course: Course, screen: HallScreen, ledger: Ledger): Promise<Verdict> {
  const { staff, rehearsal } = course;
  const path = `/events/${rehearsal.eventId}`;
  const lastRev = Math.max(0, ...ledger.receipts.map((r) => r.rev));
  const late = await until('the screen', SETTLE_TIMEOUT_MS, () =>
    Promise.resolve(screen.rev >= lastRev ? false : null),
  ).catch(() => true);
  if (late) ledger.fail('the screen did not reach the last revision');
  if (screen.wentBack > 0) ledger.fail('the screen went back');
  const page = await staff.get(`${path}/check-ins?pageSize=1`, CheckInPageSchema);
  const exported = await staff.get(`${path}/export.json`, ExportSchema);
  if (exported.ledger !== page.total) ledger.fail('the export counts another ledger');
  return judge({
    people: rehearsal.people,
    acknowledged: ledger.acknowledged.size,
    ledger: page.total,
    screen: screen.people,
    export: exported.totals.people,
    receipts: ledger.receipts,
    frames: screen.shown,
    refused: ledger.refused,
    errors: ledger.errors,
  });
}

/** An unexpected failure of one person is counted and does not end the rehearsal. */
async function attempt(ledger: Ledger, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    ledger.fail(`${what}: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
  }
}

/** Tells the world at most twice a second, and the server (for the board) at most once. */
function slowed(course: Course): Say {
  let said = 0;
  let reported = 0;
  return (step, progress, urgent = false) => {
    const now = performance.now();
    if (urgent || now - said > 500) {
      said = now;
      course.say(step, progress);
    }
    if (urgent || now - reported > 1_000) {
      reported = now;
      const path = `/rehearsals/${course.rehearsal.id}/report`;
      void course.staff.put(path, { step, progress }, RehearsalSchema).catch(() => undefined);
    }
  };
}

/** Ends a rehearsal on the server: the verdict for the board, the simulated event closed. */
export async function finish(course: Course, verdict: Verdict): Promise<void> {
  const { staff, rehearsal } = course;
  await staff.post(`/events/${rehearsal.eventId}/state`, { to: 'closed' }, EventSchema);
  await staff.put(
    `/rehearsals/${rehearsal.id}/report`,
    { step: 'finished', progress: 1, verdict },
    RehearsalSchema,
  );
}

export async function wipe(staff: Api, rehearsalId: string): Promise<void> {
  await staff.delete(`/rehearsals/${rehearsalId}`, AckSchema);
}
