import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CorrectionReason, Decision } from '../contracts/closing.js';

/** What was decided about a scan that was kept and not counted. */
@Entity('reconciliations')
export class ReconciliationEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') conflict_id!: string;
  @Column('text') decision!: Decision;
  @Column('text') reason!: CorrectionReason;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid') decided_by!: string;
  @Column('timestamptz') decided_at!: Date;
  @Column('bigint') rev!: string;
  /** The ledger row and the void that the decision made. */
  @Column('uuid', { nullable: true }) check_in_id!: string | null;
  @Column('uuid', { nullable: true }) void_id!: string | null;
  @Column('timestamptz', { nullable: true }) undone_at!: Date | null;
  @Column('uuid', { nullable: true }) undone_by!: string | null;
}
