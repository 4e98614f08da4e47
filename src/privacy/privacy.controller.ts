import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AckSchema, IdSchema } from '../contracts/common.js';
import {
  type DecidePrivacy,
  DecidePrivacySchema,
  type ExtendPrivacy,
  ExtendPrivacySchema,
  type GuardianConsent,
  GuardianConsentSchema,
  type MinorList,
  MinorListSchema,
  type PrivacyRequest,
  type PrivacyRequestList,
  PrivacyRequestListSchema,
  PrivacyRequestSchema,
  type Retention,
  RetentionSchema,
} from '../contracts/privacy.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { GuardiansService } from './guardians.service.js';
import { RequestsService } from './requests.service.js';
import { RetentionService } from './retention.service.js';

/** The office's side: requests with their clock, guardians' papers, what is kept how long. */
@ApiTags('privacy')
@Controller()
export class PrivacyController {
  constructor(
    @Inject(RequestsService) private readonly requests: RequestsService,
    @Inject(GuardiansService) private readonly guardians: GuardiansService,
    @Inject(RetentionService) private readonly retention: RetentionService,
  ) {}

  @Get('privacy/requests')
  @Endpoint({ action: 'privacy.read', answer: PrivacyRequestListSchema })
  list(@CurrentPrincipal() principal: Principal): Promise<PrivacyRequestList> {
    return this.requests.list(principal);
  }

  @Post('privacy/requests/:requestId/decision')
  @Endpoint({ action: 'privacy.decide', answer: PrivacyRequestSchema, confirm: true })
  decide(
    @CurrentPrincipal() principal: Principal,
    @Param('requestId', { schema: IdSchema }) requestId: string,
    @Body({ schema: DecidePrivacySchema }) body: DecidePrivacy,
  ): Promise<PrivacyRequest> {
    return this.requests.decide(principal, requestId, body);
  }

  @Post('privacy/requests/:requestId/extension')
  @Endpoint({ action: 'privacy.decide', answer: PrivacyRequestSchema })
  extend(
    @CurrentPrincipal() principal: Principal,
    @Param('requestId', { schema: IdSchema }) requestId: string,
    @Body({ schema: ExtendPrivacySchema }) body: ExtendPrivacy,
  ): Promise<PrivacyRequest> {
    return this.requests.extend(principal, requestId, body);
  }

  @Get('privacy/retention')
  @Endpoint({ action: 'privacy.read', answer: RetentionSchema })
  kept(): Promise<Retention> {
    return this.retention.show();
  }

  @Get('privacy/minors')
  @Endpoint({ action: 'guardians.record', answer: MinorListSchema })
  minors(@CurrentPrincipal() principal: Principal): Promise<MinorList> {
    return this.guardians.list(principal);
  }

  @Post('people/:personId/guardian-consent')
  @Endpoint({ action: 'guardians.record', answer: AckSchema, status: 201 })
  async record(
    @CurrentPrincipal() principal: Principal,
    @Param('personId', { schema: IdSchema }) personId: string,
    @Body({ schema: GuardianConsentSchema }) body: GuardianConsent,
  ): Promise<{ ok: true }> {
    await this.guardians.record(principal, personId, body);
    return { ok: true };
  }

  @Delete('people/:personId/guardian-consent')
  @Endpoint({ action: 'guardians.record', answer: AckSchema })
  async takeBack(
    @CurrentPrincipal() principal: Principal,
    @Param('personId', { schema: IdSchema }) personId: string,
  ): Promise<{ ok: true }> {
    await this.guardians.takeBack(principal, personId);
    return { ok: true };
  }
}
