import { Column, Entity, PrimaryColumn } from 'typeorm';
import { defineSealed } from '../platform/sealing/sealed-column.js';

export const CONTACT_PHONE = defineSealed('sites', 'contact_phone_sealed');

/** A place of an event with a gate and a count of its own. */
@Entity('sites')
export class SiteEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('text') name!: string;
  @Column('text') commune_id!: string;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('double precision', { nullable: true }) lat!: number | null;
  @Column('double precision', { nullable: true }) lon!: number | null;
  @Column('text', { nullable: true }) contact_name!: string | null;
  @Column('bytea', { nullable: true }) contact_phone_sealed!: Buffer | null;
  @Column('timestamptz') created_at!: Date;
  /** Raised by every edit by hand. */
  @Column('integer', { default: 1 }) version!: number;
}
