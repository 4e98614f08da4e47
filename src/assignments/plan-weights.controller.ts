import { Controller, Get, Inject, Param } from '@nestjs/common';
import { PlanWeightsSchema } from '../contracts/assignments.js';
import { IdSchema } from '../contracts/common.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { PlansService } from './plans.service.js';

@Controller('events/:eventId/plan-weights')
export class PlanWeightsController {
  constructor(@Inject(PlansService) private readonly plans: PlansService) {}

  @Get()
  @Endpoint({ action: 'plans.read', answer: PlanWeightsSchema })
  weights(@CurrentPrincipal() me: Principal, @Param('eventId', { schema: IdSchema }) eventId: string) {
    return this.plans.weights(me, eventId);
  }
}
