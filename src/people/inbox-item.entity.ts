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
}
