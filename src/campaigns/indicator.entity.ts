import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IndicatorCounts } from '../contracts/results.js';

/** What a campaign counts, and how much of it was promised. */
@Entity('indicators')
export class IndicatorEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') campaign_id!: string;
  @Column('text') code!: string;
  @Column('text') name_vi!: string;
  @Column('text') name_en!: string;
  @Column('text') unit_vi!: string;
  @Column('text') unit_en!: string;
  @Column('text') counts!: IndicatorCounts;
  @Column('boolean') needs_photo!: boolean;
  @Column('boolean') on_phone!: boolean;
  @Column('boolean') active!: boolean;
  @Column('integer', { nullable: true }) target!: number | null;
  @Column('integer') most!: number;
  @Column('integer') position!: number;
  /** A bigint: pg gives it as text. The highest of a campaign is the revision of its list. */
  @Column('bigint') rev!: string;
}
