import { Body, Controller, Get, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IdSchema } from '../contracts/common.js';
import {
  RegisterSchema,
  RegisteredSchema,
  type RegistrationTerms,
  RegistrationTermsSchema,
} from '../contracts/events.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { RegistrationsService } from './registrations.service.js';

@ApiTags('events')
@Controller('events/:eventId/registrations')
export class RegistrationsController {
  constructor(@Inject(RegistrationsService) private readonly registrations: RegistrationsService) {}

  @Post()
  @Endpoint({ action: 'events.change', answer: RegisteredSchema })
  register(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: RegisterSchema }) wish: z.infer<typeof RegisterSchema>,
  ): Promise<z.infer<typeof RegisteredSchema>> {
    return this.registrations.register(principal, eventId, wish.orgUnitId);
  }

  @Get(':personId')
  @Endpoint({ action: 'people.read', answer: RegistrationTermsSchema })
  terms(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('personId', { schema: IdSchema }) personId: string,
  ): Promise<RegistrationTerms> {
    return this.registrations.terms(principal, eventId, personId);
  }

  @Put(':personId')
  @Endpoint({ action: 'events.change', answer: RegistrationTermsSchema })
  setTerms(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('personId', { schema: IdSchema }) personId: string,
    @Body({ schema: RegistrationTermsSchema }) terms: RegistrationTerms,
  ): Promise<RegistrationTerms> {
    return this.registrations.setTerms(principal, eventId, personId, terms);
  }
}
