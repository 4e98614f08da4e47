import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AckSchema, IdSchema } from '../contracts/common.js';
import {
  type ChangeDemand,
  ChangeDemandSchema,
  type ChangeShift,
  ChangeShiftSchema,
  type CreateShift,
  CreateShiftSchema,
  type SetDemand,
  SetDemandSchema,
  type Shift,
  ShiftListSchema,
  ShiftSchema,
} from '../contracts/events.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { ShiftsService } from './shifts.service.js';

@ApiTags('events')
@Controller('events/:eventId/shifts')
export class ShiftsController {
  constructor(@Inject(ShiftsService) private readonly shifts: ShiftsService) {}

  @Get()
  @Endpoint({ action: 'events.read', answer: ShiftListSchema })
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<Shift[]> {
    return this.shifts.list(principal, eventId);
  }

  @Post()
  @Endpoint({ action: 'events.change', answer: ShiftSchema, status: 201 })
  create(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: CreateShiftSchema }) wish: CreateShift,
  ): Promise<Shift> {
    return this.shifts.create(principal, eventId, wish);
  }

  @Patch(':shiftId')
  @Endpoint({ action: 'events.change', answer: ShiftSchema })
  change(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('shiftId', { schema: IdSchema }) shiftId: string,
    @Body({ schema: ChangeShiftSchema }) wish: ChangeShift,
  ): Promise<Shift> {
    return this.shifts.change(principal, eventId, shiftId, wish);
  }

  @Delete(':shiftId')
  @Endpoint({ action: 'events.change', answer: AckSchema })
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('shiftId', { schema: IdSchema }) shiftId: string,
  ): Promise<{ ok: true }> {
    await this.shifts.remove(principal, eventId, shiftId);
    return { ok: true };
  }

  @Post(':shiftId/demand/change')
  @Endpoint({ action: 'events.change', answer: ShiftSchema })
  changeDemand(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('shiftId', { schema: IdSchema }) shiftId: string,
    @Body({ schema: ChangeDemandSchema }) change: ChangeDemand,
  ): Promise<Shift> {
    return this.shifts.changeDemand(principal, eventId, shiftId, change);
  }

  @Put(':shiftId/demand')
  @Endpoint({ action: 'events.change', answer: ShiftSchema })
  setDemand(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('shiftId', { schema: IdSchema }) shiftId: string,
    @Body({ schema: SetDemandSchema }) wish: SetDemand,
  ): Promise<Shift> {
    return this.shifts.setDemand(principal, eventId, shiftId, wish);
  }
}
