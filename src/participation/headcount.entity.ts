import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HeadcountReason } from '../contracts/gate.js';

/** People at a site who cannot check in, counted by eye; the newest of a site and reason stands. */
@Entity('headcounts')
export class HeadcountEntity {
  @PrimaryColumn('bigint') seq!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') site_id!: string;
  @Column('text') reason!: HeadcountReason;
  @Column('integer') people!: number;
  @Column('text') device_id!: string;
  @Column('uuid') entry_id!: string;
  @Column('timestamptz') device_time!: Date;
  @Column('timestamptz') recorded_at!: Date;
  @Column('uuid') recorded_by!: string;
}
