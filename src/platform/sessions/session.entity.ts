import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SessionKind } from '../../contracts/people.js';

@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn('uuid') id!: string;
  /** SHA-256 of the token: the token itself is only in the cookie. */
  @Column('bytea') token_hash!: Buffer;
  @Column('text') kind!: SessionKind;
  /** Staff, person, device, or (for a screen that a link has opened) the session itself. */
  @Column('uuid') subject_id!: string;
  @Column('uuid', { nullable: true }) event_id!: string | null;
  /** The one site of a gate's device. */
  @Column('uuid', { nullable: true }) site_id!: string | null;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') expires_at!: Date;
  @Column('timestamptz', { nullable: true }) revoked_at!: Date | null;
  /** It ends when nothing is heard of it for so long; null: it has only its end. */
  @Column('integer', { nullable: true }) idle_ms!: number | null;
  @Column('timestamptz', { nullable: true }) idle_until!: Date | null;
  @Column('timestamptz', { nullable: true }) seen_at!: Date | null;
  /** Until then its holder has proved who speaks. */
  @Column('timestamptz', { nullable: true }) confirmed_until!: Date | null;
  /** Where it was opened, and in what browser: for its owner's eyes. */
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) agent!: string | null;
}
