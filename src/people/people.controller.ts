import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IdSchema, type Page } from '../contracts/common.js';
import {
  type Call,
  CallSchema,
  PeoplePageSchema,
  PeopleQuerySchema,
  type Person,
  PersonSchema,
  type PersonalLink,
  PersonalLinkSchema,
} from '../contracts/people.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { PeopleService } from './people.service.js';

@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(@Inject(PeopleService) private readonly people: PeopleService) {}

  @Get()
  @Endpoint({ action: 'people.read', answer: PeoplePageSchema })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: PeopleQuerySchema }) query: z.infer<typeof PeopleQuerySchema>,
  ): Promise<Page<Person>> {
    return this.people.list(principal, query);
  }

  @Get(':personId')
  @Endpoint({ action: 'people.read', answer: PersonSchema })
  get(
    @CurrentPrincipal() principal: Principal,
    @Param('personId', { schema: IdSchema }) personId: string,
  ): Promise<Person> {
    return this.people.get(principal, personId);
  }

  @Post(':personId/call')
  @Endpoint({ action: 'people.call', answer: CallSchema })
  call(
    @CurrentPrincipal() principal: Principal,
    @Param('personId', { schema: IdSchema }) personId: string,
  ): Promise<Call> {
    return this.people.call(principal, personId);
  }

  @Post(':personId/links')
  @Endpoint({ action: 'people.link', answer: PersonalLinkSchema, status: 201 })
  createLink(
    @CurrentPrincipal() principal: Principal,
    @Param('personId', { schema: IdSchema }) personId: string,
  ): Promise<PersonalLink> {
    return this.people.createLink(principal, personId);
  }
}
