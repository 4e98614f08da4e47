import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdSchema } from '../contracts/common.js';
import {
  type CreateStaff,
  CreateStaffSchema,
  type GrantRole,
  GrantRoleSchema,
  type Staff,
  StaffListSchema,
  StaffSchema,
} from '../contracts/people.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { StaffService } from './staff.service.js';

@ApiTags('staff')
@Controller('staff')
export class StaffController {
  constructor(@Inject(StaffService) private readonly staff: StaffService) {}

  @Get()
  @Endpoint({ action: 'staff.read', answer: StaffListSchema })
  list(@CurrentPrincipal() principal: Principal): Promise<Staff[]> {
    return this.staff.list(principal);
  }

  @Post()
  @Endpoint({ action: 'staff.change', answer: StaffSchema, status: 201 })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CreateStaffSchema }) body: CreateStaff,
  ): Promise<Staff> {
    return this.staff.create(principal, body);
  }

  @Post(':staffId/grants')
  @Endpoint({ action: 'staff.change', answer: StaffSchema, status: 201 })
  grant(
    @CurrentPrincipal() principal: Principal,
    @Param('staffId', { schema: IdSchema }) staffId: string,
    @Body({ schema: GrantRoleSchema }) body: GrantRole,
  ): Promise<Staff> {
    return this.staff.grant(principal, staffId, body);
  }

  @Delete(':staffId/grants/:grantId')
  @Endpoint({ action: 'staff.change', answer: StaffSchema })
  endGrant(
    @CurrentPrincipal() principal: Principal,
    @Param('staffId', { schema: IdSchema }) staffId: string,
    @Param('grantId', { schema: IdSchema }) grantId: string,
  ): Promise<Staff> {
    return this.staff.endGrant(principal, staffId, grantId);
  }
}
