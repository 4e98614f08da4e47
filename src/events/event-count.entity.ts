import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Metric } from '../contracts/events.js';

/** A leaf of the counts; every number above it is a sum. Written by EventChanges only. */
@Entity('event_counts')
export class EventCountEntity {
  @PrimaryColumn('uuid') event_id!: string;
  @PrimaryColumn('uuid') site_id!: string;
  @PrimaryColumn('uuid') org_unit_id!: string;
  @PrimaryColumn('text') metric!: Metric;
  @Column('integer') value!: number;
  /** A bigint: pg gives it as text. */
  @Column('bigint') rev!: string;
}
