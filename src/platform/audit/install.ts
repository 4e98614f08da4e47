import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import {
  IN_BULK,
  KEPT,
  NAMED_BY,
  ONLY_WHEN,
  QUIET,
  SECRET,
  UNAUDITED,
  UNAUDITED_OPERATIONS,
} from './audited-tables.js';

interface Table {
  name: string;
  columns: { name: string; type: string; key: boolean }[];
  triggers: string[];
}

/** Types whose values say nothing about a person by themselves. A `date` may be a birthday. */
const PLAIN = new Set([
  'uuid',
  'uuid[]',
  'boolean',
  'smallint',
  'integer',
  'bigint',
  'double precision',
  'numeric',
  'timestamp with time zone',
]);

/**
 * Sees to it that every table is audited as audited-tables.ts says, whichever migration made it. Runs
 * after the migrations, as the owner; what is right already is left alone, without a lock.
 */
export async function installAudit(runner: QueryRunner): Promise<void> {
  for (const table of await tablesOf(runner)) {
    const wanted = new Map(triggersOf(table).map((trigger) => [trigger.name, trigger.sql]));
    for (const [name, sql] of wanted) if (!table.triggers.includes(name)) await runner.query(sql);
    for (const name of table.triggers) {
      if (!wanted.has(name)) await runner.query(`DROP TRIGGER ${name} ON ${quoted(table.name)}`);
    }
  }
}

/** Takes down the triggers that would not let a migration touch their columns, until `installAudit`. */
export async function letMigrate(runner: QueryRunner): Promise<void> {
  for (const { name, triggers } of await tablesOf(runner)) {
    for (const trigger of triggers.filter((one) => one.startsWith('audited_update')))
      await runner.query(`DROP TRIGGER ${trigger} ON ${quoted(name)}`);
  }
}

async function tablesOf(runner: QueryRunner): Promise<Table[]> {
  const rows: unknown = await runner.query(`
    SELECT c.relname AS name,
      (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL),
         'key', a.attnum = ANY (k.conkey)) ORDER BY array_position(k.conkey, a.attnum), a.attnum)
       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
      ARRAY(SELECT t.tgname::text FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname LIKE 'audited\\_%') AS triggers
    FROM pg_class c LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    ORDER BY 1`);
  return rows as Table[];
}

function triggersOf(table: Table): { name: string; sql: string }[] {
  if (table.name in UNAUDITED) return [];
  const names = (columns: Table['columns']) => columns.map((column) => column.name);
  const key = NAMED_BY[table.name] ?? names(table.columns.filter((column) => column.key));
  const kept = names(
    table.columns.filter(
      ({ name, type }) =>
        !SECRET.test(name) && (PLAIN.has(type) || KEPT[table.name]?.includes(name) === true),
    ),
  );
  const loud = names(table.columns.filter(({ name }) => !QUIET.has(name)));
  const differing = loud.filter((name) => !kept.includes(name));
  const quiet = names(table.columns).filter((name) => !loud.includes(name));
  const args = [key, kept.filter((name) => loud.includes(name)), differing, quiet]
    .map((list) => `'${list.join(',')}'`)
    .join(', ');
  const on = quoted(table.name);
  const statement = (operation: string, tables: string) =>
    `AFTER ${operation} ON ${on} REFERENCING ${tables} FOR EACH STATEMENT EXECUTE FUNCTION audit_statement(${args})`;
  // PostgreSQL can leave out updates of some columns, or under a condition, only row by row.
  const when = ONLY_WHEN[table.name];
  const update =
    when === undefined && (loud.length === table.columns.length || IN_BULK.has(table.name))
      ? statement('UPDATE', 'OLD TABLE AS old_rows NEW TABLE AS new_rows')
      : `AFTER UPDATE OF ${loud.map(quoted).join(', ')} ON ${on} FOR EACH ROW ` +
        `${when === undefined ? '' : `WHEN (${when}) `}EXECUTE FUNCTION audit_row(${args})`;
  const bodies = {
    INSERT: statement('INSERT', 'NEW TABLE AS new_rows'),
    UPDATE: update,
    DELETE: statement('DELETE', 'OLD TABLE AS old_rows'),
  };
  return (['INSERT', 'UPDATE', 'DELETE'] as const)
    .filter((operation) => UNAUDITED_OPERATIONS[table.name]?.includes(operation) !== true)
    .map((operation) => {
      const body = bodies[operation];
      const digest = createHash('sha256').update(body).digest('hex').slice(0, 8);
      // Its name says what it does: a trigger of the same name need not be made again.
      const name = `audited_${operation.toLowerCase()}_${digest}`;
      return { name, sql: `CREATE TRIGGER ${name} ${body}` };
    });
}

const quoted = (name: string): string => `"${name}"`;
