import { createHash } from 'node:crypto';

/** An entry as the chain reads it: every value as PostgreSQL writes it, so that both sides hash the same text. */
export interface ChainedEntry {
  id: string;
  /** Microseconds since 1970. */
  at: string;
  kind: string;
  act_id: string | null;
  actor_kind: string;
  actor_id: string | null;
  session_id: string | null;
  address: string | null;
  action: string | null;
  route: string | null;
  table_name: string | null;
  row_ids: string;
  event_id: string | null;
  units: string;
  changes: string;
}

/** The columns of a ChainedEntry. The text of a jsonb is canonical: its keys are in one order. */
export const CHAINED = `e.id::text, (extract(epoch FROM e.at) * 1000000)::bigint::text AS at, e.kind,
  e.act_id::text, e.actor_kind, e.actor_id::text, e.session_id::text, e.address, e.action, e.route,
  e.table_name, to_jsonb(e.row_ids)::text AS row_ids, e.event_id::text, to_jsonb(e.units)::text AS units,
  e.changes::text AS changes`;

/** Before the first entry. */
export const GENESIS = Buffer.alloc(32);

/** The hash of an entry at a place of the chain: over the hash before it, the place, and all it says. */
export function linkOf(previous: Buffer, seq: number, entry: ChainedEntry): Buffer {
  const said = [
    seq,
    entry.id,
    entry.at,
    entry.kind,
    entry.act_id,
    entry.actor_kind,
    entry.actor_id,
    entry.session_id,
    entry.address,
    entry.action,
    entry.route,
    entry.table_name,
    entry.row_ids,
    entry.event_id,
    entry.units,
    entry.changes,
  ];
  return createHash('sha256').update(previous).update(JSON.stringify(said)).digest();
}
