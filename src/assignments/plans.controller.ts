import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  CreatePlanSchema,
  MoveProposalSchema,
  PinProposalsSchema,
  PlanComparisonSchema,
  PlanDetailSchema,
  PlanListSchema,
  PlanMovePageSchema,
  PlanMoveQuerySchema,
  PlanPublishedSchema,
  PlanSchema,
  ProposalPageSchema,
  ProposalQuerySchema,
  ProposalSchema,
  ProposalsPinnedSchema,
  PublishPlanSchema,
  WhatIfAnswerSchema,
  WhatIfSchema,
  type CreatePlan,
  type MoveProposal,
  type PinProposals,
  type WhatIf,
} from '../contracts/assignments.js';
import { IdSchema } from '../contracts/common.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { PlanDifferencesService } from './plan-differences.service.js';
import { PlansService } from './plans.service.js';
import { ProposalsService } from './proposals.service.js';
import { PublishingService } from './publishing.service.js';
import { WhatIfService } from './what-if.service.js';

/** Everything has a default, so a request without a body is one too. */
const AskedPlanSchema = CreatePlanSchema.prefault({});

@Controller('events/:eventId/plans')
export class PlansController {
  constructor(
    @Inject(PlansService) private readonly plans: PlansService,
    @Inject(ProposalsService) private readonly proposals: ProposalsService,
    @Inject(PlanDifferencesService) private readonly differences: PlanDifferencesService,
    @Inject(WhatIfService) private readonly whatIfs: WhatIfService,
    @Inject(PublishingService) private readonly publishing: PublishingService,
  ) {}

  @Post()
  @Endpoint({ action: 'plans.change', answer: PlanSchema, status: 202 })
  create(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: AskedPlanSchema }) wish: CreatePlan,
  ) {
    return this.plans.create(me, eventId, wish);
  }

  @Get()
  @Endpoint({ action: 'plans.read', answer: PlanListSchema })
  list(@CurrentPrincipal() me: Principal, @Param('eventId', { schema: IdSchema }) eventId: string) {
    return this.plans.list(me, eventId);
  }

  @Get(':planId')
  @Endpoint({ action: 'plans.read', answer: PlanDetailSchema })
  detail(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('planId', { schema: IdSchema }) planId: string,
  ) {
    return this.plans.detail(me, eventId, planId);
  }

  @Get(':planId/proposals')
  @Endpoint({ action: 'plans.read', answer: ProposalPageSchema })
  page(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('planId', { schema: IdSchema }) planId: string,
    @Query({ schema: ProposalQuerySchema }) query: z.infer<typeof ProposalQuerySchema>,
  ) {
    return this.proposals.page(me, eventId, planId, query);
  }

  @Put(':planId/proposals')
  @Endpoint({ action: 'plans.change', answer: ProposalsPinnedSchema })
  pin(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('planId', { schema: IdSchema }) planId: string,
    @Body({ schema: PinProposalsSchema }) wish: PinProposals,
  ) {
    return this.proposals.pin(me, eventId, planId, wish);
  }

  @Put(':planId/proposals/:personId')
  @Endpoint({ action: 'plans.change', answer: ProposalSchema })
  move(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('planId', { schema: IdSchema }) planId: string,
    @Param('personId', { schema: IdSchema }) personId: string,
    @Body({ schema: MoveProposalSchema }) move: MoveProposal,
  ) {
    return this.proposals.move(me, { eventId, planId, personId }, move);
  }

  @Get(':planId/moves')
  @Endpoint({ action: 'plans.read', answer: PlanMovePageSchema })
  moves(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('planId', { schema: IdSchema }) planId: string,
    @Query({ schema: PlanMoveQuerySchema }) query: z.infer<typeof PlanMoveQuerySchema>,
  ) {
    return this.differences.moves(me, eventId, planId, query);
  }

  @Get(':planId/compare/:otherId')
  @Endpoint({ action: 'plans.read', answer: PlanComparisonSchema })
  compare(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('planId', { schema: IdSchema }) planId: string,
    @Param('otherId', { schema: IdSchema }) otherId: string,
  ) {
    return this.differences.compare(me, eventId, planId, otherId);
  }

  @Post(':planId/what-if')
  @Endpoint({ action: 'plans.read', answer: WhatIfAnswerSchema })
  whatIf(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('planId', { schema: IdSchema }) planId: string,
    @Body({ schema: WhatIfSchema }) change: WhatIf,
  ) {
    return this.whatIfs.answer(me, eventId, planId, change);
  }

  @Post(':planId/cancel')
  @Endpoint({ action: 'plans.change', answer: PlanSchema })
  cancel(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('planId', { schema: IdSchema }) planId: string,
  ) {
    return this.plans.cancel(me, eventId, planId);
  }

  @Post(':planId/publish')
  @Endpoint({ action: 'plans.change', answer: PlanPublishedSchema })
  publish(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('planId', { schema: IdSchema }) planId: string,
    @Body({ schema: PublishPlanSchema }) wish: z.infer<typeof PublishPlanSchema>,
  ) {
    return this.publishing.publish(me, eventId, planId, wish);
  }
}
