import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { AuditJobs } from './audit.jobs.js';
import { Auditor } from './auditor.js';
import { AuditsRepository } from './audits.repository.js';
import { ArrivalsRepository } from './arrivals.repository.js';
import { CheckInConflictEntity } from './check-in-conflict.entity.js';
import { CheckInEntity } from './check-in.entity.js';
import { CheckInVoidEntity } from './check-in-void.entity.js';
import { CheckInService } from './check-in.service.js';
import { CheckInWriter } from './check-in-writer.js';
import { ClosingController } from './closing.controller.js';
import { ClosingEntity } from './closing.entity.js';
import { ClosingService } from './closing.service.js';
import { ClosingsRepository } from './closings.repository.js';
import { Corrections } from './corrections.js';
import { CountAuditEntity } from './count-audit.entity.js';
import { CheckInsGateway } from './check-ins.gateway.js';
import { GateRosterRepository } from './gate-roster.repository.js';
import { GateService } from './gate.service.js';
import { HeadcountEntity } from './headcount.entity.js';
import { HeadcountsController } from './headcounts.controller.js';
import { HeadcountsRepository } from './headcounts.repository.js';
import { HeadcountsService } from './headcounts.service.js';
import { KeptScansRepository } from './kept-scans.repository.js';
import { LedgerReader } from './ledger-reader.js';
import { LedgerRepository } from './ledger.repository.js';
import { ParticipationController } from './participation.controller.js';
import { ReconciliationEntity } from './reconciliation.entity.js';
import { ReconciliationService } from './reconciliation.service.js';
import { ReconciliationsRepository } from './reconciliations.repository.js';
import { RecountRepository } from './recount.repository.js';
import { Reaches } from './reach.js';
import { RefusedAttemptsRepository } from './refused-attempts.repository.js';
import { RefusedAttemptsService } from './refused-attempts.service.js';
import { VoidService } from './void.service.js';
import { VoidsRepository } from './voids.repository.js';

@Module({
  imports: [EventsModule],
  controllers: [ParticipationController, HeadcountsController, ClosingController],
  providers: [
    Reaches,
    ArrivalsRepository,
    LedgerRepository,
    LedgerReader,
    RefusedAttemptsRepository,
    RefusedAttemptsService,
    CheckInWriter,
    CheckInService,
    CheckInsGateway,
    GateRosterRepository,
    GateService,
    HeadcountsRepository,
    HeadcountsService,
    VoidsRepository,
    Corrections,
    VoidService,
    KeptScansRepository,
    ReconciliationsRepository,
    ReconciliationService,
    RecountRepository,
    AuditsRepository,
    Auditor,
    AuditJobs,
    ClosingsRepository,
    ClosingService,
  ],
  exports: [Auditor, ClosingsRepository, Reaches],
})
export class ParticipationModule {}

export { Auditor } from './auditor.js';
export { FlushCapacity } from './flush-capacity.js';
export { Gatherer } from './gatherer.js';
export { enteredStates } from './entered-states.js';
export { type Reach, Reaches } from './reach.js';
export { ClosingsRepository } from './closings.repository.js';
export const participationEntities = [
  CheckInEntity,
  CheckInConflictEntity,
  CheckInVoidEntity,
  HeadcountEntity,
  ReconciliationEntity,
  ClosingEntity,
  CountAuditEntity,
];
