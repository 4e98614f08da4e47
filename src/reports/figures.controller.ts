import { Controller, Get, Header, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdSchema } from '../contracts/common.js';
import {
  type Breakdown,
  BreakdownSchema,
  type Figure,
  type FigureFilter,
  FigureFileQuerySchema,
  type FigureQuery,
  FigureQuerySchema,
  FigureSchema,
} from '../contracts/figures.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { csvFile, xlsxFile } from './download.js';
import { FiguresService } from './figures.service.js';

/** What is behind a number. */
@ApiTags('reports')
@Controller('events/:eventId')
export class FiguresController {
  constructor(@Inject(FiguresService) private readonly figures: FiguresService) {}

  @Get('figures')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'figures.read', answer: FigureSchema })
  figure(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: FigureQuerySchema }) query: FigureQuery,
  ): Promise<Figure> {
    return this.figures.figure(principal, eventId, query);
  }

  @Get('figures.csv')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'figures.read', confirm: true })
  async csv(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: FigureFileQuerySchema }) filter: FigureFilter,
  ): Promise<StreamableFile> {
    return csvFile(await this.figures.csv(principal, eventId, filter), `ra-quan-${filter.metric}`);
  }

  @Get('figures.xlsx')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'figures.read', confirm: true })
  async xlsx(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Query({ schema: FigureFileQuerySchema }) filter: FigureFilter,
  ): Promise<StreamableFile> {
    return xlsxFile(await this.figures.xlsx(principal, eventId, filter), `ra-quan-${filter.metric}`);
  }

  @Get('breakdown')
  @Header('cache-control', 'no-store')
  @Endpoint({ action: 'figures.read', answer: BreakdownSchema })
  breakdown(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<Breakdown> {
    return this.figures.breakdown(principal, eventId);
  }
}
