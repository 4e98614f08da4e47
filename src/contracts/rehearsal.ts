import { z } from 'zod';
import { IdSchema, InstantSchema } from './common.js';

export const CreateRehearsalSchema = z
  .strictObject({
    people: z.int().min(10).max(20_000).default(5_000),
    seed: z
      .int()
      .min(1)
      .max(2 ** 31 - 1)
      .default(20261010),
  })
  .meta({ id: 'CreateRehearsal' });
export type CreateRehearsal = z.infer<typeof CreateRehearsalSchema>;

export const VerdictSchema = z
  .strictObject({
    exact: z.boolean(),
    people: z.int(),
    acknowledged: z.int(),
    ledger: z.int(),
    screen: z.int(),
    export: z.int(),
    ackToScreenP50Ms: z.number(),
    ackToScreenP99Ms: z.number(),
    ackToScreenMaxMs: z.number(),
    refused: z.record(z.string(), z.int()),
    errors: z.int(),
  })
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof VerdictSchema>;

export const RehearsalSchema = z
  .strictObject({
    id: IdSchema,
    /** The real event, and its simulated copy. */
    ofEventId: IdSchema,
    eventId: IdSchema,
    state: z.enum(['created', 'running', 'finished', 'failed']),
    people: z.int(),
    seed: z.int(),
    step: z.string(),
    /** 0…1 */
    progress: z.number(),
    verdict: VerdictSchema.nullable(),
    createdAt: InstantSchema,
  })
  .meta({ id: 'Rehearsal' });
export type Rehearsal = z.infer<typeof RehearsalSchema>;
export const RehearsalListSchema = z.array(RehearsalSchema).meta({ id: 'RehearsalList' });
export const ReportRehearsalSchema = z
  .strictObject({
    step: z.string().max(200),
    progress: z.number().min(0).max(1),
    verdict: VerdictSchema.optional(),
    failed: z.boolean().default(false),
  })
  .meta({ id: 'ReportRehearsal' });
export type ReportRehearsalBody = z.infer<typeof ReportRehearsalSchema>;
/** Personal links of the simulated people: what an SMS would have brought them. */
export const SimulatedLinksSchema = z
  .array(z.strictObject({ personId: IdSchema, token: z.string() }))
  .meta({ id: 'SimulatedLinks' });
