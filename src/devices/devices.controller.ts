import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { IdSchema } from '../contracts/common.js';
import {
  type Device,
  DeviceListSchema,
  type DeviceOpened,
  DeviceOpenedSchema,
  DeviceSchema,
  type DeviceSelf,
  DeviceSelfSchema,
  type EnrolDevice,
  EnrolDeviceSchema,
  OpenDeviceSchema,
  type Pairing,
  PairingSchema,
  StartPairingSchema,
} from '../contracts/devices.js';
import { WhoAmIService } from '../people/index.js';
import { ENV, type Env } from '../platform/env.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { sessionCookie } from '../platform/sessions/cookies.js';
import { DevicesService } from './devices.service.js';
import { PairingService } from './pairing.service.js';

@ApiTags('devices')
@Controller()
export class DevicesController {
  constructor(
    @Inject(PairingService) private readonly pairings: PairingService,
    @Inject(DevicesService) private readonly devices: DevicesService,
    @Inject(WhoAmIService) private readonly whoAmI: WhoAmIService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('devices/pairings')
  @Endpoint({ action: 'public', answer: PairingSchema, status: 201 })
  start(
    @Body({ schema: StartPairingSchema }) { kind }: z.infer<typeof StartPairingSchema>,
    @Req() request: FastifyRequest,
  ): Promise<Pairing> {
    return this.pairings.start(kind, request.ip);
  }

  @Post('devices/session')
  @Endpoint({ action: 'public', answer: DeviceOpenedSchema })
  async open(
    @Body({ schema: OpenDeviceSchema }) { secret }: z.infer<typeof OpenDeviceSchema>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeviceOpened> {
    const opened = await this.pairings.open(secret);
    if (!opened) return { session: null };
    const { token, kind, expiresAt } = opened;
    void reply.header('set-cookie', sessionCookie(kind, token, expiresAt, this.env.SECURE_COOKIES));
    return { session: await this.whoAmI.describe(token, kind) };
  }

  @Get('devices/self')
  @Endpoint({ action: 'device.read', answer: DeviceSelfSchema })
  self(@CurrentPrincipal() principal: Principal): Promise<DeviceSelf> {
    return this.devices.self(principal);
  }

  @Get('events/:eventId/devices')
  @Endpoint({ action: 'devices.read', answer: DeviceListSchema })
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<Device[]> {
    return this.devices.list(principal, eventId);
  }

  @Post('events/:eventId/devices')
  @Endpoint({ action: 'devices.change', answer: DeviceSchema, status: 201 })
  enrol(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: EnrolDeviceSchema }) wish: EnrolDevice,
  ): Promise<Device> {
    return this.devices.enrol(principal, eventId, wish);
  }

  @Post('events/:eventId/devices/:deviceId/revoke')
  @Endpoint({ action: 'devices.change', answer: DeviceSchema })
  revoke(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Param('deviceId', { schema: IdSchema }) deviceId: string,
  ): Promise<Device> {
    return this.devices.revoke(principal, eventId, deviceId);
  }
}
