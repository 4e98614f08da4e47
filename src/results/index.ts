import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { ParticipationModule } from '../participation/index.js';
import { EventResultsRepository } from './event-results.repository.js';
import { EventResultsService } from './event-results.service.js';
import { MyResultsReader } from './my-results.reader.js';
import { ResultsRecount } from './recount.repository.js';
import { ResultCountEntity } from './result-count.entity.js';
import { ResultPhotoEntity } from './result-photo.entity.js';
import { ResultPhotosController } from './result-photos.controller.js';
import { ResultPhotosRepository } from './result-photos.repository.js';
import { ResultPhotosService } from './result-photos.service.js';
import { ResultRowsRepository } from './result-rows.repository.js';
import { ResultRowsService } from './result-rows.service.js';
import { ResultVoidEntity } from './result-void.entity.js';
import { ResultVoidsRepository } from './result-voids.repository.js';
import { ResultVoidsService } from './result-voids.service.js';
import { ResultEntity } from './result.entity.js';
import { ResultsController } from './results.controller.js';
import { ResultsRepository } from './results.repository.js';
import { ResultsService } from './results.service.js';
import { ResultsWriter } from './results-writer.js';

@Module({
  imports: [EventsModule, ParticipationModule],
  controllers: [ResultsController, ResultPhotosController],
  providers: [
    ResultsRepository,
    ResultsWriter,
    ResultsService,
    MyResultsReader,
    EventResultsRepository,
    EventResultsService,
    ResultRowsRepository,
    ResultRowsService,
    ResultVoidsRepository,
    ResultVoidsService,
    ResultPhotosRepository,
    ResultPhotosService,
    ResultsRecount,
  ],
  exports: [EventResultsService, ResultPhotosRepository],
})
export class ResultsModule {}

export const resultsEntities = [ResultEntity, ResultVoidEntity, ResultCountEntity, ResultPhotoEntity];
export { EventResultsService } from './event-results.service.js';
export { ResultPhotosRepository } from './result-photos.repository.js';
export { ResultsRecount } from './recount.repository.js';
export { resultTotals } from './result-totals.js';
