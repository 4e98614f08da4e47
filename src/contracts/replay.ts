import { z } from 'zod';
import { IdSchema, InstantSchema, UnitIdSchema } from './common.js';

/** A day in at most this many steps; a longer one is told in coarser steps. */
export const REPLAY_STEPS_MAX = 7_200;

export const ReplayQuerySchema = z
  .strictObject({
    /** Left out: a minute before the first check-in. */
    from: InstantSchema.optional(),
    /** Left out: when the ledger last changed. */
    to: InstantSchema.optional(),
    stepSeconds: z.coerce.number().int().min(1).max(3_600).default(10),
  })
  .refine((q) => q.from === undefined || q.to === undefined || Date.parse(q.from) < Date.parse(q.to), {
    path: ['to'],
    message: 'ends_before_start',
  })
  .meta({ id: 'ReplayQuery' });
export type ReplayQuery = z.infer<typeof ReplayQuerySchema>;

/**
 * What an event's numbers were, from the ledger, by the time at which the server recorded it. The
 * state at step `k` is that at `from + k × stepSeconds`, exactly: everything recorded until then.
 * Every value is absolute, so a change replaces what stood before.
 */
export const ReplaySchema = z
  .strictObject({
    eventId: IdSchema,
    /** The revision of the ledger that was read. */
    rev: z.int(),
    /** event: all of it; own: only the people and sites of the units one leads. */
    within: z.enum(['event', 'own']),
    title: z.string(),
    provinceId: UnitIdSchema,
    simulated: z.boolean(),
    from: InstantSchema,
    /** At least what was asked for: coarser when the time is too long for it. */
    stepSeconds: z.int(),
    /** The last step. */
    lastStep: z.int(),
    /** Demand as it is now: what was asked for is not part of the ledger. Within `own`, that of one's own sites. */
    target: z.int(),
    communes: z.array(
      z.strictObject({ communeId: UnitIdSchema, sites: z.int(), minimum: z.int(), target: z.int() }),
    ),
    /** Steps in which something changed, in order; step 0 holds everything that stood at `from`. */
    changes: z.array(
      z.strictObject({
        step: z.int(),
        /** registered, offered, accepted, turns, people of the event. */
        totals: z.array(z.int()).length(5),
        /** Index of the commune above, then its offered, accepted, turns, people. */
        communes: z.array(z.array(z.int()).length(5)),
      }),
    ),
  })
  .meta({ id: 'Replay' });
export type Replay = z.infer<typeof ReplaySchema>;
