import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('campaigns')
export class CampaignEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') org_unit_id!: string;
  @Column('text') title!: string;
  @Column('text', { nullable: true }) theme!: string | null;
  /** Days in Vietnam, both included. */
  @Column('date') starts_on!: string;
  @Column('date') ends_on!: string;
  @Column('timestamptz') created_at!: Date;
  /** Raised by every edit by hand. */
  @Column('integer', { default: 1 }) version!: number;
}
