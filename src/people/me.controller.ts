import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  AnswerLetterSchema,
  type Inbox,
  InboxQuerySchema,
  InboxSchema,
  LetterSeqSchema,
  MarkSeenSchema,
  type Person,
  PersonSchema,
} from '../contracts/people.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { InboxService } from './inbox.service.js';
import { PeopleService } from './people.service.js';

/** What a volunteer sees of himself or herself. */
@ApiTags('me')
@Controller('me')
export class MeController {
  constructor(
    @Inject(PeopleService) private readonly people: PeopleService,
    @Inject(InboxService) private readonly inbox: InboxService,
  ) {}

  @Get()
  @Endpoint({ action: 'self.read', answer: PersonSchema })
  me(@CurrentPrincipal() principal: Principal): Promise<Person> {
    return this.people.me(principal);
  }

  @Get('inbox')
  @Endpoint({ action: 'self.read', answer: InboxSchema })
  read(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: InboxQuerySchema }) { after }: z.infer<typeof InboxQuerySchema>,
  ): Promise<Inbox> {
    return this.inbox.read(principal, after);
  }

  @Post('inbox/:seq/answer')
  @Endpoint({ action: 'self.change', answer: InboxSchema })
  answer(
    @CurrentPrincipal() principal: Principal,
    @Param('seq', { schema: LetterSeqSchema }) seq: number,
    @Body({ schema: AnswerLetterSchema }) { answer }: z.infer<typeof AnswerLetterSchema>,
  ): Promise<Inbox> {
    return this.inbox.answer(principal, seq, answer);
  }

  @Post('inbox/seen')
  @Endpoint({ action: 'self.change', answer: InboxSchema })
  markSeen(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: MarkSeenSchema }) { seq }: z.infer<typeof MarkSeenSchema>,
  ): Promise<Inbox> {
    return this.inbox.markSeen(principal, seq);
  }
}
