import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SessionKind } from '../../contracts/people.js';

@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn('uuid') id!: string;
  /** SHA-256 of the token: the token itself is only in the cookie. */
  @Column('bytea') token_hash!: Buffer;
  @Column('text') kind!: SessionKind;
  /** Staff, person, or (for a screen) the session itself. */
  @Column('uuid') subject_id!: string;
  @Column('uuid', { nullable: true }) event_id!: string | null;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') expires_at!: Date;
  @Column('timestamptz', { nullable: true }) revoked_at!: Date | null;
}
