import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  MoveProposalSchema,
  PlanDetailSchema,
  PlanListSchema,
  PlanPublishedSchema,
  PlanSchema,
  ProposalPageSchema,
  ProposalQuerySchema,
  ProposalSchema,
  PublishPlanSchema,
  type MoveProposal,
} from '../contracts/assignments.js';
import { IdSchema } from '../contracts/common.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { PlansService } from './plans.service.js';
import { ProposalsService } from './proposals.service.js';
import { PublishingService } from './publishing.service.js';

@Controller('events/:eventId/plans')
export class PlansController {
  constructor(
    @Inject(PlansService) private readonly plans: PlansService,
    @Inject(ProposalsService) private readonly proposals: ProposalsService,
    @Inject(PublishingService) private readonly publishing: PublishingService,
  ) {}

  @Post()
  @Endpoint({ action: 'plans.change', answer: PlanSchema, status: 202 })
  create(@CurrentPrincipal() me: Principal, @Param('eventId', { schema: IdSchema }) eventId: string) {
    return this.plans.create(me, eventId);
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
    @Body({ schema: PublishPlanSchema }) { answerWithinMinutes }: z.infer<typeof PublishPlanSchema>,
  ) {
    return this.publishing.publish(me, eventId, planId, answerWithinMinutes);
  }
}
