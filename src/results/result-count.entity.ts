import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A leaf of the sums of results: one indicator at one site. */
@Entity('result_counts')
export class ResultCountEntity {
  @PrimaryColumn('uuid') event_id!: string;
  @PrimaryColumn('uuid') site_id!: string;
  @PrimaryColumn('uuid') indicator_id!: string;
  @Column('integer') amount!: number;
  @Column('integer') people!: number;
  @Column('bigint') rev!: string;
}
