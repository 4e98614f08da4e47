import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PersonSkill } from '../contracts/people.js';
import { defineSealed, type HashColumn } from '../platform/sealing/sealed-column.js';

/** Of numbers in E.164. */
export const PHONE_HASH: HashColumn = { column: 'phone_hash', kind: 'phone', of: (phone) => phone };
/** By the last four digits. */
export const PHONE_TAIL: HashColumn = {
  column: 'phone_tail_hash',
  kind: 'phone tail',
  of: (phone) => phone.slice(-4),
};
export const PHONE = defineSealed('people', 'phone_sealed', { hashes: [PHONE_HASH, PHONE_TAIL] });

export const MEMBER_NO_HASH: HashColumn = { column: 'member_no_hash', kind: 'member number', of: (no) => no };
export const MEMBER_NO = defineSealed('people', 'member_no_sealed', { hashes: [MEMBER_NO_HASH] });

@Entity('people')
export class PersonEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('boolean') simulated!: boolean;
  @Column('text') full_name!: string;
  /** For searching only. */
  @Column('text') folded!: string;
  @Column('bytea', { nullable: true }) phone_sealed!: Buffer | null;
  @Column('bytea', { nullable: true }) phone_hash!: Buffer | null;
  @Column('bytea', { nullable: true }) phone_tail_hash!: Buffer | null;
  @Column('date', { nullable: true }) birth_date!: string | null;
  @Column('bytea', { nullable: true }) member_no_sealed!: Buffer | null;
  @Column('bytea', { nullable: true }) member_no_hash!: Buffer | null;
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
