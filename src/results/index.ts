import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { ParticipationModule } from '../participation/index.js';
import { ResultsAuditor } from './auditor.js';
import { EventResultsRepository } from './event-results.repository.js';
import { EventResultsService } from './event-results.service.js';
import { MyResultsReader } from './my-results.reader.js';
import { ResultsRecount } from './recount.repository.js';
import { ResultCountEntity } from './result-count.entity.js';
import { ResultRowsRepository } from './result-rows.repository.js';
import { ResultRowsService } from './result-rows.service.js';
import { ResultVoidEntity } from './result-void.entity.js';
import { ResultVoidsService } from './result-voids.service.js';
import { ResultEntity } from './result.entity.js';
import { ResultsController } from './results.controller.js';
import { ResultsRepository } from './results.repository.js';
import { ResultsService } from './results.service.js';
import { ResultsWriter } from './results-writer.js';

@Module({
  imports: [EventsModule, ParticipationModule],
  controllers: [ResultsController],
  providers: [
    ResultsRepository,
    ResultsWriter,
    ResultsService,
    MyResultsReader,
    EventResultsRepository,
    EventResultsService,
    ResultRowsRepository,
    ResultRowsService,
    ResultVoidsService,
    ResultsRecount,
    ResultsAuditor,
  ],
  exports: [EventResultsService],
})
export class ResultsModule {}

export const resultsEntities = [ResultEntity, ResultVoidEntity, ResultCountEntity];
export { ResultsRecount } from './recount.repository.js';
export { resultTotals } from './result-totals.js';
