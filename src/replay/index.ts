import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { ParticipationModule } from '../participation/index.js';
import { ReplayController } from './replay.controller.js';
import { ReplayRepository } from './replay.repository.js';
import { ReplayService } from './replay.service.js';

@Module({
  imports: [EventsModule, ParticipationModule],
  controllers: [ReplayController],
  providers: [ReplayService, ReplayRepository],
})
export class ReplayModule {}
