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
export const PlanDetailSchema = PlanSchema.extend({ gaps: z.array(PlanGapSchema) }).meta({
  id: 'PlanDetail',
});
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
export const PublishPlanSchema = z
  .strictObject({
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

export const AssignmentSchema = z
  .strictObject({
    id: IdSchema,
    eventId: IdSchema,
    shiftId: IdSchema,
    siteId: IdSchema,
    personId: IdSchema,
    fullName: z.string(),
    phone: z.string().nullable(),
    state: AssignmentStateSchema,
    skill: SkillSchema.nullable(),
    deadlineAt: InstantSchema.nullable(),
    changedAt: InstantSchema,
  })
  .meta({ id: 'Assignment' });
export type Assignment = z.infer<typeof AssignmentSchema>;
export const AssignmentQuerySchema = PageQuerySchema.extend({
  siteId: IdSchema.optional(),
  state: AssignmentStateSchema.optional(),
  q: line(80, 0).default(''),
});
export const AssignmentPageSchema = pageOf(AssignmentSchema).meta({ id: 'AssignmentPage' });

/** What a volunteer's phone shows of one assignment. */
export const MyAssignmentSchema = z
  .strictObject({
    id: IdSchema,
    eventId: IdSchema,
    eventTitle: z.string(),
    shiftTitle: z.string(),
    siteId: IdSchema,
    siteName: z.string(),
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
