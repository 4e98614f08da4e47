import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InboxKind } from '../contracts/people.js';

@Entity('inbox_items')
export class InboxItemEntity {
  @PrimaryColumn('uuid') person_id!: string;
  @PrimaryColumn('integer') seq!: number;
  @Column('text') kind!: InboxKind;
  @Column('uuid', { nullable: true }) event_id!: string | null;
  @Column('uuid', { nullable: true }) assignment_id!: string | null;
  @Column('jsonb') text!: { vi: string; en: string };
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz', { nullable: true }) seen_at!: Date | null;
  /** What the letter asks; null: nothing. */
  @Column('text', { array: true, nullable: true }) answers!: string[] | null;
  @Column('smallint', { nullable: true }) answer!: number | null;
  @Column('timestamptz', { nullable: true }) answered_at!: Date | null;
  @Column('uuid', { nullable: true }) broadcast_id!: string | null;
}
