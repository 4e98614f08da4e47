import { z } from 'zod';
import { type ClockSchema, FrozenSchema, type Shown, StageSchema } from './ceremony.js';
import { IdSchema, InstantSchema, UnitIdSchema } from './common.js';
import {
  ActivitySchema,
  CommuneCountsSchema,
  CountsSchema,
  EventSchema,
  SiteCountsSchema,
  UnitCountsSchema,
} from './events.js';
import { PlanSchema } from './assignments.js';
import { ResultTotalSchema } from './results.js';
import type { CheckInAnswer, CheckInMessage } from './participation.js';

/**
 * The live protocol. A client sends `join` with a topic and gets a snapshot in the ack; then come
 * `frame`s with absolute values, and a `beat` every 3 seconds. A frame whose `from` is not the
 * client's revision, or a change of `epoch`, means: ask for a snapshot again. What changed in one tick
 * comes in one message, whatever number of topics a client has joined.
 */
export const BEAT_MS = 3_000;
export const STALE_AFTER_MS = 10_000;
export const FRAME_MIN_MS = 250;
/** Phones have one bar of signal and nobody looks at them all the time: a frame in two seconds. */
export const PHONE_FRAME_MIN_MS = 2_000;

export const TopicSchema = z.discriminatedUnion('topic', [
  z.strictObject({ topic: z.literal('board'), eventId: IdSchema }),
  z.strictObject({ topic: z.literal('screen'), eventId: IdSchema }),
  z.strictObject({ topic: z.literal('phone'), eventId: IdSchema }),
]);
export type Topic = z.infer<typeof TopicSchema>;

export const BoardSnapshotSchema = z
  .strictObject({
    eventId: IdSchema,
    epoch: z.string(),
    rev: z.int(),
    at: InstantSchema,
    event: EventSchema,
    totals: CountsSchema,
    target: z.int(),
    communes: z.array(CommuneCountsSchema),
    sites: z.array(SiteCountsSchema),
    units: z.array(UnitCountsSchema),
    plan: PlanSchema.nullable(),
    /** What was achieved, by indicator and in their order. */
    results: z.array(ResultTotalSchema),
    /** What the screens show. */
    stage: StageSchema,
    /** Newest first, at most 50. */
    activities: z.array(ActivitySchema),
  })
  .meta({ id: 'BoardSnapshot' });
export type BoardSnapshot = z.infer<typeof BoardSnapshotSchema>;

export const ScreenSnapshotSchema = z
  .strictObject({
    eventId: IdSchema,
    epoch: z.string(),
    rev: z.int(),
    at: InstantSchema,
    title: z.string(),
    provinceId: UnitIdSchema,
    state: EventSchema.shape.state,
    simulated: z.boolean(),
    totals: CountsSchema,
    target: z.int(),
    /** Communes of the event in which at least one person is present, and all of them. */
    communesPresent: z.int(),
    communesAll: z.int(),
    communes: FrozenSchema.shape.communes,
    /** What was achieved, by indicator and in their order; in a frame the whole list. */
    results: z.array(ResultTotalSchema),
    /** Which cue runs, what is held, how it looks. */
    stage: StageSchema,
  })
  .meta({ id: 'ScreenSnapshot' });
export type ScreenSnapshot = z.infer<typeof ScreenSnapshotSchema>;

/** What a volunteer may see of an event: how many are there, in all and by commune; nobody in particular. */
export const PhoneSnapshotSchema = z
  .strictObject({
    eventId: IdSchema,
    epoch: z.string(),
    rev: z.int(),
    at: InstantSchema,
    title: z.string(),
    state: EventSchema.shape.state,
    simulated: z.boolean(),
    people: z.int(),
    target: z.int(),
    communes: ScreenSnapshotSchema.shape.communes,
  })
  .meta({ id: 'PhoneSnapshot' });
export type PhoneSnapshot = z.infer<typeof PhoneSnapshotSchema>;

