import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Skill } from '../contracts/common.js';

/** Ranked reserve of a shift. */
@Entity('standbys')
export class StandbyEntity {
  @PrimaryColumn('uuid') shift_id!: string;
  @PrimaryColumn('uuid') person_id!: string;
  @Column('uuid') event_id!: string;
  @Column('integer') rank!: number;
  @Column('text', { nullable: true }) skill!: Skill | null;
  /** When the place was offered to this person. */
  @Column('timestamptz', { nullable: true }) used_at!: Date | null;
}
