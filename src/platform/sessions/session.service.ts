import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { SessionKind } from '../../contracts/people.js';
import { Clock } from '../../kernel/clock.js';
import { newId, newToken } from '../../kernel/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import type { Grant, Principal } from '../policy/principal.js';
import { SignalBus } from '../signals.js';
import { SessionEntity } from './session.entity.js';

/** What the rooms that know people tell about the owner of a session; `people` implements it. */
export abstract class PrincipalSource {
  /** Grants in force now; null when the account is gone. */
  abstract staffGrants(staffId: string, now: Date): Promise<Grant[] | null>;
  /** Null when the person is gone. */
  abstract volunteer(personId: string): Promise<{ simulated: boolean } | null>;
}

const HOURS = 3_600_000;
/** How long a session of each kind lives. */
const LIFETIME_MS: Record<SessionKind, number> = {
  staff: 12 * HOURS,
  volunteer: 30 * 24 * HOURS,
  // A wall is set up the day before the ceremony.
  screen: 72 * HOURS,
};
/** How long an answer is believed: a role taken away works within 5 seconds everywhere. */
const CACHE_MS = 2_000;
const CACHE_SIZE = 50_000;

@Injectable()
export class SessionService {
  private readonly cache = new Map<string, { principal: Principal | null; until: number }>();

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PrincipalSource) private readonly source: PrincipalSource,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SignalBus) signals: SignalBus,
  ) {
    signals.on('accessChanged', () => this.cache.clear());
  }

  /** Opens a session and returns its token, which is stored nowhere. */
  async open(
    tx: Tx,
    session: { kind: SessionKind; subjectId?: string; eventId?: string },
  ): Promise<{ token: string; sessionId: string; expiresAt: Date }> {
    const token = newToken();
    const now = this.clock.now();
    const id = newId(now.getTime());
    const expiresAt = new Date(now.getTime() + LIFETIME_MS[session.kind]);
    await tx.manager.insert(SessionEntity, {
      id,
      token_hash: hashToken(token),
      kind: session.kind,
      subject_id: session.subjectId ?? id,
      event_id: session.eventId ?? null,
      created_at: now,
      expires_at: expiresAt,
      revoked_at: null,
    });
    return { token, sessionId: id, expiresAt };
  }

  /** Who holds this token now, or null. Answers are believed for two seconds. */
  async findPrincipal(token: string): Promise<Principal | null> {
    const key = hashToken(token).toString('base64');
    const now = this.clock.now().getTime();
    const known = this.cache.get(key);
    if (known && known.until > now) return known.principal;
    const principal = await this.load(hashToken(token));
    if (this.cache.size >= CACHE_SIZE) this.cache.clear();
    this.cache.set(key, { principal, until: now + CACHE_MS });
    return principal;
  }

  async revoke(tx: Tx, sessionId: string): Promise<void> {
    await tx.manager.update(SessionEntity, { id: sessionId }, { revoked_at: this.clock.now() });
    tx.afterCommit(() => this.cache.clear());
  }

  /** Which of these sessions are still open: one query for thousands of sockets. */
  async stillOpen(sessionIds: readonly string[]): Promise<Set<string>> {
    if (sessionIds.length === 0) return new Set();
    const rows = await this.transactions.read.query<{ id: string }[]>(
      'SELECT id FROM sessions WHERE id = ANY ($1::uuid[]) AND revoked_at IS NULL AND expires_at > $2',
      [sessionIds, this.clock.now()],
    );
    return new Set(rows.map((row) => row.id));
  }

  async find(sessionId: string): Promise<SessionEntity | null> {
    return this.transactions.read.findOneBy(SessionEntity, { id: sessionId });
  }

  private async load(tokenHash: Buffer): Promise<Principal | null> {
    const session = await this.transactions.read.findOneBy(SessionEntity, { token_hash: tokenHash });
    const now = this.clock.now();
    if (!session || session.revoked_at !== null || session.expires_at <= now) return null;
    const { id: sessionId, subject_id: id } = session;
    if (session.kind === 'screen') {
      return session.event_id === null ? null : { kind: 'screen', id, sessionId, eventId: session.event_id };
    }
    if (session.kind === 'volunteer') {
      const person = await this.source.volunteer(id);
      return person && { kind: 'volunteer', id, sessionId, simulated: person.simulated };
    }
    const grants = await this.source.staffGrants(id, now);
    return grants && { kind: 'staff', id, sessionId, grants };
  }
}

/** Tokens are 256 random bits: a plain hash is enough, there is nothing to guess. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
