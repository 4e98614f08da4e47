import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Cue, Frozen, RunningCue, StageTheme } from '../contracts/ceremony.js';

/** What the screens of an event show. */
@Entity('ceremonies')
export class CeremonyEntity {
  @PrimaryColumn('uuid') event_id!: string;
  @Column('integer') stage_rev!: number;
  @Column('text') theme!: StageTheme;
  @Column('text') host!: string;
  @Column('integer') list_rev!: number;
  @Column('jsonb') cues!: Cue[];
  @Column('jsonb', { nullable: true }) running!: RunningCue | null;
  @Column('jsonb', { nullable: true }) frozen!: Frozen | null;
  @Column('uuid') moved_by!: string;
  @Column('timestamptz') moved_at!: Date;
}

@Entity('ceremony_logos')
export class CeremonyLogoEntity {
  @PrimaryColumn('uuid') event_id!: string;
  @Column('text') type!: string;
  @Column('bytea') picture!: Buffer;
  @Column('text') picture_tag!: string;
}

/** What a screen last said of itself. */
@Entity('seen_screens')
export class SeenScreenEntity {
  @PrimaryColumn('uuid') session_id!: string;
  @Column('uuid') event_id!: string;
  @Column('integer') stage_rev!: number;
  @Column('bigint', { nullable: true }) offset_ms!: string | null;
  @Column('bigint', { nullable: true }) uncertainty_ms!: string | null;
  @Column('integer') width!: number;
  @Column('integer') height!: number;
  @Column('timestamptz') seen_at!: Date;
}
