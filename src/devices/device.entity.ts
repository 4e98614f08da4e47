import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeviceKind } from '../contracts/devices.js';

/** A machine that an organiser has let in: to one event, and a gate's to one site. */
@Entity('devices')
export class DeviceEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid', { nullable: true }) site_id!: string | null;
  @Column('text') kind!: DeviceKind;
  @Column('text') name!: string;
  @Column('uuid') enrolled_by!: string;
  @Column('timestamptz') enrolled_at!: Date;
  @Column('uuid', { nullable: true }) session_id!: string | null;
  @Column('timestamptz', { nullable: true }) seen_at!: Date | null;
  @Column('timestamptz', { nullable: true }) revoked_at!: Date | null;
}

/** A machine that shows its short code and waits for an organiser to type it. */
@Entity('device_pairings')
export class DevicePairingEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: DeviceKind;
  @Column('bytea') code_hash!: Buffer;
  @Column('bytea') secret_hash!: Buffer;
  @Column('uuid', { nullable: true }) device_id!: string | null;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') expires_at!: Date;
}
