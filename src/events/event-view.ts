import type { Event } from '../contracts/events.js';
import type { Columns } from '../platform/database/columns.js';
import type { EventEntity } from './event.entity.js';

/** The columns that every face sees. */
export type EventRow = Omit<Columns<EventEntity>, 'facts_rev' | 'code_key' | 'created_at'>;

/** An event as every face sees it. */
export function eventView(event: EventRow): Event {
  return {
    id: event.id,
    campaignId: event.campaign_id,
    orgUnitId: event.org_unit_id,
    provinceId: event.province_id,
    kind: event.kind,
    title: event.title,
    state: event.state,
    startsAt: event.starts_at.toISOString(),
    endsAt: event.ends_at.toISOString(),
    simulated: event.simulated,
    rehearsalOf: event.rehearsal_of,
    rev: Number(event.rev),
    version: event.version,
  };
}
