import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('personal_links')
export class PersonalLinkEntity {
  @PrimaryColumn('bytea') token_hash!: Buffer;
  @Column('uuid') person_id!: string;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz', { nullable: true }) revoked_at!: Date | null;
  /** The browser that opened it first. */
  @Column('bytea', { nullable: true }) browser_hash!: Buffer | null;
  @Column('timestamptz', { nullable: true }) bound_at!: Date | null;
  @Column('uuid', { array: true, default: [] }) session_ids!: string[];
}
