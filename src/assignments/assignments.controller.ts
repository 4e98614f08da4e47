import { Body, Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  AnswerOfferSchema,
  AssignmentPageSchema,
  AssignmentQuerySchema,
  AssignmentSchema,
  MyAssignmentListSchema,
  MyAssignmentSchema,
  type AnswerOffer,
} from '../contracts/assignments.js';
import { IdSchema } from '../contracts/common.js';
import { CallSchema } from '../contracts/people.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { AssignmentListService } from './assignment-list.service.js';
import { OffersService } from './offers.service.js';
import { OnTheWayService } from './on-the-way.service.js';

@Controller()
export class AssignmentsController {
  constructor(
    @Inject(AssignmentListService) private readonly lists: AssignmentListService,
    @Inject(OffersService) private readonly offers: OffersService,
    @Inject(OnTheWayService) private readonly ways: OnTheWayService,
  ) {}

  @Get('events/:eventId/assignments')
  @Endpoint({ action: 'assignments.read', answer: AssignmentPageSchema })
  page(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: AssignmentQuerySchema }) query: z.infer<typeof AssignmentQuerySchema>,
  ) {
    return this.lists.page(me, eventId, query);
  }

  @Post('events/:eventId/assignments/:assignmentId/call')
  @Endpoint({ action: 'people.call', answer: CallSchema })
  call(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('assignmentId', { schema: IdSchema }) assignmentId: string,
  ) {
    return this.lists.call(me, eventId, assignmentId);
  }

  @Post('events/:eventId/assignments/:assignmentId/withdraw')
  @Endpoint({ action: 'assignments.change', answer: AssignmentSchema })
  withdraw(
    @CurrentPrincipal() me: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('assignmentId', { schema: IdSchema }) assignmentId: string,
  ) {
    return this.offers.withdraw(me, eventId, assignmentId);
  }

  @Get('me/assignments')
  @Endpoint({ action: 'self.read', answer: MyAssignmentListSchema })
  mine(@CurrentPrincipal() me: Principal) {
    return this.offers.mine(me);
  }

  @Post('me/assignments/:assignmentId/answer')
  @Endpoint({ action: 'self.change', answer: MyAssignmentSchema })
  answer(
    @CurrentPrincipal() me: Principal,
    @Param('assignmentId', { schema: IdSchema }) assignmentId: string,
    @Body({ schema: AnswerOfferSchema }) answer: AnswerOffer,
  ) {
    return this.offers.answer(me, assignmentId, answer);
  }

  @Post('me/assignments/:assignmentId/on-the-way')
  @Endpoint({ action: 'self.change', answer: MyAssignmentSchema })
  setOut(
    @CurrentPrincipal() me: Principal,
    @Param('assignmentId', { schema: IdSchema }) assignmentId: string,
  ) {
    return this.ways.setOut(me, assignmentId);
  }

  @Delete('me/assignments/:assignmentId/on-the-way')
  @Endpoint({ action: 'self.change', answer: MyAssignmentSchema })
  turnBack(
    @CurrentPrincipal() me: Principal,
    @Param('assignmentId', { schema: IdSchema }) assignmentId: string,
  ) {
    return this.ways.turnBack(me, assignmentId);
  }
}
