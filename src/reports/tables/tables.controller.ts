import { Controller, Get, Header, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IdSchema } from '../../contracts/common.js';
import { EventTableQuerySchema, UnitTableQuerySchema } from '../../contracts/tables.js';
import { CurrentPrincipal, Endpoint } from '../../platform/policy/endpoint.js';
import type { Principal } from '../../platform/policy/principal.js';
import { csvFile, xlsxFile } from '../download.js';
import { TablesService } from './tables.service.js';

type OfEvent = z.infer<typeof EventTableQuerySchema>;
type OfUnits = z.infer<typeof UnitTableQuerySchema>;

@ApiTags('reports')
@Controller()
export class TablesController {
  constructor(@Inject(TablesService) private readonly tables: TablesService) {}

  @Get('events/:eventId/tables.csv')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'reports.export', confirm: true })
  async eventCsv(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: EventTableQuerySchema }) { table }: OfEvent,
  ): Promise<StreamableFile> {
    return csvFile(
      await this.tables.csv(await this.tables.ofEvent(principal, eventId, table)),
      nameOf(table),
    );
  }

  @Get('events/:eventId/tables.xlsx')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'reports.export', confirm: true })
  async eventXlsx(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: EventTableQuerySchema }) { table }: OfEvent,
  ): Promise<StreamableFile> {
    return xlsxFile(
      await this.tables.xlsx(await this.tables.ofEvent(principal, eventId, table)),
      nameOf(table),
    );
  }

  @Get('tables.csv')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'reports.export', confirm: true })
  async unitsCsv(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: UnitTableQuerySchema }) { table }: OfUnits,
  ): Promise<StreamableFile> {
    return csvFile(await this.tables.csv(await this.tables.ofUnits(principal, table)), nameOf(table));
  }

  @Get('tables.xlsx')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'reports.export', confirm: true })
  async unitsXlsx(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: UnitTableQuerySchema }) { table }: OfUnits,
  ): Promise<StreamableFile> {
    return xlsxFile(await this.tables.xlsx(await this.tables.ofUnits(principal, table)), nameOf(table));
  }
}

const nameOf = (table: string): string => `ra-quan-${table.replaceAll('_', '-')}`;
