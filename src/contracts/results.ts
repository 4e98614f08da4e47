import { z } from 'zod';
import { IdSchema, InstantSchema, PageQuerySchema, UnitIdSchema, line, pageOf } from './common.js';

/* ---- indicators of a campaign ---- */

/** quantity: so many of something; turns_people: how many times (lượt), and how many people (người) that were. */
export const IndicatorCountsSchema = z.enum(['quantity', 'turns_people']);
export type IndicatorCounts = z.infer<typeof IndicatorCountsSchema>;

const BothSchema = z.strictObject({ vi: z.string(), en: z.string() });
const both = (max: number) => z.strictObject({ vi: line(max), en: line(max) });
export const IndicatorSchema = z.strictObject({
  id: IdSchema,
  /** What files and other systems call it; once given it stays. */
  code: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/),
  name: BothSchema,
  unit: BothSchema,
  counts: IndicatorCountsSchema,
  /** Phones ask for a picture of it. */
  needsPhoto: z.boolean(),
  /** Volunteers report it from their phones. */
  onPhone: z.boolean(),
  active: z.boolean(),
  /** What the campaign has promised, in the first of its units; null: nothing. */
  target: z.int().min(1).max(100_000_000).nullable(),
  /** More than this in one report is taken for a slip. */
  most: z.int().min(1).max(100_000),
});
export type Indicator = z.infer<typeof IndicatorSchema>;

/** Of one campaign, in its order. `rev` grows with every change. */
export const IndicatorsSchema = z
  .strictObject({ campaignId: IdSchema, rev: z.int(), indicators: z.array(IndicatorSchema) })
  .meta({ id: 'Indicators' });
export type Indicators = z.infer<typeof IndicatorsSchema>;

/**
 * The whole list as it should be. Of one that exists, code and kind stay as they are; one that is left out is
 * switched off. `rev` is that of the list which was changed: another in between, and this one is refused.
 */
const ChangedIndicatorSchema = IndicatorSchema.extend({ name: both(80), unit: both(24) });
export const ChangeIndicatorsSchema = z
  .strictObject({ rev: z.int().min(0), indicators: z.array(ChangedIndicatorSchema).max(40) })
  .refine(({ indicators }) => new Set(indicators.map((one) => one.id)).size === indicators.length, {
    path: ['indicators'],
    message: 'twice',
  })
  .refine(({ indicators }) => new Set(indicators.map((one) => one.code)).size === indicators.length, {
    path: ['indicators'],
    message: 'code_twice',
  })
  .meta({ id: 'ChangeIndicators' });
export type ChangeIndicators = z.infer<typeof ChangeIndicatorsSchema>;

/* ---- reports of results ---- */

const difference = z.int().min(-100_000).max(100_000);
/** One report: what it adds, or takes back with a minus. `id` is made by the phone: sent again, it is the same report. */
export const ResultEntrySchema = z
  .strictObject({
    id: IdSchema,
    assignmentId: IdSchema,
    indicatorId: IdSchema,
    /** Turns, or the quantity. */
    amount: difference,
    /** Of these turns, people who had not been helped before; 0 of a quantity. */
    people: difference,
    deviceTime: InstantSchema,
  })
  .refine(({ amount, people }) => amount !== 0 || people !== 0, { path: ['amount'], message: 'nothing' });
export type ResultEntry = z.infer<typeof ResultEntrySchema>;
export const ResultBatchSchema = z
  .strictObject({ deviceId: line(64, 8), entries: z.array(ResultEntrySchema).min(1).max(200) })
  .meta({ id: 'ResultBatch' });
export type ResultBatch = z.infer<typeof ResultBatchSchema>;

export const ResultRefusalSchema = z.enum([
  'not_assigned',
  'not_present',
  'event_not_live',
  'event_closed',
  'too_late',
  'unknown_indicator',
  'too_much',
  'below_zero',
  'more_people_than_turns',
]);
export type ResultRefusal = z.infer<typeof ResultRefusalSchema>;

const sums = { amount: z.int(), people: z.int() };
export const ResultReceiptSchema = z.strictObject({
  id: IdSchema,
  outcome: z.enum(['counted', 'refused']),
  refusal: ResultRefusalSchema.nullable(),
  message: z.strictObject({ vi: z.string(), en: z.string() }),
  at: InstantSchema,
  /** The event's revision in which it is counted. */
  rev: z.int(),
  /** What stands of this person, place and indicator after the whole batch. */
  mine: z.strictObject(sums),
});
export type ResultReceipt = z.infer<typeof ResultReceiptSchema>;
export const ResultReceiptsSchema = z
  .strictObject({ receipts: z.array(ResultReceiptSchema) })
  .meta({ id: 'ResultReceipts' });
export type ResultReceipts = z.infer<typeof ResultReceiptsSchema>;

/** What I have reported: of each place of mine that is today's or not long ago. */
export const MyResultsSchema = z
  .array(
    z.strictObject({
      assignmentId: IdSchema,
      eventId: IdSchema,
      indicators: z.array(
        IndicatorSchema.pick({
          id: true,
          name: true,
          unit: true,
          counts: true,
          needsPhoto: true,
          most: true,
        }).extend({ ...sums, photos: z.int() }),
      ),
    }),
  )
  .meta({ id: 'MyResults' });
export type MyResults = z.infer<typeof MyResultsSchema>;

/* ---- pictures ---- */

