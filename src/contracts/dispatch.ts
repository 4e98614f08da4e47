import { z } from 'zod';
import { IdSchema, SkillSchema, UnitIdSchema } from './common.js';

/** Somebody who could go to a shift now, by the rules of the engine. */
export const CandidateSchema = z
  .strictObject({
    personId: IdSchema,
    fullName: z.string(),
    orgUnitName: z.string(),
    homeCommuneId: UnitIdSchema.nullable(),
    /** By road from home; null: not known. */
    distanceKm: z.number().nullable(),
    /** The row of demand he or she would fill; null: any. */
    skill: SkillSchema.nullable(),
    /** One of the best, as many as are short. */
    suggested: z.boolean(),
    /** The place that would be given up for it, in a shift where more are coming than are wanted. */
    from: z.strictObject({ shiftId: IdSchema, coming: z.int(), target: z.int() }).nullable(),
  })
  .meta({ id: 'Candidate' });
export type Candidate = z.infer<typeof CandidateSchema>;
export const CandidatesSchema = z
  .strictObject({
    shiftId: IdSchema,
    target: z.int(),
    /** Present, or awaited: once the shift has begun only who is on the way, or was asked or said yes lately. */
    coming: z.int(),
    /** Wanted and not coming, each row of demand by itself. */
    short: z.int(),
    /** The suggested first, the cheapest of each first. */
    candidates: z.array(CandidateSchema),
  })
  .meta({ id: 'Candidates' });
export type Candidates = z.infer<typeof CandidatesSchema>;

export const DispatchSchema = z
  .strictObject({
    personIds: z.array(IdSchema).min(1).max(200),
    answerWithinMinutes: z
      .int()
      .min(1)
      .max(24 * 60)
      .default(30),
  })
  .meta({ id: 'Dispatch' });
export type Dispatch = z.infer<typeof DispatchSchema>;

/** Why nothing was done about one of those who were chosen. */
export const SkipReasonSchema = z.enum([
  'present',
  'here_already',
  'needed_there',
  'pinned',
  'busy',
  'declined',
  'expired',
  'unavailable',
  'too_young',
  'excluded',
  'too_far',
  'lacks_skill',
  'shift_full',
  'not_registered',
  'changed_meanwhile',
  'not_accepted',
  'not_begun',
  'over',
  'reminded_lately',
]);
export type SkipReason = z.infer<typeof SkipReasonSchema>;
export const SkippedSchema = z.strictObject({
  personId: IdSchema,
  fullName: z.string(),
  why: SkipReasonSchema,
});
export type Skipped = z.infer<typeof SkippedSchema>;
/** What was done to many at once. */
export const ActDoneSchema = z
  .strictObject({
    /** What to name to undo it; null: nothing can be undone. */
    actId: IdSchema.nullable(),
    done: z.int(),
    /** Who was offered a place by it. */
    invited: z.int(),
    skipped: z.array(SkippedSchema),
  })
  .meta({ id: 'ActDone' });
export type ActDone = z.infer<typeof ActDoneSchema>;
/** `kept`: whose place has meanwhile gone on, so that it stays. */
export const ActUndoneSchema = z.strictObject({ undone: z.int(), kept: z.int() }).meta({ id: 'ActUndone' });
export type ActUndone = z.infer<typeof ActUndoneSchema>;

/** Places of an event that were ticked; of others than the own people a leader names none. */
export const ChosenSchema = z
  .strictObject({ assignmentIds: z.array(IdSchema).min(1).max(500) })
  .meta({ id: 'Chosen' });
export type Chosen = z.infer<typeof ChosenSchema>;
