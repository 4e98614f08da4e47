import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PersonSkill } from '../contracts/people.js';

@Entity('people')
export class PersonEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('boolean') simulated!: boolean;
  @Column('text') full_name!: string;
  /** For searching only. */
  @Column('text') folded!: string;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('date', { nullable: true }) birth_date!: string | null;
  @Column('text', { nullable: true }) member_no!: string | null;
  @Column('uuid') org_unit_id!: string;
  @Column('text', { nullable: true }) home_commune_id!: string | null;
  @Column('jsonb') skills!: PersonSkill[];
  @Column('boolean') has_vehicle!: boolean;
  @Column('integer', { nullable: true }) max_distance_km!: number | null;
  /** The number of the last letter in this person's inbox. */
  @Column('integer', { default: 0 }) inbox_seq!: number;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') updated_at!: Date;
  /** Since then a pseudonym stands here. */
  @Column('timestamptz', { nullable: true }) erased_at!: Date | null;
}
