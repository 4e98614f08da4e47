import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Purpose, Relation } from '../contracts/privacy.js';

/** What somebody agreed to or took back, with the proof. Rows are added, never changed. */
@Entity('consents')
export class ConsentEntity {
  @PrimaryColumn('bigint') seq!: string;
  @Column('uuid') person_id!: string;
  @Column('text') purpose!: Purpose;
  @Column('boolean') given!: boolean;
  @Column('text') given_by!: 'self' | 'guardian';
  @Column('text') channel!: 'phone' | 'paper';
  @Column('integer') version!: number;
  @Column('bytea') wording_hash!: Buffer;
  @Column('text') lang!: 'vi' | 'en';
  @Column('text', { nullable: true }) guardian_name!: string | null;
  @Column('text', { nullable: true }) relation!: Relation | null;
  @Column('date', { nullable: true }) signed_on!: string | null;
  @Column('uuid', { nullable: true }) recorded_by!: string | null;
  @Column('timestamptz') at!: Date;
}
