import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MyRequest, PrivacyKind, PrivacyRequest } from '../contracts/privacy.js';
import { newId } from '../kernel/ids.js';
import { maskPhone, PHONE } from '../people/index.js';
import type { Tx } from '../platform/database/transactions.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { endOfDayAfter, TERMS } from './domain/terms.js';
import { PrivacyRequestEntity, WANTED_PHONE } from './privacy-request.entity.js';

/** A request as it is found, with the line of units its person stands in. */
export interface FoundRequest extends PrivacyRequestEntity {
  ancestors: string[];
}

interface Wanted {
  fullName?: string | undefined;
  birthDate?: string | undefined;
  /** E.164. */
  phone?: string | undefined;
}

const DECIDED_SHOWN = 100;

/** Rows of privacy_requests. What changes a state names the state it leaves. */
@Injectable()
export class RequestsRepository {
  constructor(@Inject(Sealer) private readonly sealer: Sealer) {}

  /** With the law's clock. @throws of the constraint `privacy_requests_one_open` */
  async open(tx: Tx, personId: string, kind: PrivacyKind, now: Date, wanted: Wanted = {}): Promise<string> {
    const id = newId(now.getTime());
    await tx.manager.insert(PrivacyRequestEntity, {
      ...rowOf(id, personId, kind, now),
      state: 'open',
      wanted_name: wanted.fullName ?? null,
      wanted_birth_date: wanted.birthDate ?? null,
      wanted_phone_sealed: this.sealer.sealText(WANTED_PHONE, id, wanted.phone ?? null),
      decided_at: null,
    });
    return id;
  }

  /** What was done at once, without anybody's decision. */
  async done(tx: Tx, personId: string, kind: PrivacyKind, now: Date): Promise<string> {
    const id = newId(now.getTime());
    await tx.manager.insert(PrivacyRequestEntity, {
      ...rowOf(id, personId, kind, now),
      state: 'done',
      decided_at: now,
    });
    return id;
  }

  /** Locked, so that two who decide see one another. */
  async take(tx: Tx, id: string): Promise<FoundRequest | null> {
    const rows = await tx.manager.query<FoundRequest[]>(
      `SELECT q.*, q.wanted_birth_date::text AS wanted_birth_date, u.ancestors FROM privacy_requests q
       JOIN people p ON p.id = q.person_id JOIN org_units u ON u.id = p.org_unit_id
       WHERE q.id = $1 FOR UPDATE OF q`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** What was wanted goes: it stands in the roll now, or nowhere. */
  async decide(
    tx: Tx,
    id: string,
    decision: { state: 'done' | 'refused'; reason: string | null; by: string | null; at: Date },
  ): Promise<void> {
    await tx.manager.query(
      `UPDATE privacy_requests SET state = $2, reason = $3, decided_by = $4, decided_at = $5,
         wanted_name = NULL, wanted_birth_date = NULL, wanted_phone_sealed = NULL WHERE id = $1 AND state = 'open'`,
      [id, decision.state, decision.reason, decision.by, decision.at],
    );
  }

  /** All that a person still waits for is answered by the erasure. */
  async closeAll(tx: Tx, personId: string, reason: string, by: string | null, at: Date): Promise<void> {
    await tx.manager.query(
      `UPDATE privacy_requests SET state = 'done', reason = coalesce(reason, $2), decided_by = $3, decided_at = $4,
         wanted_name = NULL, wanted_birth_date = NULL, wanted_phone_sealed = NULL WHERE person_id = $1 AND state = 'open'`,
      [personId, reason, by, at],
    );
  }

  async extend(tx: Tx, { id, kind, due_at }: PrivacyRequestEntity, reason: string): Promise<void> {
    await tx.manager.query(
      `UPDATE privacy_requests SET due_at = $2, extension_reason = $3 WHERE id = $1 AND state = 'open'`,
      [id, endOfDayAfter(due_at, TERMS[kind].more), reason],
    );
  }

  async ofPerson(manager: EntityManager, personId: string, id: string | null = null): Promise<MyRequest[]> {
    const rows = await manager.query<Row<MyRequest>[]>(
      `SELECT ${REQUEST} FROM privacy_requests q
       WHERE q.person_id = $1 AND ($2::uuid IS NULL OR q.id = $2) ORDER BY q.created_at DESC, q.id DESC`,
      [personId, id],
    );
    return rows.map((row) => this.view(row));
  }

  /** Of people below these units; overdue first, which is the order of their last days. */
  async list(
    manager: EntityManager,
    roots: readonly string[],
    state: 'open' | 'decided',
    id: string | null = null,
  ): Promise<PrivacyRequest[]> {
    const rows = await manager.query<(Row<PrivacyRequest> & { phone_sealed: Buffer | null })[]>(
      `SELECT ${REQUEST}, p.id AS "personId", p.full_name AS "personName", p.birth_date::text AS "birthDate",
         p.phone_sealed,
         u.name AS "orgUnitName", s.full_name AS "decidedBy",
         (SELECT count(*)::int FROM assignments a JOIN events e ON e.id = a.event_id
          WHERE a.person_id = p.id AND e.state <> 'closed' AND a.state IN ('planned', 'offered', 'accepted')) AS "openPlaces"
       FROM privacy_requests q JOIN people p ON p.id = q.person_id JOIN org_units u ON u.id = p.org_unit_id
       LEFT JOIN staff s ON s.id = q.decided_by
       WHERE u.ancestors && $1::uuid[] AND (q.state = 'open') = $2 AND ($3::uuid IS NULL OR q.id = $3)
       ORDER BY CASE WHEN $2 THEN q.due_at END, q.decided_at DESC, q.id LIMIT $4`,
      [roots, state === 'open', id, state === 'open' ? null : DECIDED_SHOWN],
    );
    return rows.map(({ phone_sealed, ...row }) => {
      const phone = this.sealer.openText(PHONE, row.personId, phone_sealed);
      return { ...this.view(row), phone: phone === null ? null : maskPhone(phone) };
    });
  }

  /** The number that is wanted, for who carries it out. */
  wantedPhone({ id, wanted_phone_sealed }: PrivacyRequestEntity): string | null {
    return this.sealer.openText(WANTED_PHONE, id, wanted_phone_sealed);
  }

  private view<T extends Stored>({ wanted_phone_sealed, ...row }: T) {
    const wanted = this.sealer.openText(WANTED_PHONE, row.id, wanted_phone_sealed);
    return {
      ...row,
      createdAt: row.createdAt.toISOString(),
      dueAt: row.dueAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      wantedPhone: wanted === null ? null : maskPhone(wanted),
    };
  }
}

const REQUEST = `q.id, q.kind, q.state, q.created_at AS "createdAt", q.due_at AS "dueAt",
  q.extension_reason AS "extensionReason", q.decided_at AS "decidedAt", q.reason,
  q.wanted_name AS "wantedName", q.wanted_birth_date::text AS "wantedBirthDate",
  q.wanted_phone_sealed`;

interface Stored {
  id: string;
  createdAt: Date;
  dueAt: Date;
  decidedAt: Date | null;
  wanted_phone_sealed: Buffer | null;
}
type Row<T> = Omit<T, 'createdAt' | 'dueAt' | 'decidedAt' | 'wantedPhone' | 'phone'> & Stored;

const rowOf = (id: string, personId: string, kind: PrivacyKind, now: Date) => ({
  id,
  person_id: personId,
  kind,
  due_at: endOfDayAfter(now, TERMS[kind].days),
  created_at: now,
});
