import { Module } from '@nestjs/common';
import { AuditEntryEntity, AuditHeadEntity, AuditSealEntity } from './audit.entity.js';
import { AuditController } from './audit.controller.js';
import { SealJobs } from './audit.jobs.js';
import { AuditService } from './audit.service.js';
import { EntriesRepository } from './entries.repository.js';
import { Sealer } from './sealer.js';
import { SealsRepository } from './seals.repository.js';

/** The audit as it is kept and read; the platform writes it. */
@Module({
  controllers: [AuditController],
  providers: [AuditService, EntriesRepository, SealsRepository, Sealer, SealJobs],
})
export class AuditModule {}

export const auditEntities = [AuditEntryEntity, AuditSealEntity, AuditHeadEntity];