/** A JPEG in base64: a phone makes it at most 300 kB. `id` is made by the phone. */
export const SendResultPhotoSchema = z
  .strictObject({
    id: IdSchema,
    assignmentId: IdSchema,
    indicatorId: IdSchema,
    deviceTime: InstantSchema,
    jpeg: z.base64().min(100).max(560_000),
  })
  .meta({ id: 'SendResultPhoto' });
export type SendResultPhoto = z.infer<typeof SendResultPhotoSchema>;
export const ResultPhotoKeptSchema = z
  /** `photos`: how many there are now of that indicator and place. */
  .strictObject({ id: IdSchema, at: InstantSchema, photos: z.int() })
  .meta({ id: 'ResultPhotoKept' });
export type ResultPhotoKept = z.infer<typeof ResultPhotoKeptSchema>;
export const ResultPhotoQuerySchema = PageQuerySchema;
export type ResultPhotoQuery = z.infer<typeof ResultPhotoQuerySchema>;
/** Whose it is and where it is from; the picture itself has its own address. */
export const ResultPhotoSchema = z.strictObject({
  id: IdSchema,
  indicatorId: IdSchema,
  width: z.int(),
  height: z.int(),
  siteId: IdSchema,
  siteName: z.string(),
  communeName: z.string().nullable(),
  personId: IdSchema,
  fullName: z.string(),
  at: InstantSchema,
});
export type ResultPhoto = z.infer<typeof ResultPhotoSchema>;
export const ResultPhotoPageSchema = pageOf(ResultPhotoSchema).meta({ id: 'ResultPhotoPage' });
export type ResultPhotoPage = z.infer<typeof ResultPhotoPageSchema>;

/* ---- what was achieved ---- */

/** What the hall and the board show of one indicator. */
export const ResultTotalSchema = z.strictObject({
  indicatorId: IdSchema,
  code: z.string(),
  name: z.strictObject({ vi: z.string(), en: z.string() }),
  unit: z.strictObject({ vi: z.string(), en: z.string() }),
  counts: IndicatorCountsSchema,
  ...sums,
  /** What the campaign has promised; null also where the campaign has other events, which do their part of it. */
  target: z.int().nullable(),
});
export type ResultTotal = z.infer<typeof ResultTotalSchema>;

/** Rows of numbers stand in the order of `indicators`. */
export const EventResultsSchema = z
  .strictObject({
    eventId: IdSchema,
    campaignId: IdSchema,
    rev: z.int(),
    at: InstantSchema,
    /** event: all of it; own: only what was reported at the sites of the units one leads. */
    within: z.enum(['event', 'own']),
    indicators: z.array(
      ResultTotalSchema.extend({
        active: z.boolean(),
        needsPhoto: z.boolean(),
        /** All of the campaign's events together, and what was promised for them; of a rehearsal, itself. */
        campaign: z.strictObject({ ...sums, target: z.int().nullable() }),
      }),
    ),
    communes: z.array(
      z.strictObject({
        communeId: UnitIdSchema,
        name: z.string(),
        /** How many have reported anything there. */
        reporters: z.int(),
        values: z.array(z.strictObject(sums)),
      }),
    ),
    /** By the hour in which the server recorded it. */
    hours: z.array(z.strictObject({ hour: InstantSchema, values: z.array(z.strictObject(sums)) })),
    /** Reports that were kept and not counted, by their reason. */
    refused: z.array(z.strictObject({ refusal: ResultRefusalSchema, n: z.int() })),
    photos: z.int(),
  })
  .meta({ id: 'EventResults' });
export type EventResults = z.infer<typeof EventResultsSchema>;

export const ResultRowQuerySchema = PageQuerySchema.extend({
  indicatorId: IdSchema.optional(),
  siteId: IdSchema.optional(),
  communeId: UnitIdSchema.optional(),
  /** The beginning of an hour in which it was recorded. */
  hour: InstantSchema.optional(),
});
export type ResultRowQuery = z.infer<typeof ResultRowQuerySchema>;
export const ResultRowSchema = z.strictObject({
  id: IdSchema,
  indicatorId: IdSchema,
  ...sums,
  siteId: IdSchema,
  siteName: z.string(),
  communeName: z.string().nullable(),
  personId: IdSchema.nullable(),
  /** Null where one may not read people. */
  fullName: z.string().nullable(),
  deviceTime: InstantSchema,
  at: InstantSchema,
  /** When it was taken back, and why. */
  voided: z.strictObject({ at: InstantSchema, reason: z.string() }).nullable(),
});
export type ResultRow = z.infer<typeof ResultRowSchema>;
export const ResultRowPageSchema = pageOf(ResultRowSchema)
  .extend({
    /** What all these rows add up to, those that were taken back left out. */
    sum: z.strictObject(sums),
  })
  .meta({ id: 'ResultRowPage' });
export type ResultRowPage = z.infer<typeof ResultRowPageSchema>;

export const VoidResultSchema = z
  .strictObject({
    reason: z.enum(['slip', 'counted_twice', 'wrong_indicator', 'trial', 'other']),
    note: line(300).nullable().default(null),
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== null, {
    path: ['note'],
    message: 'note_needed',
  })
  .meta({ id: 'VoidResult' });
export type VoidResult = z.infer<typeof VoidResultSchema>;
export const ResultVoidedSchema = z
  .strictObject({ resultId: IdSchema, reason: z.string(), at: InstantSchema, rev: z.int() })
  .meta({ id: 'ResultVoided' });
export type ResultVoided = z.infer<typeof ResultVoidedSchema>;
