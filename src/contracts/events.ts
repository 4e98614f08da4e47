import { z } from 'zod';
import { IdSchema, InstantSchema, SkillSchema, UnitIdSchema, VersionSchema, line } from './common.js';

export const EventKindSchema = z.enum([
  'launch_ceremony',
  'dx_day',
  'online_conference',
  'training',
  'field_session',
]);
export type EventKind = z.infer<typeof EventKindSchema>;
export const EventStateSchema = z.enum(['draft', 'open', 'live', 'closed']);
export type EventState = z.infer<typeof EventStateSchema>;

export const EventSchema = z
  .strictObject({
    id: IdSchema,
    campaignId: IdSchema,
    orgUnitId: IdSchema,
    provinceId: UnitIdSchema,
    kind: EventKindSchema,
    title: z.string(),
    state: EventStateSchema,
    startsAt: InstantSchema,
    endsAt: InstantSchema,
    simulated: z.boolean(),
    /** The real event this one rehearses. */
    rehearsalOf: IdSchema.nullable(),
    rev: z.int(),
    version: z.int(),
  })
  .meta({ id: 'Event' });
export type Event = z.infer<typeof EventSchema>;
export const EventListSchema = z.array(EventSchema).meta({ id: 'EventList' });
export const EventQuerySchema = z.strictObject({ campaignId: IdSchema.optional() });

const windowOrder = {
  check: (w: { startsAt: string; endsAt: string }) => Date.parse(w.startsAt) < Date.parse(w.endsAt),
  says: { path: ['endsAt'], message: 'ends_before_start' },
};
export const CreateEventSchema = z
  .strictObject({
    campaignId: IdSchema,
    kind: EventKindSchema,
    title: line(200),
    startsAt: InstantSchema,
    endsAt: InstantSchema,
  })
  .refine(windowOrder.check, windowOrder.says)
  .meta({ id: 'CreateEvent' });
export type CreateEvent = z.infer<typeof CreateEventSchema>;
export const ChangeEventSchema = z
  .strictObject({ version: VersionSchema, title: line(200) })
  .meta({ id: 'ChangeEvent' });
export type ChangeEvent = z.infer<typeof ChangeEventSchema>;
export const ChangeEventStateSchema = z
  .strictObject({ to: EventStateSchema })
  .meta({ id: 'ChangeEventState' });
/** The event's new beginning; its end, its shifts and their assignments move by the same span. */
export const MoveEventSchema = z
  .strictObject({ version: VersionSchema, startsAt: InstantSchema })
  .meta({ id: 'MoveEvent' });
export type MoveEvent = z.infer<typeof MoveEventSchema>;
export const EventMovedSchema = z
  .strictObject({ event: EventSchema, movedShifts: z.int(), toldPeople: z.int() })
  .meta({ id: 'EventMoved' });

