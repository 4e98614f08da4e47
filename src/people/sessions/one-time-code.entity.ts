import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('one_time_codes')
export class OneTimeCodeEntity {
  @PrimaryColumn('uuid') id!: string;
  /** Of the number it was sent to. */
  @Column('bytea') phone_hash!: Buffer;
  @Column('bytea') browser_hash!: Buffer;
  @Column('bytea') code_hash!: Buffer;
  @Column('integer') attempts!: number;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') expires_at!: Date;
  @Column('timestamptz', { nullable: true }) used_at!: Date | null;
}
