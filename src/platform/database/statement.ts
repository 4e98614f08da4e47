import type { EntityManager, ObjectLiteral } from 'typeorm';

/**
 * A statement that the database parses and plans once for a connection. Give every text a name of its
 * own: a name stands for one text. Name the columns too: once a migration has added one, a kept `SELECT *` fails.
 */
export interface Statement {
  name: string;
  text: string;
  values: readonly unknown[];
}

/**
 * Goes before what touches few rows of large tables, each found by an index. The planner cannot know that: in the
 * first minutes of a day its statistics speak of an empty ledger, and it would read the whole of it every
 * time. Holds until the transaction ends.
 */
export const PLAN_BY_INDEX: Statement = {
  name: 'plan_by_index',
  text: `SELECT set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`,
  values: [],
};

/**
 * A PostgreSQL array of values that need no quotes: ids, instants, words of ours. pg quotes and escapes each,
 * which for a batch of rows costs more than all else about sending it. Never for what somebody typed.
 */
export function plainArray(values: readonly (string | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

/** A text to be looked for as it stands within a LIKE pattern. */
export const plainLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Runs a statement that reads. */
export type Read = <R extends ObjectLiteral>(statement: Statement) => Promise<R[]>;

/** Reads within the transaction of a manager. */
export const readBy =
  (manager: EntityManager): Read =>
  ({ text, values }) =>
    manager.query(text, [...values]);
