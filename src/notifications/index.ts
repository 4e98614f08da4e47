import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { PeopleModule } from '../people/index.js';
import { AudienceReader } from './audience.js';
import { BroadcastEntity } from './broadcast.entity.js';
import { BroadcastJobs } from './broadcasts.jobs.js';
import { BroadcastsController } from './broadcasts.controller.js';
import { BroadcastsRepository } from './broadcasts.repository.js';
import { BroadcastsService } from './broadcasts.service.js';

@Module({
  imports: [EventsModule, PeopleModule],
  controllers: [BroadcastsController],
  providers: [AudienceReader, BroadcastsRepository, BroadcastsService, BroadcastJobs],
})
export class NotificationsModule {}

export const notificationsEntities = [BroadcastEntity];
export { PushModule, pushEntities } from './push/index.js';
