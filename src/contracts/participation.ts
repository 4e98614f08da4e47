import { z } from 'zod';
import { type ErrorBody, IdSchema, InstantSchema, PageQuerySchema, line, pageOf } from './common.js';

/**
 * own_code: a gate reads the volunteer's code; gate_code: the volunteer's phone reads the gate's;
 * leader: a leader ticks a list; desk: a desk enters a phone number.
 */
export const CheckInMethodSchema = z.enum(['own_code', 'gate_code', 'leader', 'desk']);
export type CheckInMethod = z.infer<typeof CheckInMethodSchema>;

/** One scan. `id` is made by the device and makes a repeated upload the same check-in. */
export const CheckInEntrySchema = z.discriminatedUnion('method', [
  z.strictObject({
    id: IdSchema,
    method: z.literal('own_code'),
    siteId: IdSchema,
    ownCode: z.string().trim().min(6).max(240),
    deviceTime: InstantSchema,
  }),
  z.strictObject({
    id: IdSchema,
    method: z.literal('gate_code'),
    siteId: IdSchema,
    gateCode: z.string().regex(/^\d{6}$/),
    deviceTime: InstantSchema,
  }),
  z.strictObject({
    id: IdSchema,
    method: z.literal('leader'),
    siteId: IdSchema,
    personId: IdSchema,
    deviceTime: InstantSchema,
  }),
  z.strictObject({
    id: IdSchema,
    method: z.literal('desk'),
    siteId: IdSchema,
    phone: z.string().trim().min(8).max(20),
    deviceTime: InstantSchema,
  }),
]);
export type CheckInEntry = z.infer<typeof CheckInEntrySchema>;
export const CheckInBatchSchema = z
  .strictObject({
    deviceId: line(64, 8),
    entries: z.array(CheckInEntrySchema).min(1).max(200),
  })
  .meta({ id: 'CheckInBatch' });
export type CheckInBatch = z.infer<typeof CheckInBatchSchema>;
/** The same upload as a socket message: there is no path that names the event. */
export const CheckInMessageSchema = CheckInBatchSchema.extend({ eventId: IdSchema });
export type CheckInMessage = z.infer<typeof CheckInMessageSchema>;

/** counted: in the ledger; duplicate: this person is already in it; refused: kept with its reason. */
export const CheckInOutcomeSchema = z.enum(['counted', 'duplicate', 'refused']);
export const RefusalSchema = z.enum([
  'already_checked_in',
  'unknown_code',
  'forged_code',
  'expired_own_code',
  'wrong_gate_code',
  'expired_gate_code',
  'late_gate_code',
  'wrong_event',
  'wrong_site',
  'unknown_person',
  'not_assigned',
  'offer_not_accepted',
  'event_not_live',
  'event_closed',
  'simulated_mix',
  'unknown_site',
]);
export type Refusal = z.infer<typeof RefusalSchema>;
export const ReceiptSchema = z
  .strictObject({
    /** The device's own id of the entry this answers. */
    id: IdSchema,
    outcome: CheckInOutcomeSchema,
    /** The ledger row: of this scan, or of the one it repeats. */
    checkInId: IdSchema.nullable(),
    personId: IdSchema.nullable(),
    at: InstantSchema,
    refusal: RefusalSchema.nullable(),
    message: z.strictObject({ vi: z.string(), en: z.string() }),
    /** The event's revision in which this check-in is counted. */
    rev: z.int(),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof ReceiptSchema>;
export const ReceiptsSchema = z.strictObject({ receipts: z.array(ReceiptSchema) }).meta({ id: 'Receipts' });
export type Receipts = z.infer<typeof ReceiptsSchema>;
/** How the socket message is answered. */
export type CheckInAnswer = ({ ok: true } & Receipts) | { ok: false; error: ErrorBody };

export const CheckInSchema = z
  .strictObject({
    id: IdSchema,
    eventId: IdSchema,
    siteId: IdSchema,
    shiftId: IdSchema,
    personId: IdSchema,
    fullName: z.string(),
    method: CheckInMethodSchema,
    deviceTime: InstantSchema,
    recordedAt: InstantSchema,
    /** The one of this person's check-ins that counts as a person: the earliest that is not voided. */
    firstOfPerson: z.boolean(),
    voided: z.boolean(),
    /** Voided, and the person is checked in to the same shift by another entry now. */
    countedAgain: z.boolean(),
  })
  .meta({ id: 'CheckIn' });
export type CheckIn = z.infer<typeof CheckInSchema>;
export const ConflictQuerySchema = PageQuerySchema.extend({ siteId: IdSchema.optional() });
export const CheckInQuerySchema = ConflictQuerySchema.extend({
  /** A part of a name, with or without its diacritics. */
  name: line(100).optional(),
});
export const CheckInPageSchema = pageOf(CheckInSchema).meta({ id: 'CheckInPage' });
export const ConflictSchema = z
  .strictObject({
    id: IdSchema,
    eventId: IdSchema,
    siteId: IdSchema.nullable(),
    personId: IdSchema.nullable(),
    method: CheckInMethodSchema,
    refusal: RefusalSchema,
    deviceTime: InstantSchema,
    recordedAt: InstantSchema,
  })
  .meta({ id: 'Conflict' });
export type Conflict = z.infer<typeof ConflictSchema>;
export const ConflictPageSchema = pageOf(ConflictSchema).meta({ id: 'ConflictPage' });

export const GateCodeSchema = z
  .strictObject({
    siteId: IdSchema,
    code: z.string(),
    expiresAt: InstantSchema,
  })
  .meta({ id: 'GateCode' });
export type GateCode = z.infer<typeof GateCodeSchema>;

/* ---- attempts that were refused ---- */
export const RefusedQuerySchema = PageQuerySchema.extend({
  siteId: IdSchema.optional(),
  /** Absent: everything but who was only scanned again. */
  refusal: RefusalSchema.optional(),
});
export type RefusedQuery = z.infer<typeof RefusedQuerySchema>;
export const RefusedAttemptSchema = z.strictObject({
  id: IdSchema,
  refusal: RefusalSchema,
  method: CheckInMethodSchema,
  siteName: z.string().nullable(),
  /** Null: nobody could be named. */
  fullName: z.string().nullable(),
  /** By which gate: who sent it, or the device an organiser has let in. */
  by: z.strictObject({
    kind: z.enum(['staff', 'device', 'volunteer', 'gone']),
    name: z.string(),
  }),
  deviceTime: InstantSchema,
  recordedAt: InstantSchema,
});
export type RefusedAttempt = z.infer<typeof RefusedAttemptSchema>;
export const RefusedAttemptsSchema = pageOf(RefusedAttemptSchema)
  .extend({
    /** Of the whole event, whatever is asked for. */
    reasons: z.array(z.strictObject({ refusal: RefusalSchema, n: z.int() })),
    sites: z.array(z.strictObject({ siteId: IdSchema, siteName: z.string(), n: z.int() })),
  })
  .meta({ id: 'RefusedAttempts' });
export type RefusedAttempts = z.infer<typeof RefusedAttemptsSchema>;
