import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/index.js';
import { EventsModule } from '../events/index.js';
import { PeopleModule } from '../people/index.js';
import { ResultsModule } from '../results/index.js';
import { ConsentEntity } from './consent.entity.js';
import { ConsentsRepository } from './consents.repository.js';
import { ConsentsService } from './consents.service.js';
import { Erasure } from './erasure.service.js';
import { GuardiansService } from './guardians.service.js';
import { MyDataController } from './my-data.controller.js';
import { MyDataReader } from './my-data.reader.js';
import { MyDataService } from './my-data.service.js';
import { PrivacyController } from './privacy.controller.js';
import { PrivacyRequestEntity } from './privacy-request.entity.js';
import { RequestsRepository } from './requests.repository.js';
import { RequestsService } from './requests.service.js';
import { RetentionJobs } from './retention.jobs.js';
import { RetentionRepository } from './retention.repository.js';
import { RetentionRunEntity } from './retention-run.entity.js';
import { RetentionService } from './retention.service.js';

/** Consents, one's own data, erasure and retention. */
@Module({
  imports: [PeopleModule, EventsModule, AssignmentsModule, ResultsModule],
  controllers: [MyDataController, PrivacyController],
  providers: [
    ConsentsRepository,
    ConsentsService,
    GuardiansService,
    MyDataReader,
    MyDataService,
    RequestsRepository,
    RequestsService,
    Erasure,
    RetentionRepository,
    RetentionService,
    RetentionJobs,
  ],
})
export class PrivacyModule {}

export const privacyEntities = [ConsentEntity, PrivacyRequestEntity, RetentionRunEntity];
