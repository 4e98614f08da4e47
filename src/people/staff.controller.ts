import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AckSchema, IdSchema } from '../contracts/common.js';
import {
  type CreateStaff,
  CreateStaffSchema,
  type Grantable,
  GrantableListSchema,
  type GrantRole,
  GrantRoleSchema,
  type ReplacePassword,
  ReplacePasswordSchema,
  type Staff,
  StaffListSchema,
  StaffSchema,
} from '../contracts/people.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { RoleGrants } from './role-grants.js';
import { StaffSecurityService } from './staff-security.service.js';
import { StaffService } from './staff.service.js';

type Ack = z.infer<typeof AckSchema>;
const OK: Ack = { ok: true };

@ApiTags('staff')
@Controller('staff')
export class StaffController {
  constructor(
    @Inject(StaffService) private readonly staff: StaffService,
    @Inject(RoleGrants) private readonly roles: RoleGrants,
    @Inject(StaffSecurityService) private readonly security: StaffSecurityService,
  ) {}

  @Get()
  @Endpoint({ action: 'roles.read', answer: StaffListSchema })
  list(@CurrentPrincipal() principal: Principal): Promise<Staff[]> {
    return this.roles.list(principal);
  }

  @Get('grantable')
  @Endpoint({ action: 'roles.grant', answer: GrantableListSchema })
  grantable(@CurrentPrincipal() principal: Principal): Promise<Grantable[]> {
    return this.roles.grantable(principal);
  }

  @Post()
  @Endpoint({ action: 'roles.grant', answer: StaffSchema, status: 201, confirm: true })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CreateStaffSchema }) body: CreateStaff,
  ): Promise<Staff> {
    return this.staff.create(principal, body);
  }

  @Post(':staffId/grants')
  @Endpoint({ action: 'roles.grant', answer: StaffSchema, status: 201, confirm: true })
  grant(
    @CurrentPrincipal() principal: Principal,
    @Param('staffId', { schema: IdSchema }) staffId: string,
    @Body({ schema: GrantRoleSchema }) body: GrantRole,
  ): Promise<Staff> {
    return this.roles.grant(principal, staffId, body);
  }

  @Delete(':staffId/grants/:grantId')
  @Endpoint({ action: 'roles.grant', answer: StaffSchema, confirm: true })
  endGrant(
    @CurrentPrincipal() principal: Principal,
    @Param('staffId', { schema: IdSchema }) staffId: string,
    @Param('grantId', { schema: IdSchema }) grantId: string,
  ): Promise<Staff> {
    return this.roles.end(principal, staffId, grantId);
  }

  @Delete(':staffId/sessions')
  @Endpoint({ action: 'accounts.change', answer: AckSchema, confirm: true })
  async logOut(
    @CurrentPrincipal() principal: Principal,
    @Param('staffId', { schema: IdSchema }) staffId: string,
  ): Promise<Ack> {
    await this.security.logOut(principal, staffId);
    return OK;
  }

  @Post(':staffId/enable')
  @Endpoint({ action: 'accounts.change', answer: AckSchema, confirm: true })
  async enable(
    @CurrentPrincipal() principal: Principal,
    @Param('staffId', { schema: IdSchema }) staffId: string,
  ): Promise<Ack> {
    await this.security.enable(principal, staffId);
    return OK;
  }

  @Post(':staffId/password')
  @Endpoint({ action: 'accounts.change', answer: AckSchema, confirm: true })
  async replacePassword(
    @CurrentPrincipal() principal: Principal,
    @Param('staffId', { schema: IdSchema }) staffId: string,
    @Body({ schema: ReplacePasswordSchema }) { password }: ReplacePassword,
  ): Promise<Ack> {
    await this.security.replacePassword(principal, staffId, password);
    return OK;
  }

  @Delete(':staffId/second-factor')
  @Endpoint({ action: 'accounts.change', answer: AckSchema, confirm: true })
  async removeSecondFactor(
    @CurrentPrincipal() principal: Principal,
    @Param('staffId', { schema: IdSchema }) staffId: string,
  ): Promise<Ack> {
    await this.security.removeSecondFactor(principal, staffId);
    return OK;
  }
}
