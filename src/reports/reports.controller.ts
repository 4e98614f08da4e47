import { Controller, Get, Header, Inject, Param, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdSchema } from '../contracts/common.js';
import { type EventExport, EventExportSchema } from '../contracts/reports.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { csvFile, xlsxFile } from './download.js';
import { ResultsExportService } from './results-export.service.js';
import { ReportsService } from './reports.service.js';

@ApiTags('reports')
@Controller('events/:eventId')
export class ReportsController {
  constructor(
    @Inject(ReportsService) private readonly reports: ReportsService,
    @Inject(ResultsExportService) private readonly results: ResultsExportService,
  ) {}

  @Get('export.json')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'reports.export', answer: EventExportSchema, confirm: true })
  json(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<EventExport> {
    return this.reports.json(principal, eventId);
  }

  @Get('export.csv')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'reports.export', confirm: true })
  async csv(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<StreamableFile> {
    return csvFile(await this.reports.csv(principal, eventId), `ra-quan-${eventId}`);
  }

  @Get('export.xlsx')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'reports.export', confirm: true })
  async xlsx(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<StreamableFile> {
    return xlsxFile(await this.reports.xlsx(principal, eventId), `ra-quan-${eventId}`);
  }

  @Get('results.csv')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'reports.export', confirm: true })
  async resultsCsv(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<StreamableFile> {
    return csvFile(await this.results.csv(principal, eventId), `ket-qua-${eventId}`);
  }

  @Get('results.xlsx')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'reports.export', confirm: true })
  async resultsXlsx(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<StreamableFile> {
    return xlsxFile(await this.results.xlsx(principal, eventId), `ket-qua-${eventId}`);
  }
}
