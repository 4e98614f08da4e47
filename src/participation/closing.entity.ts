import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SiteFigure } from '../contracts/closing.js';

/** The figure signed when an event was closed. */
@Entity('closings')
export class ClosingEntity {
  @PrimaryColumn('uuid') event_id!: string;
  @Column('bigint') rev!: string;
  @Column('timestamptz') closed_at!: Date;
  @Column('uuid') closed_by!: string;
  @Column('text') signer!: string;
  @Column('integer') turns!: number;
  @Column('integer') people!: number;
  @Column('jsonb') sites!: SiteFigure[];
  @Column('integer') entries!: number;
  @Column('text') ledger_sha256!: string;
}
