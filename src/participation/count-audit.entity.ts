import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditOccasion, CountDifference } from '../contracts/closing.js';

/** What the auditor found when it counted the ledger anew. */
@Entity('count_audits')
export class CountAuditEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('bigint') rev!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') occasion!: AuditOccasion;
  @Column('jsonb') differences!: CountDifference[];
}
