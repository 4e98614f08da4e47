import { Column, Entity, PrimaryColumn } from 'typeorm';
import { defineSealed } from '../../platform/sealing/sealed-column.js';

export const SECRET = defineSealed('second_factors', 'secret_sealed', { key: 'staff_id' });

@Entity('second_factors')
export class SecondFactorEntity {
  @PrimaryColumn('uuid') staff_id!: string;
  @Column('bytea', { nullable: true }) secret_sealed!: Buffer | null;
  /** Null while it is being set up. */
  @Column('timestamptz', { nullable: true }) since!: Date | null;
  /** The last step of time a code was accepted of. */
  @Column('bigint') last_step!: string;
}

@Entity('recovery_codes')
export class RecoveryCodeEntity {
  @PrimaryColumn('bytea') code_hash!: Buffer;
  @Column('uuid') staff_id!: string;
  @Column('timestamptz', { nullable: true }) used_at!: Date | null;
}

@Entity('staff_devices')
export class StaffDeviceEntity {
  @PrimaryColumn('bytea') token_hash!: Buffer;
  @Column('uuid') staff_id!: string;
  @Column('timestamptz') used_at!: Date;
}

@Entity('log_in_attempts')
export class LogInAttemptEntity {
  @PrimaryColumn('bytea') key!: Buffer;
  @Column('integer') tries!: number;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) blocked_until!: Date | null;
}
