import { Body, Controller, Delete, Get, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AckSchema, IdSchema } from '../../contracts/common.js';
import {
  type Account,
  AccountSchema,
  ChangePasswordSchema,
  type Confirmation,
  ConfirmationSchema,
  ConfirmSchema,
  type Enrolment,
  EnrolmentSchema,
  type RecoveryCodes,
  RecoveryCodesSchema,
  TypedCodeSchema,
} from '../../contracts/staff-account.js';
import { ENV, type Env } from '../../platform/env.js';
import { CurrentPrincipal, Endpoint } from '../../platform/policy/endpoint.js';
import type { Principal } from '../../platform/policy/principal.js';
import { deviceFromCookies } from '../../platform/sessions/cookies.js';
import { AccountService } from './account.service.js';

type Ack = z.infer<typeof AckSchema>;
const OK: Ack = { ok: true };

/** What members of the staff see and change of their own account. */
@ApiTags('account')
@Controller('account')
export class AccountController {
  constructor(
    @Inject(AccountService) private readonly account: AccountService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @Endpoint({ action: 'account.own', answer: AccountSchema })
  show(@CurrentPrincipal() principal: Principal): Promise<Account> {
    return this.account.show(principal);
  }

  @Post('password')
  @Endpoint({ action: 'account.own', answer: AckSchema })
  async changePassword(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: ChangePasswordSchema }) body: z.infer<typeof ChangePasswordSchema>,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    const device = deviceFromCookies(request.headers.cookie, this.env.SECURE_COOKIES);
    await this.account.changePassword(principal, body.current, body.next, device);
    return OK;
  }

  @Delete('sessions')
  @Endpoint({ action: 'account.own', answer: AckSchema })
  async endOthers(@CurrentPrincipal() principal: Principal): Promise<Ack> {
    await this.account.endOtherSessions(principal);
    return OK;
  }

  @Delete('sessions/:sessionId')
  @Endpoint({ action: 'account.own', answer: AckSchema })
  async endSession(
    @CurrentPrincipal() principal: Principal,
    @Param('sessionId', { schema: IdSchema }) sessionId: string,
  ): Promise<Ack> {
    await this.account.endSession(principal, sessionId);
    return OK;
  }

  @Post('second-factor')
  @Endpoint({ action: 'account.own', answer: EnrolmentSchema, status: 201, confirm: true })
  beginSecondFactor(@CurrentPrincipal() principal: Principal): Promise<Enrolment> {
    return this.account.beginSecondFactor(principal);
  }

  @Post('second-factor/confirm')
  @Endpoint({ action: 'account.own', answer: RecoveryCodesSchema, confirm: true })
  async confirmSecondFactor(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: TypedCodeSchema }) { code }: z.infer<typeof TypedCodeSchema>,
  ): Promise<RecoveryCodes> {
    return { recoveryCodes: await this.account.confirmSecondFactor(principal, code) };
  }

  @Post('recovery-codes')
  @Endpoint({ action: 'account.own', answer: RecoveryCodesSchema, confirm: true })
  async newRecoveryCodes(@CurrentPrincipal() principal: Principal): Promise<RecoveryCodes> {
    return { recoveryCodes: await this.account.newRecoveryCodes(principal) };
  }

  @Get('confirmation')
  @Endpoint({ action: 'account.own', answer: ConfirmationSchema })
  confirmation(@CurrentPrincipal() principal: Principal): Promise<Confirmation> {
    return this.account.confirmation(principal);
  }

  @Post('confirmation')
  @Endpoint({ action: 'account.own', answer: ConfirmationSchema })
  confirm(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: ConfirmSchema }) { proof }: z.infer<typeof ConfirmSchema>,
  ): Promise<Confirmation> {
    return this.account.confirm(principal, proof);
  }
}
