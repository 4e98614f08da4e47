import { z } from 'zod';
import {
  IdSchema,
  InstantSchema,
  PageQuerySchema,
  SkillSchema,
  UnitIdSchema,
  line,
  pageOf,
} from './common.js';

export const AssignmentStateSchema = z.enum([
  'planned',
  'offered',
  'accepted',
  'checked_in',
  'completed',
  'declined',
  'expired',
  'withdrawn',
  'replaced',
  'no_show',
]);
export type AssignmentState = z.infer<typeof AssignmentStateSchema>;

/** A sentence in both languages: why a person goes there, why a place stays empty. */
export const ReasonSchema = z.strictObject({ code: z.string(), vi: z.string(), en: z.string() });
export type Reason = z.infer<typeof ReasonSchema>;

export const PlanStateSchema = z.enum([
  'pending',
  'running',
  'draft',
  'published',
  'failed',
  'cancelled',
  'superseded',
]);
export type PlanState = z.infer<typeof PlanStateSchema>;

const km = z.number().min(0).max(500);
/**
 * What the last goal of the engine weighs, each in kilometres of road: how much farther one person
 * may have to go for it. The defaults are in `config/matching-weights.json`.
 */
export const MatchingWeightsSchema = z
  .strictObject({
    /** For each kilometre from home. */
    distance: z.number().min(0).max(20),
    /** Not among the communes a person wishes for. */
    wish: km,
    /** Not in the commune where most of the person's chi đoàn go. */
    together: km,
    /** For each turn served in the past year: who has served less goes first. */
    turns: km,
    /** A published place that is moved, where that is allowed. */
    stability: km,
    /** For each level of a skill that lies idle. */
    skill: km,
  })
  .meta({ id: 'MatchingWeights' });
export type MatchingWeights = z.infer<typeof MatchingWeightsSchema>;
/** The weights of the event's newest plan, and those of the configuration. */
export const PlanWeightsSchema = z
  .strictObject({ weights: MatchingWeightsSchema, defaults: MatchingWeightsSchema })
  .meta({ id: 'PlanWeights' });
export const CreatePlanSchema = z
  .strictObject({
    /** Those of the newest plan when absent. */
    weights: MatchingWeightsSchema.optional(),
    /** How many published places may be moved; nobody who is present. */
    mayMove: z.int().min(0).max(100_000).default(0),
    /** Between two duties of one person. */
    restMinutes: z
      .int()
      .min(0)
      .max(24 * 60)
      .default(0),
  })
  .meta({ id: 'CreatePlan' });
export type CreatePlan = z.infer<typeof CreatePlanSchema>;

/** What is proven of a plan. Minimums, fairness and number of people are always the best there is. */
export const PlanProofSchema = z.strictObject({
  /** True: the independent checker has found that no better plan exists. */
  optimal: z.boolean(),
  /** Kilometres (distance and everything weighed in it) of this plan, and the bound none can go below. */
  km: z.number(),
  boundKm: z.number(),
  /** Of the bound, 0 … 100. */
  gapPercent: z.number(),
  /** Published places that this plan moves. */
  moved: z.int(),
});
export type PlanProof = z.infer<typeof PlanProofSchema>;

export const PlanSchema = z
  .strictObject({
    id: IdSchema,
    eventId: IdSchema,
    state: PlanStateSchema,
    /** 0…1 */
    progress: z.number(),
    people: z.int(),
    placed: z.int(),
    unplaced: z.int(),
    /** Places below the minimum, and below the target. */
    shortOfMinimum: z.int(),
    shortOfTarget: z.int(),
    /** Mean distance of the placed, kilometres between commune centres. */
    meanKm: z.number().nullable(),
    error: ReasonSchema.nullable(),
    /** Why the run refused: each contradiction by itself, as small as it can be named. */
    contradictions: z.array(ReasonSchema),
    weights: MatchingWeightsSchema,
    mayMove: z.int(),
    restMinutes: z.int(),
    /** Null until it is computed, and after changes by hand: they are the organiser's, not the engine's. */
    proof: PlanProofSchema.nullable(),
    createdAt: InstantSchema,
    publishedAt: InstantSchema.nullable(),
  })
  .meta({ id: 'Plan' });
