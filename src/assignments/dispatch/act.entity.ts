import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ActStep } from '../domain/undo.js';

export type ActKind = 'dispatch' | 'replace' | 'withdraw' | 'no_show';

/** What somebody on the board did to many places at once, kept so that it can be undone. */
@Entity('assignment_acts')
export class ActEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') event_id!: string;
  @Column('uuid') staff_id!: string;
  @Column('text') kind!: ActKind;
  @Column('jsonb') steps!: ActStep[];
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) undone_at!: Date | null;
}
