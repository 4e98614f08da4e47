import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { ParticipationModule } from '../participation/index.js';
import { ResultsModule } from '../results/index.js';
import { FiguresController } from './figures.controller.js';
import { FiguresRepository } from './figures.repository.js';
import { FiguresService } from './figures.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsRepository } from './reports.repository.js';
import { ReportsService } from './reports.service.js';
import { ResultsExportService } from './results-export.service.js';
import { TablesController } from './tables/tables.controller.js';
import { TablesRepository } from './tables/tables.repository.js';
import { TablesService } from './tables/tables.service.js';

@Module({
  imports: [EventsModule, ParticipationModule, ResultsModule],
  controllers: [ReportsController, FiguresController, TablesController],
  providers: [
    ReportsService,
    ResultsExportService,
    ReportsRepository,
    FiguresService,
    FiguresRepository,
    TablesService,
    TablesRepository,
  ],
})
export class ReportsModule {}
export { toCsv } from './csv.js';
export { csvFile } from './download.js';
