import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PrivacyKind } from '../contracts/privacy.js';
import { defineSealed } from '../platform/sealing/sealed-column.js';

export const WANTED_PHONE = defineSealed('privacy_requests', 'wanted_phone_sealed', { hashes: [] });

/** What a person asked for about the own data, and when the law wants it done. */
@Entity('privacy_requests')
export class PrivacyRequestEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') person_id!: string;
  @Column('text') kind!: PrivacyKind;
  @Column('text') state!: 'open' | 'done' | 'refused';
  @Column('text', { nullable: true }) wanted_name!: string | null;
  @Column('date', { nullable: true }) wanted_birth_date!: string | null;
  @Column('bytea', { nullable: true }) wanted_phone_sealed!: Buffer | null;
  @Column('timestamptz') due_at!: Date;
  @Column('text', { nullable: true }) extension_reason!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz', { nullable: true }) decided_at!: Date | null;
  @Column('uuid', { nullable: true }) decided_by!: string | null;
}
