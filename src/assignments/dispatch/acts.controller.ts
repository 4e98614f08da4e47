import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { IdSchema } from '../../contracts/common.js';
import { ActDoneSchema, type Chosen, ChosenSchema } from '../../contracts/dispatch.js';
import { CurrentPrincipal, Endpoint } from '../../platform/policy/endpoint.js';
import type { Principal } from '../../platform/policy/principal.js';
import { ReplaceService } from './replace.service.js';
import { TendService } from './tend.service.js';

/** What is done to many places at once. */
@Controller('events/:eventId/assignments')
export class ActsController {
  constructor(
    @Inject(TendService) private readonly tending: TendService,
    @Inject(ReplaceService) private readonly replacing: ReplaceService,
  ) {}

  @Post('remind')
  @Endpoint({ action: 'assignments.tend', answer: ActDoneSchema })
  remind(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: ChosenSchema }) chosen: Chosen,
  ) {
    return this.tending.remind(me, eventId, chosen);
  }

  @Post('no-show')
  @Endpoint({ action: 'assignments.tend', answer: ActDoneSchema })
  miss(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: ChosenSchema }) chosen: Chosen,
  ) {
    return this.tending.miss(me, eventId, chosen);
  }

  @Post('withdraw')
  @Endpoint({ action: 'assignments.change', answer: ActDoneSchema })
  withdraw(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: ChosenSchema }) chosen: Chosen,
  ) {
    return this.replacing.withdraw(me, eventId, chosen);
  }

  @Post('replace')
  @Endpoint({ action: 'assignments.change', answer: ActDoneSchema })
  replace(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: ChosenSchema }) chosen: Chosen,
  ) {
    return this.replacing.replace(me, eventId, chosen);
  }
}
