import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Minor, MinorList, MyData, Purpose, Relation } from '../contracts/privacy.js';
import { isMinor, lastAnswer } from '../people/index.js';
import type { Tx } from '../platform/database/transactions.js';
import { currentWording, hashOf } from './domain/wordings.js';

/** One answer, and how it came. */
export interface NewConsent {
  personId: string;
  purpose: Purpose;
  given: boolean;
  givenBy: 'self' | 'guardian';
  lang: 'vi' | 'en';
  at: Date;
  /** Null: on the person's own phone. */
  paper: {
    guardianName: string | null;
    relation: Relation | null;
    signedOn: string | null;
    /** The member of the staff who has seen it. */
    recordedBy: string;
  } | null;
}

export interface LastAnswer {
  purpose: Purpose;
  given: boolean;
  version: number;
  at: Date;
}

export interface GuardianState {
  ageKnown: boolean;
  minor: boolean;
  /** What the guardian said last. */
  given: boolean | null;
  ancestors: string[];
}

/** The day of the next event a person takes part in, else today. */
const NEXT = (now: string) => `
  LEFT JOIN LATERAL (
    SELECT e.id, e.title, e.starts_at FROM registrations r JOIN events e ON e.id = r.event_id
    WHERE r.person_id = p.id AND e.state <> 'closed' AND e.ends_at > ${now}
    ORDER BY e.starts_at, e.id LIMIT 1) n ON true`;
const DAY = (now: string) => `coalesce(n.starts_at, ${now}) AT TIME ZONE 'Asia/Ho_Chi_Minh'`;
const MOST = 500;

/** The append-only list of what was agreed to. */
@Injectable()
export class ConsentsRepository {
  async add(tx: Tx, consent: NewConsent): Promise<void> {
    const { paper } = consent;
    const wording = currentWording(consent.purpose);
    await tx.manager.query(
      `INSERT INTO consents (person_id, purpose, given, given_by, channel, version, wording_hash, lang,
         guardian_name, relation, signed_on, recorded_by, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        consent.personId,
        consent.purpose,
        consent.given,
        consent.givenBy,
        paper === null ? 'phone' : 'paper',
        wording.version,
        hashOf(wording),
        consent.lang,
        paper?.guardianName ?? null,
        paper?.relation ?? null,
        paper?.signedOn ?? null,
        paper?.recordedBy ?? null,
        consent.at,
      ],
    );
  }

  /** The person's own last answers, one for each purpose that was answered. */
  ownAnswers(manager: EntityManager, personId: string): Promise<LastAnswer[]> {
    return manager.query<LastAnswer[]>(
      `SELECT DISTINCT ON (purpose) purpose, given, version, at FROM consents
       WHERE person_id = $1 AND given_by = 'self' ORDER BY purpose, seq DESC`,
      [personId],
    );
  }

  async all(manager: EntityManager, personId: string): Promise<MyData['consents']> {
    const rows = await manager.query<(Omit<MyData['consents'][number], 'at'> & { at: Date })[]>(
      `SELECT purpose, given, given_by AS "givenBy", channel, version, guardian_name AS "guardianName", at
       FROM consents WHERE person_id = $1 ORDER BY seq`,
      [personId],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  /** The guardian's name goes with the person who is erased; the answers stay. */
  async forgetGuardian(tx: Tx, personId: string): Promise<void> {
    await tx.manager.query(
      'UPDATE consents SET guardian_name = NULL WHERE person_id = $1 AND guardian_name IS NOT NULL',
      [personId],
    );
  }

  /** Whether the person is a child at the next event (else today), and what the guardian said last. */
  async guardian(manager: EntityManager, personId: string, now: Date): Promise<GuardianState | null> {
    const rows = await manager.query<GuardianState[]>(
      `SELECT p.birth_date IS NOT NULL AS "ageKnown", ${isMinor('p', DAY('$2::timestamptz'))} AS minor, ${lastAnswer('p', 'guardian')} AS given, u.ancestors
       FROM people p JOIN org_units u ON u.id = p.org_unit_id ${NEXT('$2::timestamptz')}
       WHERE p.id = $1 AND NOT p.simulated AND p.erased_at IS NULL`,
      [personId, now],
    );
    return rows[0] ?? null;
  }

  /** The children below these units: who waits first, the nearest event first. */
  async minors(
    manager: EntityManager,
    roots: readonly string[],
    now: Date,
  ): Promise<Omit<MinorList, 'wording'>> {
    const day = DAY('$2::timestamptz');
    const below = `FROM people p JOIN org_units u ON u.id = p.org_unit_id ${NEXT('$2::timestamptz')}
      LEFT JOIN LATERAL (
        SELECT c.given, c.guardian_name, c.at FROM consents c
        WHERE c.person_id = p.id AND c.purpose = 'participation' AND c.given_by = 'guardian'
        ORDER BY c.seq DESC LIMIT 1) g ON true
      WHERE u.ancestors && $1::uuid[] AND NOT p.simulated AND p.erased_at IS NULL`;
    const [counted] = await manager.query<Pick<MinorList, 'waiting' | 'given' | 'ageUnknown'>[]>(
      `SELECT count(*) FILTER (WHERE ${isMinor('p', day)} AND g.given IS NOT TRUE)::int AS waiting,
         count(*) FILTER (WHERE ${isMinor('p', day)} AND g.given)::int AS given,
         count(*) FILTER (WHERE p.birth_date IS NULL)::int AS "ageUnknown"
       ${below}`,
      [roots, now],
    );
    const rows = await manager.query<(Omit<Minor, 'eventAt' | 'recordedAt'> & Times)[]>(
      `SELECT p.id AS "personId", p.full_name AS "fullName", p.birth_date::text AS "birthDate",
         u.name AS "orgUnitName", n.id AS "eventId", n.title AS "eventTitle", n.starts_at AS "eventAt",
         CASE WHEN g.given THEN 'given' ELSE 'waiting' END AS state,
         CASE WHEN g.given THEN g.guardian_name END AS "guardianName", g.at AS "recordedAt"
       ${below} AND ${isMinor('p', day)}
       ORDER BY coalesce(g.given, false), n.starts_at NULLS LAST, p.full_name COLLATE "vi-x-icu", p.id LIMIT ${MOST}`,
      [roots, now],
    );
    return {
      waiting: counted?.waiting ?? 0,
      given: counted?.given ?? 0,
      ageUnknown: counted?.ageUnknown ?? 0,
      items: rows.map((row) => ({
        ...row,
        eventAt: row.eventAt?.toISOString() ?? null,
        recordedAt: row.recordedAt?.toISOString() ?? null,
      })),
    };
  }
}

interface Times {
  eventAt: Date | null;
  recordedAt: Date | null;
}
