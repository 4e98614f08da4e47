import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AckSchema } from '../../contracts/common.js';
import {
  EndPushSchema,
  type PushKey,
  PushKeySchema,
  type SubscribePush,
  SubscribePushSchema,
} from '../../contracts/push.js';
import { CurrentPrincipal, Endpoint } from '../../platform/policy/endpoint.js';
import type { Principal } from '../../platform/policy/principal.js';
import { PushService } from './push.service.js';

@ApiTags('me')
@Controller('me/push')
export class PushController {
  constructor(@Inject(PushService) private readonly push: PushService) {}

  @Get()
  @Endpoint({ action: 'self.read', answer: PushKeySchema })
  key(): Promise<PushKey> {
    return this.push.key();
  }

  @Post()
  @Endpoint({ action: 'self.change', answer: AckSchema })
  async subscribe(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: SubscribePushSchema }) asked: SubscribePush,
  ): Promise<z.infer<typeof AckSchema>> {
    await this.push.subscribe(principal, asked);
    return { ok: true };
  }

  @Post('end')
  @Endpoint({ action: 'self.change', answer: AckSchema })
  async end(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: EndPushSchema }) { endpoint }: z.infer<typeof EndPushSchema>,
  ): Promise<z.infer<typeof AckSchema>> {
    await this.push.end(principal, endpoint);
    return { ok: true };
  }
}
