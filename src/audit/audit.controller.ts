import { Controller, Get, Header, Inject, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AuditFilter,
  AuditFilterSchema,
  type AuditPage,
  AuditPageSchema,
  type AuditQuery,
  AuditQuerySchema,
} from '../contracts/audit.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { csvFile } from '../reports/index.js';
import { AuditService } from './audit.service.js';

/** Who did what, and who looked at whom. */
@ApiTags('audit')
@Controller()
export class AuditController {
  constructor(@Inject(AuditService) private readonly audit: AuditService) {}

  @Get('audit')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'audit.read', answer: AuditPageSchema })
  page(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: AuditQuerySchema }) query: AuditQuery,
  ): Promise<AuditPage> {
    return this.audit.page(principal, query);
  }

  @Get('audit.csv')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'audit.export', confirm: true })
  async csv(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: AuditFilterSchema }) filter: AuditFilter,
  ): Promise<StreamableFile> {
    return csvFile(await this.audit.csv(principal, filter), 'ra-quan-audit');
  }
}
