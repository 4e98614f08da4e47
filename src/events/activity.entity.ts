import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ActivityKind } from '../contracts/events.js';

/** A line of the stream of what happens. Written by EventChanges only. */
@Entity('activities')
export class ActivityEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  /** A bigint: pg gives it as text. */
  @Column('bigint') rev!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') kind!: ActivityKind;
  @Column('uuid', { nullable: true }) site_id!: string | null;
  @Column('integer') count!: number;
  @Column('text', { nullable: true }) detail!: string | null;
}
