import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { IdSchema } from '../../contracts/common.js';
import {
  ActDoneSchema,
  ActUndoneSchema,
  CandidatesSchema,
  type Dispatch,
  DispatchSchema,
} from '../../contracts/dispatch.js';
import { CurrentPrincipal, Endpoint } from '../../platform/policy/endpoint.js';
import type { Principal } from '../../platform/policy/principal.js';
import { CandidatesService } from './candidates.service.js';
import { DispatchService } from './dispatch.service.js';
import { UndoService } from './undo.service.js';

/** Sending people where they are missing. */
@Controller('events/:eventId')
export class DispatchController {
  constructor(
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
    @Inject(DispatchService) private readonly dispatches: DispatchService,
    @Inject(UndoService) private readonly undos: UndoService,
  ) {}

  @Get('shifts/:shiftId/candidates')
  @Endpoint({ action: 'assignments.change', answer: CandidatesSchema })
  list(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('shiftId', { schema: IdSchema }) shiftId: string,
  ) {
    return this.candidates.list(me, eventId, shiftId);
  }

  @Post('shifts/:shiftId/dispatch')
  @Endpoint({ action: 'assignments.change', answer: ActDoneSchema })
  send(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('shiftId', { schema: IdSchema }) shiftId: string,
    @Body({ schema: DispatchSchema }) wish: Dispatch,
  ) {
    return this.dispatches.send(me, eventId, shiftId, wish);
  }

  @Post('acts/:actId/undo')
  @Endpoint({ action: 'assignments.tend', answer: ActUndoneSchema })
  undo(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('actId', { schema: IdSchema }) actId: string,
  ) {
    return this.undos.undo(me, eventId, actId);
  }
}
