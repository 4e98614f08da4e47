import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('personal_links')
export class PersonalLinkEntity {
  @PrimaryColumn('bytea') token_hash!: Buffer;
  @Column('uuid') person_id!: string;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz', { nullable: true }) revoked_at!: Date | null;
}