export type Plan = z.infer<typeof PlanSchema>;
export const PlanListSchema = z.array(PlanSchema).meta({ id: 'PlanList' });
export const PlanGapSchema = z.strictObject({
  shiftId: IdSchema,
  siteId: IdSchema,
  communeId: UnitIdSchema,
  skill: SkillSchema.nullable(),
  short: z.int(),
  /** True when it is the minimum that is missed, not only the target. */
  belowMinimum: z.boolean(),
  reason: ReasonSchema,
});
export type PlanGap = z.infer<typeof PlanGapSchema>;
/** A commune before and after: places that stand now, and places the plan gives. */
export const PlanCommuneSchema = z.strictObject({
  communeId: UnitIdSchema,
  minimum: z.int(),
  target: z.int(),
  before: z.int(),
  after: z.int(),
});
export type PlanCommune = z.infer<typeof PlanCommuneSchema>;
export const PlanDetailSchema = PlanSchema.extend({
  gaps: z.array(PlanGapSchema),
  communes: z.array(PlanCommuneSchema),
}).meta({ id: 'PlanDetail' });
export type PlanDetail = z.infer<typeof PlanDetailSchema>;

export const ProposalSchema = z
  .strictObject({
    personId: IdSchema,
    fullName: z.string(),
    orgUnitName: z.string(),
    homeCommuneId: UnitIdSchema.nullable(),
    /** Null: the plan has no place for this person. */
    shiftId: IdSchema.nullable(),
    siteId: IdSchema.nullable(),
    communeId: UnitIdSchema.nullable(),
    skill: SkillSchema.nullable(),
    distanceKm: z.number().nullable(),
    pinned: z.boolean(),
    standbyRank: z.int().nullable(),
    reason: ReasonSchema,
  })
  .meta({ id: 'Proposal' });
export type Proposal = z.infer<typeof ProposalSchema>;
export const ProposalQuerySchema = PageQuerySchema.extend({
  siteId: IdSchema.optional(),
  communeId: UnitIdSchema.optional(),
  placed: z.enum(['true', 'false']).optional(),
  q: line(80, 0).default(''),
});
export const ProposalPageSchema = pageOf(ProposalSchema).meta({ id: 'ProposalPage' });
/** Moves a person within a draft (`shiftId: null` takes the place away) and pins the choice. */
export const MoveProposalSchema = z
  .strictObject({ shiftId: IdSchema.nullable(), pinned: z.boolean().default(true) })
  .meta({ id: 'MoveProposal' });
export type MoveProposal = z.infer<typeof MoveProposalSchema>;
/** Pins or frees many people of a draft at once; with a shift, moves them there. */
export const PinProposalsSchema = z
  .strictObject({
    personIds: z.array(IdSchema).min(1).max(500),
    /** Absent: where the plan has them. */
    shiftId: IdSchema.nullable().optional(),
    pinned: z.boolean().default(true),
  })
  .meta({ id: 'PinProposals' });
export type PinProposals = z.infer<typeof PinProposalsSchema>;
export const ProposalsPinnedSchema = z
  .strictObject({
    changed: z.int(),
    /** Whom a rule forbids, and which; the others are done. */
    refused: z.array(z.strictObject({ personId: IdSchema, problem: z.string() })),
  })
  .meta({ id: 'ProposalsPinned' });

/** Somebody whose place a draft changes: nothing has happened yet. */
export const PlanMoveSchema = z
  .strictObject({
    personId: IdSchema,
    fullName: z.string(),
    orgUnitName: z.string(),
    /** Null: no place. */
    from: z
      .strictObject({ shiftId: IdSchema, communeId: UnitIdSchema, skill: SkillSchema.nullable() })
      .nullable(),
    to: z
      .strictObject({ shiftId: IdSchema, communeId: UnitIdSchema, skill: SkillSchema.nullable() })
      .nullable(),
    reason: ReasonSchema,
  })
  .meta({ id: 'PlanMove' });
export type PlanMove = z.infer<typeof PlanMoveSchema>;
/** `kind`: new places, places moved, places taken back. */
export const PlanMoveQuerySchema = PageQuerySchema.extend({
  kind: z.enum(['new', 'moved', 'withdrawn']).optional(),
});
export const PlanMovePageSchema = pageOf(PlanMoveSchema).meta({ id: 'PlanMovePage' });

/** Two plans of one event side by side: the communes that differ, and how many people do. */
export const PlanComparisonSchema = z
  .strictObject({
    left: PlanSchema,
    right: PlanSchema,
    people: z.int(),
    communes: z.array(
      z.strictObject({ communeId: UnitIdSchema, target: z.int(), left: z.int(), right: z.int() }),
    ),
  })
  .meta({ id: 'PlanComparison' });
export type PlanComparison = z.infer<typeof PlanComparisonSchema>;

