import { z } from 'zod';
import { IdSchema, InstantSchema, PageQuerySchema, line, pageOf } from './common.js';
import { MetricSchema } from './events.js';
import { CheckInMethodSchema, RefusalSchema } from './participation.js';

/* ---- corrections of the ledger ---- */

/** Why an entry of the ledger is corrected, or a kept scan decided. Only an undo says `undone`. */
export const CorrectionReasonSchema = z.enum([
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

const why = {
  reason: CorrectionReasonSchema.exclude(['undone']),
  /** Free words; the reason `other` needs them. */
  note: line(300).nullable().default(null),
};
const saysWhy = (given: { reason: string; note: string | null }) =>
  given.reason !== 'other' || given.note !== null;
const NOTE_NEEDED = { path: ['note'], message: 'note_needed' };

export const VoidCheckInSchema = z.strictObject(why).refine(saysWhy, NOTE_NEEDED).meta({ id: 'VoidCheckIn' });
export type VoidCheckIn = z.infer<typeof VoidCheckInSchema>;
export const VoidedSchema = z
  .strictObject({
    checkInId: IdSchema,
    reason: CorrectionReasonSchema,
    at: InstantSchema,
    /** The event's revision from which on the check-in is not counted. */
    rev: z.int(),
  })
  .meta({ id: 'Voided' });
export type Voided = z.infer<typeof VoidedSchema>;
/** The person is checked in anew: another entry of the ledger, with the scan of the voided one. */
export const RestoredSchema = z
  .strictObject({ checkInId: IdSchema, at: InstantSchema, rev: z.int() })
  .meta({ id: 'Restored' });
export type Restored = z.infer<typeof RestoredSchema>;

/* ---- reconciliation: what was kept and not counted ---- */

/**
 * event_closed: came after closing; late_code: scanned offline; the code was right at the time the phone
 * says, and came too late; expired_gate_code: the gate's code was old or wrong; two_gates: the person is counted at another site;
 * wrong_site: the person's place is at another site, where nobody saw him or her; duplicate: counted already;
 * not_placed: no place there; not_begun: before the event; unreadable: nobody can be named.
 */
export const KeptGroupSchema = z.enum([
  'event_closed',
  'late_code',
  'expired_gate_code',
  'two_gates',
  'wrong_site',
  'not_placed',
  'not_begun',
  'duplicate',
  'unreadable',
]);
export type KeptGroup = z.infer<typeof KeptGroupSchema>;

/**
 * What becomes of a scan that was kept. count: it counts after all; leave: it stays uncounted;
 * void_other: it counts, and the person's other check-in does not any more.
 */
export const DecisionSchema = z.enum(['count', 'leave', 'void_other']);
export type Decision = z.infer<typeof DecisionSchema>;

export const KeptSummarySchema = z
  .array(z.strictObject({ group: KeptGroupSchema, open: z.int(), decided: z.int() }))
  .meta({ id: 'KeptSummary' });
export type KeptSummary = z.infer<typeof KeptSummarySchema>;

export const KeptQuerySchema = PageQuerySchema.extend({
  group: KeptGroupSchema.optional(),
  state: z.enum(['open', 'decided']).default('open'),
});
export type KeptQuery = z.infer<typeof KeptQuerySchema>;
export const KeptScanSchema = z
  .strictObject({
    /** The kept scan: a conflict of the ledger. */
    id: IdSchema,
    group: KeptGroupSchema,
    refusal: RefusalSchema,
    /** What was wrong with its code as well, of a scan that was refused for something else. */
    codeFault: RefusalSchema.nullable(),
    method: CheckInMethodSchema,
    siteId: IdSchema.nullable(),
    siteName: z.string().nullable(),
    personId: IdSchema.nullable(),
    fullName: z.string().nullable(),
    unitName: z.string().nullable(),
    /** When the phone says it scanned: only recorded, and only a human may believe it. */
    deviceTime: InstantSchema,
    recordedAt: InstantSchema,
    /** The check-in by which the person is counted now, if any. */
    other: z
      .strictObject({ checkInId: IdSchema, siteName: z.string(), recordedAt: InstantSchema })
      .nullable(),
    /** The decision that stands. */
    decided: z
      .strictObject({
        id: IdSchema,
        decision: DecisionSchema,
        reason: CorrectionReasonSchema,
        note: z.string().nullable(),
        by: z.string(),
        at: InstantSchema,
      })
      .nullable(),
  })
  .meta({ id: 'KeptScan' });
export type KeptScan = z.infer<typeof KeptScanSchema>;
export const KeptPageSchema = pageOf(KeptScanSchema).meta({ id: 'KeptPage' });

export const DecideSchema = z
  .strictObject({ conflictIds: z.array(IdSchema).min(1).max(500), decision: DecisionSchema, ...why })
  .refine(saysWhy, NOTE_NEEDED)
  .meta({ id: 'Decide' });
export type Decide = z.infer<typeof DecideSchema>;
export const UndoDecisionsSchema = z
  .strictObject({ decisionIds: z.array(IdSchema).min(1).max(500) })
  .meta({ id: 'UndoDecisions' });
/**
 * decided: it stands now; already_decided: another decision stands, undo it first; already_counted:
 * the person is counted in that shift; no_other: there is no other check-in to void; cannot: nobody
 * or no shift can be named; unknown: no such scan or decision of this event; undone: taken back.
 */
export const DecidedOutcomeSchema = z.enum([
  'decided',
  'already_decided',
  'already_counted',
  'no_other',
  'cannot',
  'unknown',
  'undone',
]);
export type DecidedOutcome = z.infer<typeof DecidedOutcomeSchema>;
export const DecidedSchema = z
  .strictObject({
    rev: z.int(),
    /** In the order asked. `id` is the scan's, or in an undo the decision's. */
    results: z.array(
      z.strictObject({ id: IdSchema, outcome: DecidedOutcomeSchema, decisionId: IdSchema.nullable() }),
    ),
  })
  .meta({ id: 'Decided' });
export type Decided = z.infer<typeof DecidedSchema>;

/* ---- the auditor ---- */

/** One leaf of the counts that is not what the ledger says. */
export const CountDifferenceSchema = z.strictObject({
  /** Null: registration, which knows no site. */
  siteId: IdSchema.nullable(),
  siteName: z.string().nullable(),
  orgUnitId: IdSchema,
  unitName: z.string(),
  metric: MetricSchema,
  counted: z.int(),
  recounted: z.int(),
});
export type CountDifference = z.infer<typeof CountDifferenceSchema>;
export const AuditOccasionSchema = z.enum(['scheduled', 'closing', 'by_hand', 'repair']);
export type AuditOccasion = z.infer<typeof AuditOccasionSchema>;
/** The last time the ledger was counted anew. Differences: an alarm, until somebody repairs them by hand. */
export const CountAuditSchema = z
  .strictObject({
    at: InstantSchema,
    rev: z.int(),
    occasion: AuditOccasionSchema,
    differences: z.array(CountDifferenceSchema),
  })
  .meta({ id: 'CountAudit' });
export type CountAudit = z.infer<typeof CountAuditSchema>;
export const AuditAnswerSchema = z
  .strictObject({ audit: CountAuditSchema.nullable() })
  .meta({ id: 'AuditAnswer' });

/* ---- closing ---- */

const FigureSchema = z.strictObject({ turns: z.int(), people: z.int() });
export const SiteFigureSchema = FigureSchema.extend({ siteId: IdSchema });
export type SiteFigure = z.infer<typeof SiteFigureSchema>;

/** The figure signed when the event was closed. It is never changed; amendments stand beside it. */
export const ClosingSchema = FigureSchema.extend({
  rev: z.int(),
  closedAt: InstantSchema,
  signer: z.string(),
  sites: z.array(SiteFigureSchema),
  /** Check-ins and voids up to `rev`, and their SHA-256: see docs/closing.md. */
  entries: z.int(),
  ledgerSha256: z.string(),
}).meta({ id: 'Closing' });
export type Closing = z.infer<typeof ClosingSchema>;
export const ClosingStateSchema = z
  .strictObject({
    /** The revision all of this is of, and the server's time. */
    rev: z.int(),
    at: InstantSchema,
    /** What counts now. */
    now: FigureSchema,
    /** Null until the event is closed. */
    closing: ClosingSchema.nullable(),
    /** Entries of the ledger after the closing, and what they add: `closing` + `by` = `now`. */
    amendments: z.strictObject({ entries: z.int(), by: FigureSchema }),
    /** Kept scans nobody has decided yet. */
    undecided: z.int(),
    audit: CountAuditSchema.nullable(),
  })
  .meta({ id: 'ClosingState' });
export type ClosingState = z.infer<typeof ClosingStateSchema>;
