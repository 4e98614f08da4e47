import { Inject, Injectable } from '@nestjs/common';
import { plainArray } from '../platform/database/statement.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { Lookup } from '../platform/lookup.js';

/** A person and an event. */
export interface Concern {
  personId: string;
  eventId: string;
}

/** Of a question with thousands in it, writing it takes the time: so many at once block nobody. */
const AT_A_TIME = 2_000;

/**
 * Whom an event concerns: who is registered for it, or has been offered a place there. The policy says that
 * volunteers may, for what is their own; here it is decided what that is.
 */
@Injectable()
export class Concerned {
  /** Thousands of phones come back at once: one question for all who ask together. */
  private readonly lookup = new Lookup((keys) => this.load(keys), false);

  constructor(@Inject(Transactions) private readonly transactions: Transactions) {}

  /** @throws AppError `not_found` when the event does not concern the person */
  async require(concern: Concern): Promise<void> {
    if (!(await this.lookup.get(keyOf(concern)))) throw new AppError('not_found');
  }

  /** Who of these is concerned no more; the answer is short. */
  async lost(concerns: readonly Concern[]): Promise<Concern[]> {
    const lost: Concern[] = [];
    for (let from = 0; from < concerns.length; from += AT_A_TIME)
      lost.push(...(await this.strangers(concerns.slice(from, from + AT_A_TIME))));
    return lost;
  }

  private async load(keys: string[]): Promise<Map<string, boolean>> {
    const strangers = new Set((await this.lost(keys.map(concernOf))).map(keyOf));
    return new Map(keys.map((key) => [key, !strangers.has(key)]));
  }

  private async strangers(concerns: readonly Concern[]): Promise<Concern[]> {
    return this.transactions.read.query<Concern[]>(
      `SELECT a.person_id AS "personId", a.event_id AS "eventId"
       FROM unnest($1::uuid[], $2::uuid[]) AS a (person_id, event_id)
       WHERE NOT EXISTS (
           SELECT FROM registrations r WHERE r.event_id = a.event_id AND r.person_id = a.person_id)
         AND NOT EXISTS (
           SELECT FROM assignments s
           WHERE s.person_id = a.person_id AND s.event_id = a.event_id AND s.state <> 'planned')`,
      [plainArray(concerns.map((one) => one.personId)), plainArray(concerns.map((one) => one.eventId))],
    );
  }
}

const keyOf = ({ personId, eventId }: Concern): string => `${personId} ${eventId}`;

function concernOf(key: string): Concern {
  const [personId = '', eventId = ''] = key.split(' ');
  return { personId, eventId };
}
