import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { ParticipationModule } from '../participation/index.js';
import { ReportsController } from './reports.controller.js';
import { ReportsRepository } from './reports.repository.js';
import { ReportsService } from './reports.service.js';

@Module({
  imports: [EventsModule, ParticipationModule],
  controllers: [ReportsController],
  providers: [ReportsService, ReportsRepository],
})
export class ReportsModule {}
