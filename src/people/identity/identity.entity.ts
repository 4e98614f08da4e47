import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('staff_identities')
export class StaffIdentityEntity {
  @PrimaryColumn('text') issuer!: string;
  @PrimaryColumn('text') subject!: string;
  @Column('uuid') staff_id!: string;
  @Column('timestamptz') linked_at!: Date;
}

@Entity('provider_trips')
export class ProviderTripEntity {
  @PrimaryColumn('bytea') state_hash!: Buffer;
  @Column('bytea') browser_hash!: Buffer;
  @Column('text') nonce!: string;
  @Column('text') verifier!: string;
  @Column('uuid', { nullable: true }) staff_id!: string | null;
  @Column('timestamptz') created_at!: Date;
}
