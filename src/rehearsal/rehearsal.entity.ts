import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Rehearsal, Verdict } from '../contracts/rehearsal.js';

@Entity('rehearsals')
export class RehearsalEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') of_event_id!: string;
  @Column('uuid') event_id!: string;
  @Column('text') state!: Rehearsal['state'];
  @Column('integer') people!: number;
  @Column('integer') seed!: number;
  @Column('text') step!: string;
  @Column('double precision') progress!: number;
  @Column('jsonb', { nullable: true }) verdict!: Verdict | null;
  @Column('uuid') staff_id!: string;
  @Column('timestamptz') created_at!: Date;
}
