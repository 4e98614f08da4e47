import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { SessionKind } from '../../contracts/people.js';
import { Allowance } from '../../kernel/allowance.js';
import { Clock } from '../../kernel/clock.js';
import { newId, newToken } from '../../kernel/ids.js';
import { plainArray } from '../database/statement.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { describe } from '../errors/describe.js';
import { type Grant, type Principal, withGrants } from '../policy/principal.js';
import { SignalBus } from '../signals.js';
import { spread } from '../spread.js';
import { Lookup } from '../lookup.js';
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
  /** The same of every open session, the newest first when there are more. */
  abstract allHolders(atMost: number, now: Date): Promise<Holder[]>;
  /** Grants in force now, by staff member; who is gone is not among them. */
  abstract grants(staffIds: readonly string[], now: Date): Promise<Map<string, Grant[]>>;
}

/** What a session is opened with. */
export interface NewSession {
  kind: SessionKind;
  subjectId?: string;
  eventId?: string;
  /** The one site of a gate's device. */
  siteId?: string;
  /** How long it may be idle, and how long it lives; else the kind's own lifetime and no idle limit. */
  limits?: { idleMs: number; lifetimeMs: number };
  /** Where it is opened, and in what browser. */
  from?: { address: string; agent: string | null };
  /** Its holder has just proved who speaks, and is believed for so long. */
  confirmedForMs?: number;
}

/** A session as its owner sees it. */
export interface OpenSession {
  id: string;
  address: string | null;
  agent: string | null;
  createdAt: Date;
  seenAt: Date;
  /** By its end or by idleness, whichever is sooner. */
  endsAt: Date;
}

const HOURS = 3_600_000;
/** How long a session of each kind lives. */
const LIFETIME_MS: Record<SessionKind, number> = {
  staff: 12 * HOURS,
  volunteer: 30 * 24 * HOURS,
  // A wall is set up the day before the ceremony.
  screen: 72 * HOURS,
  /** The day. */
  gate: 24 * HOURS,
};
/** How long an answer is believed: a role taken away works within 5 seconds everywhere. */
const CACHE_MS = 2_000;
const CACHE_SIZE = 50_000;
/** How often it is written down which sessions of staff were heard of: never while a request waits. */
const WRITE_SEEN_EVERY_MS = 60_000;
/** Of those who connect, each waits for company, the longer the more there were. */
const PATIENCE_MS = { perNewcomer: 10, most: 1_500 };
/** More newcomers are a reconnect storm: then all open sessions are read together, and kept for the rest of it. */
const QUIET = { atOnce: 50, perSecond: 10 };
const READ_ALL_EVERY_MS = 10_000;
const KEEP_MS = 30_000;
/** How long a kept answer is believed after each look at it; the looks are two seconds apart. */
const BELIEVE_KEPT_MS = 2_500;

interface Known {
  principal: Principal | null;
  until: number;
  /** Looked at again, together with the open sockets, until then. */
  keptUntil?: number;
}

