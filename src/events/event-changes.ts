import { Inject, Injectable } from '@nestjs/common';
import type { ActivityKind, EventState, Metric } from '../contracts/events.js';
import { Clock } from '../kernel/clock.js';
import { groupBy } from '../kernel/group-by.js';
import { newId } from '../kernel/ids.js';
import type { Statement } from '../platform/database/statement.js';
import type { Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { SignalBus } from '../platform/signals.js';

/** An event whose row this transaction has locked by raising its revision. */
export interface RaisedRevision {
  id: string;
  rev: number;
  state: EventState;
  simulated: boolean;
}

/** One whose facts it changes as well: what check-ins are decided by, or a count. */
export interface RaisedEvent extends RaisedRevision {
  factsRev: number;
}

/** What is known of an event, as of the revision in which it was last more than checked into. */
export interface KnownFacts {
  id: string;
  /** A bigint, as pg gives it. */
  factsRev: string;
  state: EventState;
  simulated: boolean;
}

export interface CountDelta {
  /** Null where a site is not known: registration. */
  siteId: string | null;
  orgUnitId: string;
  metric: Metric;
  by: number;
}

export interface NewActivity {
  kind: ActivityKind;
  count: number;
  siteId?: string | null;
  /** A word for the reader (a state, a time); never a name. */
  detail?: string | null;
}

/** The site of counts that know no site. */
export const NO_SITE = '00000000-0000-0000-0000-000000000000';

/**
 * The only way to change what an event's faces show. A transaction raises the revision first: the
 * row lock puts all writers of one event in order, so that counts never deadlock and a higher
 * revision always includes a lower one.
 */
@Injectable()
export class EventChanges {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SignalBus) private readonly signals: SignalBus,
  ) {}

  /** @throws AppError `not_found` */
  async raise(tx: Tx, eventId: string): Promise<RaisedEvent> {
    const event = await this.raised(tx, eventId, 'UPDATE events SET rev = rev + 1, facts_rev = rev + 1');
    return { ...event, factsRev: event.rev };
  }

  /**
   * As `raise`, for what changes no count and nothing that a check-in is decided by.
   * @throws AppError `not_found`
   */
  async raiseRevision(tx: Tx, eventId: string): Promise<RaisedRevision> {
    return this.raised(tx, eventId, 'UPDATE events SET rev = rev + 1');
  }

  /**
   * The first statement of check-ins, which are decided before the row is locked: raises the revision
   * if nothing but check-ins has changed the event since these facts were read, else changes nothing.
   */
  raiseIfAsKnown(event: KnownFacts): Statement {
    return {
      name: 'event.raise_if_as_known',
      text: 'UPDATE events SET rev = rev + 1 WHERE id = $1 AND facts_rev = $2 AND state = $3',
      values: [event.id, event.factsRev, event.state],
    };
  }

  /** After the commit of what `raiseIfAsKnown` began. */
  async tell(eventId: string): Promise<void> {
    await this.signals.send('eventChanged', { eventId });
  }

  /** For changes that a closed event no longer takes. @throws AppError `not_found`, `event_closed` */
  async raiseUnlessClosed(tx: Tx, eventId: string): Promise<RaisedEvent> {
    const event = await this.raise(tx, eventId);
    if (event.state === 'closed') throw new AppError('event_closed');
    return event;
  }

  /**
   * Adds differences to the leaves of the counts, one statement for all. Whoever follows an event looks at the leaves
   * of its check-ins, and at the others only when its facts have changed: see `CountsRepository`.
   */
  async count(tx: Tx, event: RaisedEvent, deltas: readonly CountDelta[]): Promise<void> {
    if (deltas.length === 0) return;
    // Not INSERT … ON CONFLICT DO UPDATE: that checks the row it would have inserted, and a negative
    // difference is refused before the conflict is seen. The event's lock keeps other writers away.
    await tx.manager.query(
      `WITH d AS (
         SELECT site_id, org_unit_id, metric, sum(by)::int AS by
         FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::int[]) AS u (site_id, org_unit_id, metric, by)
         GROUP BY site_id, org_unit_id, metric
         HAVING sum(by) <> 0
       ), changed AS (
         UPDATE event_counts c SET value = c.value + d.by, rev = $2
         FROM d
         WHERE c.event_id = $1 AND c.site_id = d.site_id AND c.org_unit_id = d.org_unit_id AND c.metric = d.metric
         RETURNING c.site_id, c.org_unit_id, c.metric
       )
       INSERT INTO event_counts (event_id, site_id, org_unit_id, metric, value, rev)
       SELECT $1, d.site_id, d.org_unit_id, d.metric, d.by, $2
       FROM d LEFT JOIN changed USING (site_id, org_unit_id, metric)
       WHERE changed.metric IS NULL`,
      [
        event.id,
        event.rev,
        deltas.map((d) => d.siteId ?? NO_SITE),
        deltas.map((d) => d.orgUnitId),
        deltas.map((d) => d.metric),
        deltas.map((d) => d.by),
      ],
    );
  }

  /** Writes lines of the stream of what happens. */
  async record(tx: Tx, event: RaisedRevision, activities: readonly NewActivity[]): Promise<void> {
    if (activities.length === 0) return;
    await tx.manager.query(
      `INSERT INTO activities (id, event_id, rev, at, kind, site_id, count, detail)
       SELECT a.id, $1, $2, $3, a.kind, a.site_id, a.count, a.detail
       FROM unnest($4::uuid[], $5::text[], $6::uuid[], $7::int[], $8::text[]) AS a (id, kind, site_id, count, detail)`,
      [
        event.id,
        event.rev,
        this.clock.now(),
        activities.map(() => newId()),
        activities.map((a) => a.kind),
        activities.map((a) => a.siteId ?? null),
        activities.map((a) => a.count),
        activities.map((a) => a.detail ?? null),
      ],
    );
  }

  /** What happened to each of these, in a line for each site. */
  async recordAtSites(
    tx: Tx,
    event: RaisedRevision,
    kind: ActivityKind,
    rows: readonly { site_id: string }[],
  ): Promise<void> {
    const sites = [...groupBy(rows, (row) => row.site_id)];
    const lines = sites.map(([siteId, at]) => ({ kind, siteId, count: at.length }));
    await this.record(tx, event, lines);
  }

  private async raised(tx: Tx, eventId: string, update: string): Promise<RaisedRevision> {
    const [rows] = await tx.manager.query<
      [{ id: string; rev: string; state: EventState; simulated: boolean }[], number]
    >(`${update} WHERE id = $1 RETURNING id, rev, state, simulated`, [eventId]);
    const row = rows[0];
    if (!row) throw new AppError('not_found');
    tx.afterCommit(() => this.signals.send('eventChanged', { eventId }));
    return { ...row, rev: Number(row.rev) };
  }
}
