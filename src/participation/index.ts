import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { ArrivalsRepository } from './arrivals.repository.js';
import { CheckInConflictEntity } from './check-in-conflict.entity.js';
import { CheckInEntity } from './check-in.entity.js';
import { CheckInVoidEntity } from './check-in-void.entity.js';
import { CheckInService } from './check-in.service.js';
import { CheckInWriter } from './check-in-writer.js';
import { ClosingEntity } from './closing.entity.js';
import { CountAuditEntity } from './count-audit.entity.js';
import { GateService } from './gate.service.js';
import { LedgerReader } from './ledger-reader.js';
import { LedgerRepository } from './ledger.repository.js';
import { ParticipationController } from './participation.controller.js';
import { ReconciliationEntity } from './reconciliation.entity.js';
import { Reaches } from './reach.js';

@Module({
  imports: [EventsModule],
  controllers: [ParticipationController],
  providers: [
    Reaches,
    ArrivalsRepository,
    LedgerRepository,
    LedgerReader,
    CheckInWriter,
    CheckInService,
    GateService,
  ],
})
export class ParticipationModule {}

export const participationEntities = [
  CheckInEntity,
  CheckInConflictEntity,
  CheckInVoidEntity,
  ReconciliationEntity,
  ClosingEntity,
  CountAuditEntity,
];
