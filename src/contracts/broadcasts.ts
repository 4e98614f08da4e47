import { z } from 'zod';
import { AssignmentStateSchema } from './assignments.js';
import {
  IdSchema,
  InstantSchema,
  PageQuerySchema,
  SkillSchema,
  UnitIdSchema,
  line,
  lines,
  pageOf,
} from './common.js';

/** How long a broadcast can be taken back before it goes out. */
export const BROADCAST_WAIT_MS = 10_000;

/** What became of a person's place in the event; `unassigned`: in the event, and never given one. */
export const AudienceStateSchema = z.enum([
  'unassigned',
  ...AssignmentStateSchema.extract([
    'offered',
    'accepted',
    'checked_in',
    'completed',
    'declined',
    'expired',
    'no_show',
  ]).options,
]);
export type AudienceState = z.infer<typeof AudienceStateSchema>;

/** Whom a broadcast is for: people of an event who fit each of the lists; an empty one leaves nobody out. */
export const AudienceSchema = z
  .strictObject({
    /** Where they are sent; who has no place, where he or she lives. */
    communeIds: z.array(UnitIdSchema).max(500).default([]),
    states: z.array(AudienceStateSchema).min(1).max(8),
    /** At least one of them. */
    skills: z.array(SkillSchema).max(8).default([]),
  })
  .meta({ id: 'Audience' });
export type Audience = z.infer<typeof AudienceSchema>;
/** As it was asked for, whole: an answer leaves nothing to a default. */
const AskedAudienceSchema = z
  .strictObject({
    communeIds: z.array(UnitIdSchema),
    states: z.array(AudienceStateSchema),
    skills: z.array(SkillSchema),
  })
  .meta({ id: 'AskedAudience' });

/** How many it would reach now. */
export const AudienceCountSchema = z
  .strictObject({
    people: z.int(),
    states: z.array(z.strictObject({ state: AudienceStateSchema, people: z.int() })),
  })
  .meta({ id: 'AudienceCount' });
export type AudienceCount = z.infer<typeof AudienceCountSchema>;

export const SendBroadcastSchema = AudienceSchema.extend({
  text: lines(600),
  /** One tap each on the phone; none: it only tells. */
  answers: z.array(line(40)).max(4).default([]),
  /** Said by who was told that the same text went to the same people within the last minute. */
  again: z.boolean().default(false),
})
  .refine((wish) => new Set(wish.answers).size === wish.answers.length, {
    path: ['answers'],
    message: 'answer_twice',
  })
  .meta({ id: 'SendBroadcast' });
export type SendBroadcast = z.infer<typeof SendBroadcastSchema>;

export const BroadcastSchema = z
  .strictObject({
    id: IdSchema,
    eventId: IdSchema,
    text: z.string(),
    answers: z.array(z.string()),
    audience: AskedAudienceSchema,
    /** Only to the people of the sender's own units. */
    ownUnits: z.boolean(),
    state: z.enum(['waiting', 'sent', 'undone']),
    /** Who sends it. */
    by: z.string(),
    createdAt: InstantSchema,
    sentAt: InstantSchema.nullable(),
    /** In so many milliseconds from this answer it goes out; null: no more to be taken back. */
    waitMs: z.int().nullable(),
    /** Whom it was sent to; before that, whom it would reach. */
    people: z.int(),
    seen: z.int(),
    answered: z.int(),
    /** How many chose each of the answers. */
    chosen: z.array(z.int()),
  })
  .meta({ id: 'Broadcast' });
export type Broadcast = z.infer<typeof BroadcastSchema>;
export const BroadcastListSchema = z.array(BroadcastSchema).meta({ id: 'BroadcastList' });

export const BroadcastPeopleQuerySchema = PageQuerySchema.extend({
  show: z.enum(['all', 'unseen', 'unanswered', 'answered']).default('all'),
  /** Of those who answered, who chose this one. */
  answer: z.coerce.number().int().min(0).max(3).optional(),
});
export const BroadcastPersonSchema = z.strictObject({
  personId: IdSchema,
  fullName: z.string(),
  orgUnitName: z.string(),
  /** Where he or she is sent. */
  communeName: z.string().nullable(),
  /** Masked. */
  phone: z.string().nullable(),
  seenAt: InstantSchema.nullable(),
  answer: z.int().nullable(),
  answeredAt: InstantSchema.nullable(),
});
export type BroadcastPerson = z.infer<typeof BroadcastPersonSchema>;
export const BroadcastPeopleSchema = pageOf(BroadcastPersonSchema).meta({ id: 'BroadcastPeople' });
