import { z } from 'zod';
import { IdSchema } from './common.js';
import { MetricSchema } from './events.js';

/** Why an entry of the ledger is corrected, or a kept scan decided. Only an undo says `undone`. */
const CorrectionReasonSchema = z.enum([
  'seen_there',
  'saved_offline',
  'wrong_site',
  'wrong_person',
  'not_there',
  'duplicate',
  'trial',
  'undone',
  'other',
]);
export type CorrectionReason = z.infer<typeof CorrectionReasonSchema>;

/**
 * What becomes of a scan that was kept. count: it counts after all; leave: it stays uncounted;
 * void_other: it counts, and the person's other check-in does not any more.
 */
const DecisionSchema = z.enum(['count', 'leave', 'void_other']);
export type Decision = z.infer<typeof DecisionSchema>;

/** One leaf of the counts that is not what the ledger says. */
const CountDifferenceSchema = z.strictObject({
  /** Null: registration, which knows no site. */
  siteId: IdSchema.nullable(),
  orgUnitId: IdSchema,
  metric: MetricSchema,
  counted: z.int(),
  recounted: z.int(),
});
export type CountDifference = z.infer<typeof CountDifferenceSchema>;
const AuditOccasionSchema = z.enum(['scheduled', 'closing', 'by_hand', 'repair']);
export type AuditOccasion = z.infer<typeof AuditOccasionSchema>;

const SiteFigureSchema = z.strictObject({ siteId: IdSchema, turns: z.int(), people: z.int() });
export type SiteFigure = z.infer<typeof SiteFigureSchema>;
