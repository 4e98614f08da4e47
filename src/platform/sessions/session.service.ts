import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { SessionKind } from '../../contracts/people.js';
import { Clock } from '../../kernel/clock.js';
import { newId, newToken } from '../../kernel/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import type { Grant, Principal } from '../policy/principal.js';
import { SignalBus } from '../signals.js';
import { Lookup } from './lookup.js';
import { SessionEntity } from './session.entity.js';

/** Who holds a token. */
export interface Holder {
  tokenHash: Buffer;
  principal: Principal;
}

/** What the rooms that know people tell about the owners of sessions; `people` implements it. */
export abstract class PrincipalSource {
  /** In one question: the holders of those tokens whose session is open and whose account is still there. */
  abstract holders(tokenHashes: readonly Buffer[], now: Date): Promise<Holder[]>;
  /** Grants in force now, by staff member; who is gone is not among them. */
  abstract grants(staffIds: readonly string[], now: Date): Promise<Map<string, Grant[]>>;
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
/** In a reconnect storm a newcomer waits for company, the longer the more there were: ten thousand cost a few questions. */
const PATIENCE_MS = { perNewcomer: 10, most: 1_500 };

@Injectable()
export class SessionService {
  private readonly cache = new Map<string, { principal: Principal | null; until: number }>();
  private readonly lookup = new Lookup((keys) => this.load(keys), null);
  private readonly patientLookup = new Lookup(
    (keys) => this.load(keys),
    null,
    (newcomers) => Math.min(PATIENCE_MS.most, newcomers * PATIENCE_MS.perNewcomer),
  );

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
    return this.find(token, this.lookup);
  }

  /** The same for who may wait a moment for others: one question for all who connect in a storm. */
  async findPatiently(token: string): Promise<Principal | null> {
    return this.find(token, this.patientLookup);
  }

  async revoke(tx: Tx, sessionId: string): Promise<void> {
    await tx.manager.update(SessionEntity, { id: sessionId }, { revoked_at: this.clock.now() });
    tx.afterCommit(() => this.cache.clear());
  }

  /** Which of these sessions are open no more: one question for thousands of sockets, and a short answer. */
  async closedOf(sessionIds: readonly string[]): Promise<Set<string>> {
    if (sessionIds.length === 0) return new Set();
    const rows = await this.transactions.read.query<{ id: string }[]>(
      `SELECT id FROM unnest($1::uuid[]) AS asked (id) WHERE NOT EXISTS (
         SELECT FROM sessions s WHERE s.id = asked.id AND s.revoked_at IS NULL AND s.expires_at > $2)`,
      [sessionIds, this.clock.now()],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** What these staff members may do now; who is gone is not among them. */
  async grantsOf(staffIds: readonly string[]): Promise<Map<string, Grant[]>> {
    return staffIds.length === 0 ? new Map() : this.source.grants(staffIds, this.clock.now());
  }

  async get(sessionId: string): Promise<SessionEntity | null> {
    return this.transactions.read.findOneBy(SessionEntity, { id: sessionId });
  }

  private async find(token: string, lookup: Lookup<Principal | null>): Promise<Principal | null> {
    const key = hashToken(token).toString('base64');
    const known = this.cache.get(key);
    if (known && known.until > this.clock.now().getTime()) return known.principal;
    return lookup.get(key);
  }

  private async load(keys: string[]): Promise<Map<string, Principal | null>> {
    const now = this.clock.now();
    const holders = await this.source.holders(
      keys.map((key) => Buffer.from(key, 'base64')),
      now,
    );
    const found = new Map<string, Principal | null>(keys.map((key) => [key, null]));
    for (const { tokenHash, principal } of holders) found.set(tokenHash.toString('base64'), principal);
    if (this.cache.size + found.size > CACHE_SIZE) this.cache.clear();
    const until = now.getTime() + CACHE_MS;
    for (const [key, principal] of found) this.cache.set(key, { principal, until });
    return found;
  }
}

/** Tokens are 256 random bits: a plain hash is enough, there is nothing to guess. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
