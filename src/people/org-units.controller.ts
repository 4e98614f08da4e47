import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdSchema } from '../contracts/common.js';
import {
  type CreateOrgUnit,
  CreateOrgUnitSchema,
  type MergedUnit,
  MergedUnitListSchema,
  type MergeOrgUnit,
  MergeOrgUnitSchema,
  type OrgUnit,
  OrgUnitListSchema,
  type OrgUnitMerge,
  OrgUnitMergeSchema,
  OrgUnitSchema,
} from '../contracts/people.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { OrgUnitsService } from './org-units.service.js';
import { UnitMergesService } from './unit-merges.service.js';

@ApiTags('org-units')
@Controller('org-units')
export class OrgUnitsController {
  constructor(
    @Inject(OrgUnitsService) private readonly orgUnits: OrgUnitsService,
    @Inject(UnitMergesService) private readonly merges: UnitMergesService,
  ) {}

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

  @Get('merged')
  @Endpoint({ action: 'org_units.read', answer: MergedUnitListSchema })
  merged(@CurrentPrincipal() principal: Principal): Promise<MergedUnit[]> {
    return this.merges.history(principal);
  }

  @Get(':orgUnitId/merge')
  @Endpoint({ action: 'org_units.change', answer: OrgUnitMergeSchema })
  previewMerge(
    @CurrentPrincipal() principal: Principal,
    @Param('orgUnitId', { schema: IdSchema }) orgUnitId: string,
    @Query({ schema: MergeOrgUnitSchema }) { intoId }: MergeOrgUnit,
  ): Promise<OrgUnitMerge> {
    return this.merges.preview(principal, orgUnitId, intoId);
  }

  @Post(':orgUnitId/merge')
  @Endpoint({ action: 'org_units.change', answer: OrgUnitMergeSchema, confirm: true })
  merge(
    @CurrentPrincipal() principal: Principal,
    @Param('orgUnitId', { schema: IdSchema }) orgUnitId: string,
    @Body({ schema: MergeOrgUnitSchema }) { intoId }: MergeOrgUnit,
  ): Promise<OrgUnitMerge> {
    return this.merges.merge(principal, orgUnitId, intoId);
  }
}
