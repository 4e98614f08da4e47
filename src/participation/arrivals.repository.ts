import { Inject, Injectable } from '@nestjs/common';
import type { AssignmentState } from '../contracts/assignments.js';
import type { EventState } from '../contracts/events.js';
import type { KnownFacts } from '../events/index.js';
import { PHONE_HASH } from '../people/index.js';
import { plainArray } from '../platform/database/statement.js';
import { Transactions } from '../platform/database/transactions.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { type Place, type ShiftWindow, STANDING } from './domain/decide.js';

export interface KnownPlace extends Place {
  /** The unit this place counts for. */
  orgUnitId: string;
}
export interface KnownPerson {
  id: string;
  /** That was asked for; null of who was asked for by id. */
  phone: string | null;
  simulated: boolean;
  /** Looked up only of who has no standing place: it makes no difference to the others. */
  registered: boolean;
  orgUnitId: string;
  /** Null when they were not asked for. */
  ancestors: string[] | null;
  places: KnownPlace[];
}
export interface KnownSite {
  id: string;
  name: string;
  communeId: string;
  shifts: ShiftWindow[];
}
export interface KnownEvent extends KnownFacts {
  sites: ReadonlyMap<string, KnownSite>;
}
/** A person with one of the places; a person without any has one row without an id of a place. */
interface PersonRow extends Omit<KnownPerson, 'places' | 'phone'> {
  phoneHash: Buffer | null;
  placeId: string | null;
  siteId: string;
  shiftId: string;
  state: AssignmentState;
  placeUnitId: string;
  startsAt: Date;
  endsAt: Date;
}

/** What has to be known of an event and of those who arrive before they are decided about. */
@Injectable()
export class ArrivalsRepository {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Sealer) private readonly sealer: Sealer,
  ) {}

  /** Null: there is no such event. */
  async event(eventId: string): Promise<KnownEvent | null> {
    // The revision first: what changes while the rest is read makes these facts stale, and the write says so.
    const [facts] = await this.transactions.read.query<
      { id: string; factsRev: string; state: EventState; simulated: boolean }[]
    >('SELECT id, facts_rev AS "factsRev", state, simulated FROM events WHERE id = $1', [eventId]);
    if (!facts) return null;
    const sites = await this.transactions.read.query<KnownSite[]>(
      `SELECT s.id, s.name, s.commune_id AS "communeId",
         (SELECT coalesce(json_agg(json_build_object('id', f.id, 'startsAt', f.starts_at, 'endsAt', f.ends_at)), '[]')
           FROM shifts f WHERE f.site_id = s.id) AS shifts
       FROM sites s WHERE s.event_id = $1`,
      [eventId],
    );
    return {
      ...facts,
      sites: new Map(sites.map((site) => [site.id, { ...site, shifts: site.shifts.map(withDates) }])),
    };
  }

  /** @param units whether the units above each are asked for */
  async people(
    eventId: string,
    ids: readonly string[],
    phones: readonly string[],
    units: boolean,
  ): Promise<KnownPerson[]> {
    const asked = new Map<string, string>();
    for (const phone of phones) {
      for (const hash of this.sealer.hashes(PHONE_HASH, phone)) asked.set(hash.toString('hex'), phone);
    }
    const hashes = Array.from(asked.keys(), (hash) => Buffer.from(hash, 'hex'));
    const rows = await this.transactions.readPrepared<PersonRow>({
      ...(units
        ? { name: 'arrivals.people_and_units', text: PEOPLE_AND_UNITS }
        : { name: 'arrivals.people', text: PEOPLE }),
      values: [eventId, plainArray(ids), hashes, [...STANDING]],
    });
    const people = new Map<string, KnownPerson>();
    for (const {
      placeId,
      siteId,
      shiftId,
      state,
      placeUnitId,
      startsAt,
      endsAt,
      phoneHash,
      ...person
    } of rows) {
      let known = people.get(person.id);
      if (!known) {
        const phone = asked.get(phoneHash?.toString('hex') ?? '') ?? null;
        people.set(person.id, (known = { ...person, phone, places: [] }));
      }
      if (placeId !== null) {
        known.places.push({ id: placeId, siteId, shiftId, state, orgUnitId: placeUnitId, startsAt, endsAt });
      }
    }
    return [...people.values()];
  }
}

/** JSON has no dates. */
function withDates<W extends { startsAt: Date; endsAt: Date }>(window: W): W {
  return { ...window, startsAt: new Date(window.startsAt), endsAt: new Date(window.endsAt) };
}

/**
 * One look-up for each thing asked for, and none that nobody asks for. BETWEEN of pairs keeps the planner from
 * the index that begins with the event, LIMIT 1 from a hash of all its registrations: see the write.
 */
const peopleWith = (ancestors: string) => `
SELECT p.id, p.phone_hash AS "phoneHash", p.simulated, p.org_unit_id AS "orgUnitId", ${ancestors} AS ancestors,
  a.state = ANY ($4::text[])
    OR (SELECT true FROM registrations r WHERE r.person_id = p.id AND r.event_id = $1 LIMIT 1) IS TRUE AS registered,
  a.id AS "placeId", a.site_id AS "siteId", a.shift_id AS "shiftId", a.state, a.org_unit_id AS "placeUnitId",
  a.starts_at AS "startsAt", a.ends_at AS "endsAt"
FROM people p
LEFT JOIN assignments a ON a.person_id = p.id AND (a.person_id, a.event_id) BETWEEN (p.id, $1) AND (p.id, $1)
WHERE p.id = ANY ($2::uuid[]) OR p.phone_hash = ANY ($3::bytea[])`;
const PEOPLE = peopleWith('NULL::uuid[]');
const PEOPLE_AND_UNITS = peopleWith(
  '(SELECT u.ancestors FROM org_units u WHERE u.id = p.org_unit_id LIMIT 1)',
);
