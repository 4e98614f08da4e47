import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AudienceState, Broadcast } from '../contracts/broadcasts.js';
import type { Skill } from '../contracts/common.js';

/** One text to many people of an event; what became of it stands in their letters. */
@Entity('broadcasts')
export class BroadcastEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') staff_id!: string;
  @Column('uuid', { array: true, nullable: true }) within_units!: string[] | null;
  @Column('text', { array: true }) commune_ids!: string[];
  @Column('text', { array: true }) states!: AudienceState[];
  @Column('text', { array: true }) skills!: Skill[];
  @Column('text') text!: string;
  @Column('text', { array: true }) answers!: string[];
  @Column('text') state!: Broadcast['state'];
  @Column('integer') people!: number;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') due_at!: Date;
  @Column('timestamptz', { nullable: true }) sent_at!: Date | null;
}
