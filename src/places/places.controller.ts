import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ProvinceCodeSchema, UnitIdSchema } from '../contracts/common.js';
import {
  OnQuerySchema,
  OutlineSchema,
  ResolveAnswerSchema,
  ResolveQuerySchema,
  UnitDetailSchema,
  UnitListSchema,
  UnitSearchSchema,
} from '../contracts/places.js';
import { Endpoint } from '../platform/policy/endpoint.js';
import { UnitsService } from './units.service.js';

/** The gazetteer is no secret: whoever has a session may read all of it. */
@Controller('places')
export class PlacesController {
  constructor(@Inject(UnitsService) private readonly places: UnitsService) {}

  @Get('provinces')
  @Endpoint({ action: 'places.read', answer: UnitListSchema })
  provinces(@Query({ schema: OnQuerySchema }) query: z.infer<typeof OnQuerySchema>) {
    return this.places.provinces(query.on);
  }

  @Get('provinces/:code/communes')
  @Endpoint({ action: 'places.read', answer: UnitListSchema })
  communes(
    @Param('code', { schema: ProvinceCodeSchema }) code: string,
    @Query({ schema: OnQuerySchema }) query: z.infer<typeof OnQuerySchema>,
  ) {
    return this.places.communes(code, query.on);
  }

  @Get('search')
  @Endpoint({ action: 'places.read', answer: UnitListSchema })
  search(@Query({ schema: UnitSearchSchema }) query: z.infer<typeof UnitSearchSchema>) {
    return this.places.search(query);
  }

  @Get('resolve')
  @Endpoint({ action: 'places.read', answer: ResolveAnswerSchema })
  resolve(@Query({ schema: ResolveQuerySchema }) query: z.infer<typeof ResolveQuerySchema>) {
    return this.places.resolve(query.code, query.on);
  }

  @Get('units/:unitId')
  @Endpoint({ action: 'places.read', answer: UnitDetailSchema })
  unit(@Param('unitId', { schema: UnitIdSchema }) unitId: string) {
    return this.places.detail(unitId);
  }

  @Get('units/:unitId/outline')
  @Endpoint({ action: 'places.read', answer: OutlineSchema })
  outline(@Param('unitId', { schema: UnitIdSchema }) unitId: string) {
    return this.places.outline(unitId);
  }
}
