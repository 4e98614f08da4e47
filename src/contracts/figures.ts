import { z } from 'zod';
import { AssignmentStateSchema } from './assignments.js';
import { IdSchema, InstantSchema, PageQuerySchema, SkillSchema, UnitIdSchema, pageOf } from './common.js';
import { CountsSchema, MetricSchema } from './events.js';
import { CheckInMethodSchema, RefusalSchema } from './participation.js';

/**
 * What a figure counts. conflicts: scans that were kept and not counted; voided: check-ins taken back; declined,
 * expired: places that were. These four only as a line of the stream tells them.
 */
export const FigureMetricSchema = z.enum([
  ...MetricSchema.options,
  'conflicts',
  'voided',
  'declined',
  'expired',
]);
export type FigureMetric = z.infer<typeof FigureMetricSchema>;

/** One figure is a metric and what it is narrowed to; every count of a face can be said this way. */
export const FigureFilterSchema = z.strictObject({
  metric: FigureMetricSchema,
  siteId: IdSchema.optional(),
  communeId: UnitIdSchema.optional(),
  /** A Youth Union unit: a commune's with its branches, a branch, or only who stands in the province's own. */
  orgUnitId: IdSchema.optional(),
  /** Who has this skill on the roster today; `none`: who has no skill there. */
  skill: z.enum([...SkillSchema.options, 'none']).optional(),
  /** The beginning of an hour in which it was recorded. */
  hour: InstantSchema.refine((at) => Date.parse(at) % 3_600_000 === 0, 'not_a_whole_hour').optional(),
  method: CheckInMethodSchema.optional(),
  /** What had been recorded until then, as the server's clock said. */
  asOf: InstantSchema.optional(),
  /** Only what changed the signed figure: what has been counted or taken back since the event was closed. */
  added: z.literal('after_closing').optional(),
  /** Only what this line of the stream tells of. */
  activityId: IdSchema.optional(),
});
export type FigureFilter = z.infer<typeof FigureFilterSchema>;

type Refined = z.RefinementCtx<FigureFilter>;
const OF_A_LINE: readonly FigureMetric[] = ['conflicts', 'voided', 'declined', 'expired'];
/** A registration knows no place, and only a check-in has a method. */
function fits(filter: FigureFilter, context: Refined): void {
  const { metric, added, activityId } = filter;
  const present = metric === 'turns' || metric === 'people';
  const wrong: (keyof FigureFilter)[] = [
    ...(metric === 'registered' ? (['siteId', 'communeId'] as const) : []),
    ...(present || metric === 'conflicts' || metric === 'voided' ? [] : (['method'] as const)),
    ...(present ? [] : (['added'] as const)),
    ...(metric === 'people' || metric === 'registered' ? (['activityId'] as const) : []),
    ...(added === undefined && activityId === undefined ? [] : (['asOf'] as const)),
    ...(activityId === undefined ? [] : (['added'] as const)),
  ];
  if (activityId === undefined && OF_A_LINE.includes(metric)) {
    context.addIssue({ code: 'custom', path: ['activityId'], message: 'only_of_a_line' });
  }
  for (const field of wrong) {
    if (filter[field] === undefined) continue;
    context.addIssue({ code: 'custom', path: [field], message: 'not_of_this_metric' });
  }
}
export const FigureQuerySchema = PageQuerySchema.extend(FigureFilterSchema.shape).superRefine(fits);
export type FigureQuery = z.infer<typeof FigureQuerySchema>;
export const FigureFileQuerySchema = FigureFilterSchema.superRefine(fits);

/** One row behind a figure. Names only for those whose scope holds the person or the place. */
export const FigureRowSchema = z.strictObject({
  /** Of the ledger's row, the assignment's, or (registered) the person's. */
  id: IdSchema,
  personId: IdSchema.nullable(),
  fullName: z.string().nullable(),
  /** Null of a scan that could not be read. */
  orgUnitId: IdSchema.nullable(),
  orgUnitName: z.string().nullable(),
  siteId: IdSchema.nullable(),
  siteName: z.string().nullable(),
  communeId: UnitIdSchema.nullable(),
  communeName: z.string().nullable(),
  /** When it was recorded, by the server's clock. */
  at: InstantSchema,
  method: CheckInMethodSchema.nullable(),
  state: AssignmentStateSchema.nullable(),
  /** Why a scan was kept and not counted. */
  refusal: RefusalSchema.nullable(),
  /** What it adds: 1, or −1 of what was taken back after the closing. */
  by: z.int(),
  skills: z.array(SkillSchema),
});
export type FigureRow = z.infer<typeof FigureRowSchema>;

/** Where a number comes from: the question in words and in SQL, its answer counted just now, and the rows. */
export const FigureSchema = z
  .strictObject({
    eventId: IdSchema,
    filter: FigureFilterSchema,
    /** The event's revision and the server's time of everything in this answer. */
    rev: z.int(),
    at: InstantSchema,
    /** event: all of it; own: only the people and sites of the units one leads. */
    within: z.enum(['event', 'own']),
    /** Counted from the rows just now: how many there are, or what they add to the signed figure. */
    counted: z.int(),
    /** What the counters say at the same revision; null where no counter is kept of this question. */
    shown: z.int().nullable(),
    sentence: z.strictObject({ vi: z.string(), en: z.string() }),
    sql: z.strictObject({
      text: z.string(),
      values: z.array(z.strictObject({ name: z.string(), value: z.string() })),
    }),
    rows: pageOf(FigureRowSchema),
  })
  .meta({ id: 'Figure' });
export type Figure = z.infer<typeof FigureSchema>;

const present = CountsSchema.pick({ turns: true, people: true }).shape;
/**
 * Everything of an event, and its check-ins by skill, hour, method and unit, counted in one statement. By hour,
 * method and unit the parts add up to the totals; by skill a person stands in each of his or her
 * skills, and `severalSkills` says how many of those present have more than one.
 */
export const BreakdownSchema = z
  .strictObject({
    eventId: IdSchema,
    rev: z.int(),
    at: InstantSchema,
    within: z.enum(['event', 'own']),
    totals: CountsSchema,
    severalSkills: z.int(),
    skills: z.array(z.strictObject({ skill: z.enum([...SkillSchema.options, 'none']), ...present })),
    hours: z.array(z.strictObject({ hour: InstantSchema, ...present })),
    methods: z.array(z.strictObject({ method: CheckInMethodSchema, ...present })),
    units: z.array(z.strictObject({ orgUnitId: IdSchema, name: z.string(), ...present })),
  })
  .meta({ id: 'Breakdown' });
export type Breakdown = z.infer<typeof BreakdownSchema>;
