import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A window of time at a site. */
@Entity('shifts')
export class ShiftEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') site_id!: string;
  @Column('text') title!: string;
  @Column('timestamptz') starts_at!: Date;
  @Column('timestamptz') ends_at!: Date;
  /** Nobody younger is sent there; null: no limit. */
  @Column('integer', { nullable: true }) minimum_age!: number | null;
  /** Raised by every edit by hand. */
  @Column('integer', { default: 1 }) version!: number;
}
