import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type CreateOrgUnit,
  CreateOrgUnitSchema,
  type OrgUnit,
  OrgUnitListSchema,
  OrgUnitSchema,
} from '../contracts/people.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { OrgUnitsService } from './org-units.service.js';

@ApiTags('org-units')
@Controller('org-units')
export class OrgUnitsController {
  constructor(@Inject(OrgUnitsService) private readonly orgUnits: OrgUnitsService) {}

  @Get()
  @Endpoint({ action: 'org_units.read', answer: OrgUnitListSchema })
  list(@CurrentPrincipal() principal: Principal): Promise<OrgUnit[]> {
    return this.orgUnits.list(principal);
  }

  @Post()
  @Endpoint({ action: 'org_units.change', answer: OrgUnitSchema, status: 201 })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CreateOrgUnitSchema }) body: CreateOrgUnit,
  ): Promise<OrgUnit> {
    return this.orgUnits.create(principal, body);
  }
}
