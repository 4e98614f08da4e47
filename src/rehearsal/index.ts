import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { PeopleModule } from '../people/index.js';
import { RehearsalController } from './rehearsal.controller.js';
import { RehearsalEntity } from './rehearsal.entity.js';
import { RehearsalProcess } from './rehearsal-process.js';
import { RehearsalRepository } from './rehearsal.repository.js';
import { RehearsalService } from './rehearsal.service.js';

/** The same event with simulated people, measured, then wiped. */
@Module({
  imports: [PeopleModule, EventsModule],
  controllers: [RehearsalController],
  providers: [RehearsalService, RehearsalRepository, RehearsalProcess],
})
export class RehearsalModule {}

export const rehearsalEntities = [RehearsalEntity];
