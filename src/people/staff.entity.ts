import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../contracts/people.js';

@Entity('staff')
export class StaffEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') login!: string;
  @Column('text') full_name!: string;
  @Column('text') password_hash!: string;
  @Column('timestamptz') created_at!: Date;
  /** Last used, or enabled again: an account that is idle for too long opens no session. */
  @Column('timestamptz', { default: () => 'now()' }) active_at!: Date;
}

@Entity('role_grants')
export class RoleGrantEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') staff_id!: string;
  @Column('text') role!: Role;
  @Column('uuid') org_unit_id!: string;
  @Column('uuid', { nullable: true }) event_id!: string | null;
  /** Every event of this campaign; never beside an event. */
  @Column('uuid', { nullable: true }) campaign_id!: string | null;
  @Column('timestamptz') starts_at!: Date;
  @Column('timestamptz', { nullable: true }) ends_at!: Date | null;
  @Column('uuid', { nullable: true }) granted_by!: string | null;
}
