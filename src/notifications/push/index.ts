import { Module } from '@nestjs/common';
import { PushController } from './push.controller.js';
import { PushJobs } from './push.jobs.js';
import { PushService } from './push.service.js';
import { PushSubscriptionEntity } from './push-subscription.entity.js';
import { PushSubscriptionsRepository } from './push-subscriptions.repository.js';
import { Vapid } from './vapid.js';

@Module({
  controllers: [PushController],
  providers: [Vapid, PushService, PushSubscriptionsRepository, PushJobs],
})
export class PushModule {}

export const pushEntities = [PushSubscriptionEntity];
