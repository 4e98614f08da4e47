import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Skill } from '../contracts/common.js';

/** How many people of one skill a shift needs. */
@Entity('demands')
export class DemandEntity {
  @PrimaryColumn('uuid') shift_id!: string;
  /** The empty text means people of any skill: a primary key holds no null. */
  @PrimaryColumn('text') skill!: Skill | '';
  @Column('integer') minimum!: number;
  @Column('integer') target!: number;
  @Column('integer') maximum!: number;
}
