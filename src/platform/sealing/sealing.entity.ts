import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which keys something in this database may be sealed with. */
@Entity('sealing_keys')
export class SealingKeyEntity {
  @PrimaryColumn('smallint') id!: number;
  @Column('bytea') fingerprint!: Buffer;
}

/** What a migration found in the clear and cannot seal, for it knows no key; the next start empties it. */
@Entity('to_seal')
export class ToSealEntity {
  @PrimaryColumn('text') relation!: string;
  @PrimaryColumn('text') field!: string;
  @PrimaryColumn('uuid') row_id!: string;
  @Column('bytea') clear!: Buffer;
}