export const SiteSchema = z
  .strictObject({
    id: IdSchema,
    eventId: IdSchema,
    name: z.string(),
    communeId: UnitIdSchema,
    communeName: z.string(),
    address: z.string().nullable(),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    contactName: z.string().nullable(),
    /** Masked. */
    contactPhone: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Site' });
export type Site = z.infer<typeof SiteSchema>;
export const SiteListSchema = z.array(SiteSchema).meta({ id: 'SiteList' });
export const CreateSiteSchema = z
  .strictObject({
    name: line(160),
    communeId: UnitIdSchema,
    address: line(240).optional(),
    lat: z.number().min(6).max(24).optional(),
    lon: z.number().min(100).max(118).optional(),
    contactName: line(120).optional(),
    contactPhone: line(20).optional(),
  })
  .meta({ id: 'CreateSite' });
export type CreateSite = z.infer<typeof CreateSiteSchema>;
/** All there is to a site but its commune, in which people are counted already; a phone that is not named stays. */
export const ChangeSiteSchema = z
  .strictObject({
    version: VersionSchema,
    name: line(160),
    address: line(240).nullable(),
    contactName: line(120).nullable(),
    contactPhone: line(20).nullable().optional(),
  })
  .meta({ id: 'ChangeSite' });
export type ChangeSite = z.infer<typeof ChangeSiteSchema>;

/** How many people of one skill (or of any, when `skill` is null) a shift needs. */
export const DemandSchema = z
  .strictObject({
    skill: SkillSchema.nullable(),
    minimum: z.int().min(0).max(10_000),
    target: z.int().min(0).max(10_000),
    maximum: z.int().min(0).max(10_000),
  })
  .refine((d) => d.minimum <= d.target && d.target <= d.maximum, { message: 'minimum_target_maximum_order' })
  .meta({ id: 'Demand' });
export type Demand = z.infer<typeof DemandSchema>;
export const ShiftSchema = z
  .strictObject({
    id: IdSchema,
    eventId: IdSchema,
    siteId: IdSchema,
    title: z.string(),
    startsAt: InstantSchema,
    endsAt: InstantSchema,
    /** Nobody younger is sent here; null: no limit. */
    minimumAge: z.int().nullable(),
    demand: z.array(DemandSchema),
    version: z.int(),
  })
  .meta({ id: 'Shift' });
export type Shift = z.infer<typeof ShiftSchema>;
export const ShiftListSchema = z.array(ShiftSchema).meta({ id: 'ShiftList' });
export const CreateShiftSchema = z
  .strictObject({
    siteId: IdSchema,
    title: line(120),
    startsAt: InstantSchema,
    endsAt: InstantSchema,
    minimumAge: z.int().min(0).max(100).nullable().default(null),
  })
  .refine(windowOrder.check, windowOrder.says)
  .meta({ id: 'CreateShift' });
export type CreateShift = z.infer<typeof CreateShiftSchema>;
/** Its time only as long as nobody has been given a place in it. */
export const ChangeShiftSchema = z
  .strictObject({
    version: VersionSchema,
    title: line(120),
    startsAt: InstantSchema,
    endsAt: InstantSchema,
    minimumAge: z.int().min(0).max(100).nullable(),
  })
  .refine(windowOrder.check, windowOrder.says)
  .meta({ id: 'ChangeShift' });
export type ChangeShift = z.infer<typeof ChangeShiftSchema>;
export const SetDemandSchema = z
  .strictObject({ version: VersionSchema, demand: z.array(DemandSchema).max(20) })
  .refine((d) => new Set(d.demand.map((row) => row.skill)).size === d.demand.length, {
    path: ['demand'],
    message: 'skill_twice',
  })
  .meta({ id: 'SetDemand' });
export type SetDemand = z.infer<typeof SetDemandSchema>;

/** One row of a shift's demand: that of the same skill is replaced. */
export const ChangeDemandSchema = z
  .strictObject({ version: VersionSchema, to: DemandSchema })
  .meta({ id: 'ChangeDemand' });
export type ChangeDemand = z.infer<typeof ChangeDemandSchema>;

/**
 * A rule that makes a site, a shift and its demand in every commune of the event's province.
 * `per_commune`: the same number everywhere ("one team of 5 for each commune");
 * `per_population`: `people` for every `per` inhabitants, rounded up ("2 for every 10,000 people").
 */
export const DemandRuleSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('per_commune'),
      people: z.int().min(1).max(1000),
      skill: SkillSchema.nullable().default(null),
    }),
    z.strictObject({
      kind: z.literal('per_population'),
      people: z.int().min(1).max(1000),
      per: z.int().min(100).max(10_000_000),
      skill: SkillSchema.nullable().default(null),
    }),
  ])
  .meta({ id: 'DemandRule' });
export type DemandRule = z.infer<typeof DemandRuleSchema>;
export const DemandAppliedSchema = z
  .strictObject({ sitesCreated: z.int(), shiftsCreated: z.int(), shiftsChanged: z.int(), people: z.int() })
  .meta({ id: 'DemandApplied' });
