import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditOccasion } from '../contracts/closing.js';
import type { LeafDifference } from './recount.repository.js';

/** What the auditor found when it counted the ledger anew. */
@Entity('count_audits')
export class CountAuditEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('bigint') rev!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') occasion!: AuditOccasion;
  @Column('jsonb') differences!: LeafDifference[];
}
