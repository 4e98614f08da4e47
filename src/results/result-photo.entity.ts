import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A picture of what was done, without metadata. */
@Entity('result_photos')
export class ResultPhotoEntity {
  /** Made by the phone. */
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') person_id!: string;
  @Column('uuid') assignment_id!: string;
  @Column('uuid') shift_id!: string;
  @Column('uuid') site_id!: string;
  @Column('uuid') org_unit_id!: string;
  @Column('boolean') simulated!: boolean;
  @Column('uuid') indicator_id!: string;
  @Column('integer') width!: number;
  @Column('integer') height!: number;
  @Column('bytea') jpeg!: Buffer;
  @Column('timestamptz') device_time!: Date;
  @Column('timestamptz') recorded_at!: Date;
}