const revision = { eventId: IdSchema, from: z.int(), rev: z.int(), at: InstantSchema };
const state = { eventId: true, epoch: true, rev: true, at: true } as const;
/** Absolute values of what changed; lists hold only the members that changed, activities only new ones. */
export const BoardFrameSchema = z.strictObject({
  topic: z.literal('board'),
  ...revision,
  changed: BoardSnapshotSchema.omit(state).partial(),
});
export type BoardFrame = z.infer<typeof BoardFrameSchema>;
export const ScreenFrameSchema = z.strictObject({
  topic: z.literal('screen'),
  ...revision,
  changed: ScreenSnapshotSchema.omit(state).partial(),
});
export type ScreenFrame = z.infer<typeof ScreenFrameSchema>;
export const PhoneFrameSchema = z.strictObject({
  topic: z.literal('phone'),
  ...revision,
  changed: PhoneSnapshotSchema.omit(state).partial(),
});
export type PhoneFrame = z.infer<typeof PhoneFrameSchema>;

/** A whole state, for who was passed by while it could not take what was sent. */
export type WholeFrame =
  | { topic: 'board'; snapshot: BoardSnapshot }
  | { topic: 'screen'; snapshot: ScreenSnapshot }
  | { topic: 'phone'; snapshot: PhoneSnapshot };
export type Frame = BoardFrame | ScreenFrame | PhoneFrame | WholeFrame;

export const BeatSchema = z.strictObject({
  eventId: IdSchema,
  epoch: z.string(),
  rev: z.int(),
  at: InstantSchema,
});
export type Beat = z.infer<typeof BeatSchema>;
/** The bell: "there is something new in your inbox, up to this sequence". */
export const BellSchema = z.strictObject({ lastSeq: z.int() });
export type Bell = z.infer<typeof BellSchema>;

/** What one of the staff looks at. */
export const LookSchema = z.strictObject({
  eventId: IdSchema,
  page: z.enum(['day', 'plan', 'closing', 'devices', 'broadcasts', 'numbers', 'replay']),
  communeId: UnitIdSchema.nullable(),
});
export type Look = z.infer<typeof LookSchema>;
/** Who of the staff looks at an event, and at what of it: only to those who do so too. */
export interface Presence {
  eventId: string;
  staff: { staffId: string; name: string; page: Look['page']; communeId: string | null }[];
}

type Refused = { ok: false; error: { code: string; message: { vi: string; en: string } } };
export type LookAnswer = Refused | { ok: true; presence: Presence };

export type JoinAnswer =
  | { ok: true; topic: 'board'; snapshot: BoardSnapshot }
  | { ok: true; topic: 'screen'; snapshot: ScreenSnapshot }
  | { ok: true; topic: 'phone'; snapshot: PhoneSnapshot }
  | Refused;

/** One map types both ends of the socket. A volunteer's socket is put in its own inbox room at connection. */
export interface ServerToClient {
  /** All that changed in a tick, of all the topics this client has joined: one message. */
  frames: (frames: Frame[]) => void;
  beat: (beat: Beat) => void;
  bell: (bell: Bell) => void;
  presence: (presence: Presence) => void;
  /** The server is about to restart: come back after a random wait of at most `withinMs`. */
  bye: (bye: { withinMs: number }) => void;
}
export interface ClientToServer {
  join: (topic: Topic, answer: (reply: JoinAnswer) => void) => void;
  leave: (topic: Topic, answer: (reply: { ok: boolean }) => void) => void;
  look: (look: Look, answer: (reply: LookAnswer) => void) => void;
  /** An upload of scans, as over HTTP: answered once it is committed. */
  check_in: (message: CheckInMessage, answer: (reply: CheckInAnswer) => void) => void;
  /** What time is it? In milliseconds of the server's clock, as of somewhere between question and answer. */
  clock: (
    nothing: z.infer<typeof ClockSchema>,
    answer: (reply: Refused | { ok: true; at: number }) => void,
  ) => void;
  /** A screen tells what is on it. */
  shown: (shown: Shown, answer: (reply: Refused | { ok: true }) => void) => void;
}
