import { z } from 'zod';
import { IdSchema, InstantSchema, UnitIdSchema, line } from './common.js';

/** What the screens of a ceremony can show, one after the other. */
export const CueKindSchema = z.enum([
  'welcome',
  'countdown',
  'press',
  'number',
  'map',
  'spotlight',
  'replay',
  'thanks',
  'hold',
  'black',
]);
export type CueKind = z.infer<typeof CueKindSchema>;

export const CueSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/),
    kind: CueKindSchema,
    /** Shown instead of the kind's own words; empty: those. */
    text: z.string(),
    /** Of a spotlight. */
    communeId: UnitIdSchema.nullable(),
    /** From which a countdown counts. */
    seconds: z.int().min(3).max(600).nullable(),
  })
  .refine(({ kind, communeId }) => (kind === 'spotlight') === (communeId !== null), {
    path: ['communeId'],
    message: 'commune_of_a_spotlight',
  })
  .refine(({ kind, seconds }) => (kind === 'countdown') === (seconds !== null), {
    path: ['seconds'],
    message: 'seconds_of_a_countdown',
  })
  .meta({ id: 'Cue' });
export type Cue = z.infer<typeof CueSchema>;
const WrittenCueSchema = CueSchema.safeExtend({ text: line(120, 0) }).meta({ id: 'WrittenCue' });
export const CUES_AT_MOST = 60;

/** A cue as it runs: kept as it was when it was sent, whatever becomes of the list. */
export const RunningCueSchema = CueSchema.safeExtend({
  /** From this instant on every screen shows it: far enough ahead that all have heard of it. */
  startsAt: InstantSchema,
  /** When a countdown is at zero. */
  zeroAt: InstantSchema.nullable(),
}).meta({ id: 'RunningCue' });
export type RunningCue = z.infer<typeof RunningCueSchema>;

/** The figure that is read out: what the event said at one revision, held while the world goes on. */
export const FrozenSchema = z
  .strictObject({
    rev: z.int(),
    at: InstantSchema,
    people: z.int(),
    target: z.int(),
    communesPresent: z.int(),
    communesAll: z.int(),
    communes: z.array(z.strictObject({ communeId: UnitIdSchema, people: z.int(), target: z.int() })),
  })
  .meta({ id: 'Frozen' });
export type Frozen = z.infer<typeof FrozenSchema>;

/** hall: light on navy, for a dark room; daylight: dark on white, for a square in the sun. */
export const StageThemeSchema = z.enum(['hall', 'daylight']);
export type StageTheme = z.infer<typeof StageThemeSchema>;

/** What the screens of an event show, all of them at all sites. `rev` is its own revision; 0: nobody has touched it. */
export const StageSchema = z
  .strictObject({
    rev: z.int(),
    theme: StageThemeSchema,
    /** Who invites, in a line above the title; empty: nobody is named. */
    host: z.string(),
    /** Address of the organiser's logo, another one for another picture. */
    logo: z.string().nullable(),
    /** Null: the number, as before anybody runs anything. */
    cue: RunningCueSchema.nullable(),
    /** Null: the number is the present. */
    frozen: FrozenSchema.nullable(),
  })
  .meta({ id: 'Stage' });
export type Stage = z.infer<typeof StageSchema>;

/** A screen that has told of itself, or has been let in and has not. */
export const SeenScreenSchema = z
  .strictObject({
    id: IdSchema,
    /** As it was let in; null: opened by a link. */
    name: z.string().nullable(),
    siteName: z.string().nullable(),
    /** Null: not heard of yet. */
    seenAt: InstantSchema.nullable(),
    alive: z.boolean(),
    /** Which revision of the stage it shows. */
    stageRev: z.int().nullable(),
    /** How far its clock is from the server's, and by how much this may be wrong. */
    offsetMs: z.int().nullable(),
    uncertaintyMs: z.int().nullable(),
    width: z.int().nullable(),
    height: z.int().nullable(),
  })
  .meta({ id: 'SeenScreen' });
export type SeenScreen = z.infer<typeof SeenScreenSchema>;

export const CeremonySchema = z
  .strictObject({
    eventId: IdSchema,
    /** The server's time of this answer. */
    at: InstantSchema,
    stage: StageSchema,
    /** The revision of the list alone: to run a cue does not make an edit stale. */
    listRev: z.int(),
    cues: z.array(CueSchema),
    movedBy: z.string().nullable(),
    movedAt: InstantSchema.nullable(),
    screens: z.array(SeenScreenSchema),
  })
  .meta({ id: 'Ceremony' });
export type Ceremony = z.infer<typeof CeremonySchema>;

/** `from`: the revision of the stage that whoever asks has before the eyes. */
const from = z.int().min(0);
export const MoveStageSchema = z
  .strictObject({ from, cueId: CueSchema.shape.id.nullable() })
  .meta({ id: 'MoveStage' });
export type MoveStage = z.infer<typeof MoveStageSchema>;
export const FreezeStageSchema = z.strictObject({ from, frozen: z.boolean() }).meta({ id: 'FreezeStage' });
export type FreezeStage = z.infer<typeof FreezeStageSchema>;
export const DressStageSchema = z
  .strictObject({ theme: StageThemeSchema, host: line(120, 0) })
  .meta({ id: 'DressStage' });
export type DressStage = z.infer<typeof DressStageSchema>;
export const WriteCuesSchema = z
  .strictObject({
    /** The revision of the list that was edited. */
    from,
    cues: z
      .array(WrittenCueSchema)
      .min(1)
      .max(CUES_AT_MOST)
      .refine((cues) => new Set(cues.map((cue) => cue.id)).size === cues.length, 'cue_twice'),
  })
  .meta({ id: 'WriteCues' });
export type WriteCues = z.infer<typeof WriteCuesSchema>;

const measured = z.int().min(-1_000_000_000_000).max(1_000_000_000_000);
/** What a screen says of itself over its socket: at once when it shows something else, and now and then. */
export const ShownSchema = z.strictObject({
  eventId: IdSchema,
  stageRev: z.int().min(0).max(1_000_000_000),
  clock: z.strictObject({ offsetMs: measured, uncertaintyMs: measured }).nullable(),
  width: z.int().min(0).max(100_000),
  height: z.int().min(0).max(100_000),
});
export type Shown = z.infer<typeof ShownSchema>;
/** Asks what time it is; the answer is only worth the time it took. */
export const ClockSchema = z.strictObject({});
export const SHOWN_EVERY_MS = 5_000;