/** A question to the prices of a plan. */
export const WhatIfSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('one_more_person'),
      communeId: UnitIdSchema,
      skills: z.array(SkillSchema).max(8),
    }),
    z.strictObject({ kind: z.literal('target'), communeId: UnitIdSchema, by: z.int().min(-1000).max(1000) }),
    z.strictObject({
      kind: z.literal('weight'),
      weight: MatchingWeightsSchema.keyof(),
      factor: z.number().min(0).max(10),
    }),
  ])
  .meta({ id: 'WhatIf' });
export type WhatIf = z.infer<typeof WhatIfSchema>;
export const WhatIfAnswerSchema = z.strictObject({ answer: ReasonSchema }).meta({ id: 'WhatIfAnswer' });

export const PublishPlanSchema = z
  .strictObject({
    /** Only the places in these communes; the rest of the draft stays a draft. Absent: everything. */
    communeIds: z.array(UnitIdSchema).min(1).max(5000).optional(),
    answerWithinMinutes: z
      .int()
      .min(1)
      .max(14 * 24 * 60)
      .default(24 * 60),
  })
  .meta({ id: 'PublishPlan' });
export const PlanPublishedSchema = z
  .strictObject({ plan: PlanSchema, offered: z.int(), withdrawn: z.int(), standby: z.int() })
  .meta({ id: 'PlanPublished' });

/**
 * Where somebody stands on the way to a place, in a verb. `seen`: the offer was opened; `present`: checked in;
 * `gone`: declined, run out, taken back or replaced.
 */
export const PersonStepSchema = z.enum([
  'offered',
  'seen',
  'accepted',
  'on_the_way',
  'present',
  'no_show',
  'gone',
]);
export type PersonStep = z.infer<typeof PersonStepSchema>;

export const AssignmentSchema = z
  .strictObject({
    id: IdSchema,
    eventId: IdSchema,
    shiftId: IdSchema,
    siteId: IdSchema,
    personId: IdSchema,
    fullName: z.string(),
    /** Masked. */
    phone: z.string().nullable(),
    state: AssignmentStateSchema,
    step: PersonStepSchema,
    /** When that began. */
    stepAt: InstantSchema,
    /** The member of the staff who did it; null: the person, or time. */
    stepBy: z.string().nullable(),
    skill: SkillSchema.nullable(),
    deadlineAt: InstantSchema.nullable(),
    changedAt: InstantSchema,
  })
  .meta({ id: 'Assignment' });
export type Assignment = z.infer<typeof AssignmentSchema>;
export const AssignmentQuerySchema = PageQuerySchema.extend({
  siteId: IdSchema.optional(),
  communeId: UnitIdSchema.optional(),
  state: AssignmentStateSchema.optional(),
  step: PersonStepSchema.optional(),
  q: line(80, 0).default(''),
});
export const AssignmentPageSchema = pageOf(AssignmentSchema)
  .extend({
    /** The server's time of this answer. */
    at: InstantSchema,
    /** How many there are in each step, whichever step was asked for; steps with nobody are absent. */
    steps: z.partialRecord(PersonStepSchema, z.int()),
  })
  .meta({ id: 'AssignmentPage' });
export type AssignmentPage = z.infer<typeof AssignmentPageSchema>;

/** What a volunteer's phone shows of one assignment. */
export const MyAssignmentSchema = z
  .strictObject({
    id: IdSchema,
    eventId: IdSchema,
    eventTitle: z.string(),
    shiftTitle: z.string(),
    siteId: IdSchema,
    siteName: z.string(),
    communeId: UnitIdSchema,
    communeFullName: z.string(),
    address: z.string().nullable(),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    contactName: z.string().nullable(),
    contactPhone: z.string().nullable(),
    startsAt: InstantSchema,
    endsAt: InstantSchema,
    state: AssignmentStateSchema,
    deadlineAt: InstantSchema.nullable(),
    /** Since when on the way, as the person has said. */
    onTheWayAt: InstantSchema.nullable(),
    checkedInAt: InstantSchema.nullable(),
    reason: ReasonSchema.nullable(),
    /** The code a gate scans or reads aloud; null until the offer is accepted. */
    ownCode: z.string().nullable(),
    simulated: z.boolean(),
  })
  .meta({ id: 'MyAssignment' });
export type MyAssignment = z.infer<typeof MyAssignmentSchema>;
export const MyAssignmentListSchema = z.array(MyAssignmentSchema).meta({ id: 'MyAssignmentList' });
export const AnswerOfferSchema = z
  .strictObject({ answer: z.enum(['accept', 'decline']), reason: line(300).optional() })
  .meta({ id: 'AnswerOffer' });
export type AnswerOffer = z.infer<typeof AnswerOfferSchema>;
