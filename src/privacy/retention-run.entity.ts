import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one run of the rules of retention removed. */
@Entity('retention_runs')
export class RetentionRunEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('timestamptz') at!: Date;
  @Column('jsonb') removed!: Record<string, number>;
}