export type DemandApplied = z.infer<typeof DemandAppliedSchema>;

/** Everyone below a unit joins the event; null means everyone below the event's own unit. */
export const RegisterSchema = z
  .strictObject({ orgUnitId: IdSchema.nullable().default(null) })
  .meta({ id: 'Register' });
export const RegisteredSchema = z
  .strictObject({ added: z.int(), registered: z.int() })
  .meta({ id: 'Registered' });

/** On which terms a registered person takes part: the matching engine keeps the first and the last. */
export const RegistrationTermsSchema = z
  .strictObject({
    /** When the person can; null: at any time. */
    available: z
      .array(
        z
          .strictObject({ startsAt: InstantSchema, endsAt: InstantSchema })
          .refine(windowOrder.check, windowOrder.says),
      )
      .min(1)
      .max(20)
      .nullable(),
    /** Communes the person would like to go to; empty: no wish. */
    wishCommuneIds: z.array(UnitIdSchema).max(10),
    /** Communes the person must not be sent to. */
    excludedCommuneIds: z.array(UnitIdSchema).max(50),
  })
  .refine((terms) => !terms.wishCommuneIds.some((id) => terms.excludedCommuneIds.includes(id)), {
    path: ['excludedCommuneIds'],
    message: 'wished_and_excluded',
  })
  .meta({ id: 'RegistrationTerms' });
export type RegistrationTerms = z.infer<typeof RegistrationTermsSchema>;

/* ---- counts and what the live faces read ---- */

/**
 * registered: people who take part; offered: places given and still standing; accepted: of these,
 * said yes or already came; turns: check-ins (lượt); people: distinct people present (người),
 * each counted at the site where he or she first came.
 */
export const MetricSchema = z.enum(['registered', 'offered', 'accepted', 'turns', 'people']);
export type Metric = z.infer<typeof MetricSchema>;
export const CountsSchema = z
  .strictObject({
    registered: z.int(),
    offered: z.int(),
    accepted: z.int(),
    turns: z.int(),
    people: z.int(),
  })
  .meta({ id: 'Counts' });
export type Counts = z.infer<typeof CountsSchema>;

export const SiteCountsSchema = z.strictObject({
  siteId: IdSchema,
  communeId: UnitIdSchema,
  minimum: z.int(),
  target: z.int(),
  counts: CountsSchema,
});
export type SiteCounts = z.infer<typeof SiteCountsSchema>;
export const CommuneCountsSchema = z.strictObject({
  communeId: UnitIdSchema,
  sites: z.int(),
  minimum: z.int(),
  target: z.int(),
  counts: CountsSchema,
});
export type CommuneCounts = z.infer<typeof CommuneCountsSchema>;
/** Counts of the people of one commune-level Youth Union unit (all its branches together). */
export const UnitCountsSchema = z.strictObject({ orgUnitId: IdSchema, counts: CountsSchema });
export type UnitCounts = z.infer<typeof UnitCountsSchema>;

export const ActivityKindSchema = z.enum([
  'event_state',
  'event_moved',
  'registered',
  'plan_ready',
  'plan_failed',
  'published',
  'accepted',
  'declined',
  'expired',
  'standby_offered',
  'on_the_way',
  'no_show',
  'dispatched',
  'replaced',
  'withdrawn',
  'reminded',
  'undone',
  'demand_changed',
  'check_ins',
  'conflicts',
  'voided',
  'counts_repaired',
]);
export type ActivityKind = z.infer<typeof ActivityKindSchema>;
/**
 * One line of the stream of what happens: no names, ids and numbers only. `detail`: a state, a time, or of
 * check-ins at more sites than can be named how many these are.
 */
export const ActivitySchema = z.strictObject({
  id: IdSchema,
  rev: z.int(),
  at: InstantSchema,
  kind: ActivityKindSchema,
  siteId: IdSchema.nullable(),
  count: z.int(),
  detail: z.string().nullable(),
});
export type Activity = z.infer<typeof ActivitySchema>;
