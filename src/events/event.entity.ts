import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventKind, EventState } from '../contracts/events.js';

@Entity('events')
export class EventEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') campaign_id!: string;
  @Column('uuid') org_unit_id!: string;
  @Column('text') province_id!: string;
  @Column('text') kind!: EventKind;
  @Column('text') title!: string;
  @Column('text') state!: EventState;
  @Column('timestamptz') starts_at!: Date;
  @Column('timestamptz') ends_at!: Date;
  @Column('boolean') simulated!: boolean;
  @Column('uuid', { nullable: true }) rehearsal_of!: string | null;
  /** A bigint: pg gives it as text. */
  @Column('bigint') rev!: string;
  /** The revision of the last change that was no check-in; a bigint too. */
  @Column('bigint', { default: 0 }) facts_rev!: string;
  @Column('bytea') code_key!: Buffer;
  /** Raised by every edit by hand. */
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz') created_at!: Date;
}
