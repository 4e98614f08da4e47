import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('shared_counts')
export class SharedCountEntity {
  /** A hash of what is counted. */
  @PrimaryColumn('bytea') key!: Buffer;
  /** When its window began. */
  @PrimaryColumn('timestamptz') since!: Date;
  @Column('integer') n!: number;
}