@Injectable()
export class SessionService implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('sessions');
  private readonly heardOf = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private readonly cache = new Map<string, Known>();
  private lastGrants: ReadonlyMap<string, Grant[]> = new Map();
  private quiet: Allowance | null = null;
  private readAllAt = -Infinity;
  private readonly lookup = new Lookup((keys) => this.load(keys), null);
  private readonly patientLookup = new Lookup(
    (keys) => this.loadNewcomers(keys),
    null,
    (newcomers) => Math.min(PATIENCE_MS.most, newcomers * PATIENCE_MS.perNewcomer),
  );

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PrincipalSource) private readonly source: PrincipalSource,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SignalBus) private readonly signals: SignalBus,
  ) {
    signals.on('accessChanged', () => this.cache.clear());
  }

  onModuleInit(): void {
    const write = () => this.writeSeen().catch((thrown: unknown) => this.log.warn(describe(thrown)));
    this.timer = setInterval(() => void write(), WRITE_SEEN_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** Opens a session and returns its token, which is stored nowhere. */
  async open(tx: Tx, session: NewSession): Promise<{ token: string; sessionId: string; expiresAt: Date }> {
    const token = newToken();
    const now = this.clock.now();
    const id = newId(now.getTime());
    const { limits, from, confirmedForMs } = session;
    const after = (ms: number) => new Date(now.getTime() + ms);
    const expiresAt = after(limits?.lifetimeMs ?? LIFETIME_MS[session.kind]);
    await tx.manager.insert(SessionEntity, {
      id,
      token_hash: hashToken(token),
      kind: session.kind,
      subject_id: session.subjectId ?? id,
      event_id: session.eventId ?? null,
      site_id: session.siteId ?? null,
      created_at: now,
      expires_at: expiresAt,
      revoked_at: null,
      idle_ms: limits?.idleMs ?? null,
      idle_until: limits ? after(limits.idleMs) : null,
      seen_at: now,
      confirmed_until: confirmedForMs === undefined ? null : after(confirmedForMs),
      address: from?.address ?? null,
      agent: from?.agent?.slice(0, 200) ?? null,
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

  /** Somebody is there: a request came, or a socket is open. Written down within a minute. */
  hearOf(sessionId: string): void {
    this.heardOf.add(sessionId);
  }

  /** Moves the idle limit of all sessions that were heard of, in one statement. */
  async writeSeen(): Promise<void> {
    if (this.heardOf.size === 0) return;
    const ids = [...this.heardOf];
    this.heardOf.clear();
    await this.transactions.read.query(
      `UPDATE sessions SET seen_at = $2, idle_until = $2::timestamptz + idle_ms * interval '1 millisecond'
       WHERE id = ANY ($1::uuid[]) AND revoked_at IS NULL AND (idle_until IS NULL OR idle_until > $2)`,
      [ids, this.clock.now()],
    );
  }

  /** The holder has proved who speaks. */
  async confirm(tx: Tx, sessionId: string, forMs: number): Promise<Date> {
    const until = new Date(this.clock.now().getTime() + forMs);
    await tx.manager.update(SessionEntity, { id: sessionId }, { confirmed_until: until });
    return until;
  }

  /** Asked of the database: it is rare, and another node may just have written it. */
  async confirmedUntil(sessionId: string): Promise<Date | null> {
    const until = (await this.get(sessionId))?.confirmed_until ?? null;
    return until !== null && until > this.clock.now() ? until : null;
  }

  /** Ends all sessions of a staff member but one; open sockets hear of it after the commit. */
  async revokeAll(tx: Tx, staffId: string, but: string | null): Promise<void> {
    const [rows] = await tx.manager.query<[{ id: string }[], number]>(
      `UPDATE sessions SET revoked_at = $3
       WHERE subject_id = $1 AND kind = 'staff' AND revoked_at IS NULL AND ($2::uuid IS NULL OR id <> $2) RETURNING id`,
      [staffId, but, this.clock.now()],
    );
    this.tellEnd(
      tx,
      rows.map((row) => row.id),
    );
  }

  /** Ends one session; its open sockets hear of it after the commit. */
  async revoke(tx: Tx, sessionId: string): Promise<void> {
    await tx.manager.update(SessionEntity, { id: sessionId }, { revoked_at: this.clock.now() });
    this.tellEnd(tx, [sessionId]);
  }

  /** The sessions of a staff member that are open: `first`, then the latest heard of. */
  async openOf(staffId: string, first: string): Promise<OpenSession[]> {
    return this.transactions.read.query<OpenSession[]>(
      `SELECT id, address, agent, created_at AS "createdAt", coalesce(seen_at, created_at) AS "seenAt",
         least(expires_at, idle_until) AS "endsAt"
       FROM sessions
       WHERE subject_id = $1 AND kind = 'staff' AND revoked_at IS NULL AND expires_at > $2
         AND (idle_until IS NULL OR idle_until > $2)
       ORDER BY (id = $3) DESC, seen_at DESC NULLS LAST, id DESC`,
      [staffId, this.clock.now(), first],
    );
  }

  /** What is known of sessions here is forgotten by the same signal. */
  private tellEnd(tx: Tx, subjectIds: string[]): void {
    tx.afterCommit(() => this.signals.send('accessChanged', { subjectIds }));
  }

  /** Which of these sessions are open no more: one question for thousands of sockets, and a short answer. */
  async closedOf(sessionIds: readonly string[]): Promise<Set<string>> {
    if (sessionIds.length === 0) return new Set();
    const rows = await this.transactions.read.query<{ id: string }[]>(
      `SELECT id FROM unnest($1::uuid[]) AS asked (id) WHERE NOT EXISTS (
         SELECT FROM sessions s WHERE s.id = asked.id AND s.revoked_at IS NULL AND s.expires_at > $2
           AND (s.idle_until IS NULL OR s.idle_until > $2))`,
      [plainArray(sessionIds), this.clock.now()],
    );
    return new Set(rows.map((row) => row.id));
  }

  /**
   * What these staff members may do now; who is gone is not among them. What has not changed is the same list as
   * the last time: nobody who keeps it has to be given another.
   */
  async grantsOf(staffIds: readonly string[]): Promise<Map<string, Grant[]>> {
    const held =
      staffIds.length === 0
        ? new Map<string, Grant[]>()
        : await this.source.grants(staffIds, this.clock.now());
    for (const [id, grants] of held) {
      const before = this.lastGrants.get(id);
      if (before && isDeepStrictEqual(before, grants)) held.set(id, before);
    }
    this.lastGrants = held;
    return held;
  }

  /** Who was read in a reconnect storm and may still come back: to be looked at with the open sockets. */
  keptPrincipals(): Principal[] {
    const now = this.clock.now().getTime();
    return [...this.cache.values()].flatMap(({ principal, keptUntil = 0 }) =>
      principal && keptUntil > now ? [principal] : [],
    );
  }

  /**
   * What a look at all that `keptPrincipals` gave has found.
   * @param asked when the look began
   */
  async renewKept(
    asked: Date,
    closed: ReadonlySet<string>,
    grants: ReadonlyMap<string, Grant[]>,
  ): Promise<void> {
    await spread([...this.cache], ([key, known]) => {
      const { principal, keptUntil = 0 } = known;
      const over = Math.max(known.until, keptUntil) <= asked.getTime();
      if (over && this.cache.get(key) === known) this.cache.delete(key);
      if (!principal || keptUntil <= asked.getTime()) return;
      const held = principal.kind === 'staff' ? grants.get(principal.id) : [];
      if (closed.has(principal.sessionId) || !held) {
        this.cache.delete(key);
        return;
      }
      known.principal = withGrants(principal, held);
      known.until = asked.getTime() + BELIEVE_KEPT_MS;
    });
  }

  async get(sessionId: string): Promise<SessionEntity | null> {
    return this.transactions.read.findOneBy(SessionEntity, { id: sessionId });
  }

  private async find(token: string, lookup: Lookup<Principal | null>): Promise<Principal | null> {
    const key = hash('sha256', token, 'base64');
    const known = this.known(key);
    const principal = known ? known.principal : await lookup.get(key);
    if (principal?.kind === 'staff') this.hearOf(principal.sessionId);
    return principal;
  }

  private known(key: string): Known | null {
    const known = this.cache.get(key);
    return known && known.until > this.clock.now().getTime() ? known : null;
  }

  private async loadNewcomers(keys: string[]): Promise<Map<string, Principal | null>> {
    const found = new Map<string, Principal | null>();
    for (const key of keys) {
      const known = this.known(key); // read for all, while this one waited for company
      if (known) found.set(key, known.principal);
    }
    const unknown = keys.filter((key) => !found.has(key));
    if (unknown.length === 0) return found;
    const more = this.isStorm(keys.length) ? await this.loadAll(unknown) : await this.load(unknown);
    return new Map([...found, ...more]);
  }

  private isStorm(newcomers: number): boolean {
    const now = performance.now();
    if (!this.quiet) {
      this.quiet = new Allowance(QUIET.atOnce, QUIET.perSecond, now);
      // Who connects first is most often the first of all who were on the process before this one.
      this.quiet.take(now, QUIET.atOnce);
    }
    const left = this.quiet.take(now, newcomers);
    if (left >= 0 || now - this.readAllAt < READ_ALL_EVERY_MS) return false;
    this.readAllAt = now;
    return true;
  }

  private async load(keys: string[]): Promise<Map<string, Principal | null>> {
    const now = this.clock.now();
    const hashes = keys.map((key) => Buffer.from(key, 'base64'));
    const holders = await this.source.holders(hashes, now);
    const found = new Map<string, Principal | null>(keys.map((key) => [key, null]));
    for (const { tokenHash, principal } of holders) found.set(tokenHash.toString('base64'), principal);
    this.makeRoom(found.size);
    const until = now.getTime() + CACHE_MS;
    for (const [key, principal] of found) this.cache.set(key, { principal, until });
    return found;
  }

  private async loadAll(keys: string[]): Promise<Map<string, Principal | null>> {
    const now = this.clock.now();
    const holders = await this.source.allHolders(CACHE_SIZE, now);
    this.makeRoom(holders.length);
    const until = now.getTime() + BELIEVE_KEPT_MS;
    const keptUntil = now.getTime() + KEEP_MS;
    const all = new Map<string, Principal>();
    await spread(holders, ({ tokenHash, principal }) => {
      const key = tokenHash.toString('base64');
      all.set(key, principal);
      this.cache.set(key, { principal, until, keptUntil });
    });
    const missing = keys.filter((key) => !all.has(key));
    const found = all.size < CACHE_SIZE ? new Map<string, Principal | null>() : await this.load(missing);
    return new Map(keys.map((key) => [key, all.get(key) ?? found.get(key) ?? null]));
  }

  private makeRoom(forHowMany: number): void {
    if (this.cache.size + forHowMany > CACHE_SIZE) this.cache.clear();
  }
}

/** Tokens are 256 random bits: a plain hash is enough, there is nothing to guess. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
