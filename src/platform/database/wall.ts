import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import { APPLICATION, READER } from './roles.js';

/**
 * The second wall: what READER sees of the tables with personal data, whatever a query asks for. The
 * first is the scope that every list carries in its own WHERE. People are looked up one by one, by an index: a list of all
 * who ever took part does not fit into a hash after some events, and would be gone through for each of them.
 */
const SEEN: Readonly<Record<string, string>> = {
  people: `org_unit_id IN (SELECT scope_units())
    OR EXISTS (SELECT FROM registrations r WHERE r.person_id = people.id)
    OR EXISTS (SELECT FROM assignments a WHERE a.person_id = people.id)
    OR EXISTS (SELECT FROM check_ins c WHERE c.person_id = people.id
      AND (c.event_id IN (SELECT scope_events()) OR c.site_id IN (SELECT scope_sites())))`,
  registrations: 'org_unit_id IN (SELECT scope_units()) OR event_id IN (SELECT scope_events())',
  assignments: `org_unit_id IN (SELECT scope_units()) OR event_id IN (SELECT scope_events())
    OR site_id IN (SELECT scope_sites())`,
  roster_imports: 'org_unit_id IN (SELECT scope_units())',
};
/** Of any other table with a `person_id`, the rows of the people that are seen. */
const OF_SEEN_PEOPLE = 'EXISTS (SELECT FROM people p WHERE p.id = person_id)';

/** Tables with a `person_id` that have no wall, each with the reason. */
const OPEN: Readonly<Record<string, string>> = {
  check_ins: 'the ledger is counted whole, and names nobody',
  check_in_conflicts: 'as check_ins',
  check_in_voids: 'as check_ins',
  results: 'as check_ins',
  plan_proposals: 'names nobody; a plan is read whole by who may plan',
  standbys: 'as plan_proposals',
};

/**
 * Gives the application its rights and puts up the wall, on whatever tables the migrations have made.
 * Runs after them, as the owner; what is right already is left alone.
 */
export async function raiseWall(runner: QueryRunner): Promise<void> {
  await grant(runner);
  const tables = (await runner.query(`
    SELECT c.relname AS name, c.relrowsecurity AS walled,
      EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'person_id' AND NOT a.attisdropped) AS personal,
      ARRAY(SELECT p.polname::text FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`)) as {
    name: string;
    walled: boolean;
    personal: boolean;
    policies: string[];
  }[];
  for (const { name, walled, personal, policies } of tables) {
    const seen = SEEN[name] ?? (personal && !(name in OPEN) ? OF_SEEN_PEOPLE : null);
    if (seen === null) continue;
    // Its name says what it lets through: a policy of the same name need not be made again.
    const scoped = `scope_${createHash('sha256').update(seen).digest('hex').slice(0, 8)}`;
    const wanted: Record<string, string> = {
      // Its own services and jobs see everything: what they show is shown as READER.
      application: `TO ${APPLICATION} USING (true) WITH CHECK (true)`,
      [scoped]: `FOR SELECT TO ${READER} USING (${seen})`,
    };
    for (const [policy, says] of Object.entries(wanted)) {
      if (!policies.includes(policy)) await runner.query(`CREATE POLICY ${policy} ON "${name}" ${says}`);
    }
    for (const policy of policies) {
      if (!(policy in wanted)) await runner.query(`DROP POLICY "${policy}" ON "${name}"`);
    }
    if (!walled) await runner.query(`ALTER TABLE "${name}" ENABLE ROW LEVEL SECURITY`);
  }
}

/**
 * Takes down the policies that would not let a migration touch their columns, until `raiseWall`. Meanwhile
 * READER sees nothing of these tables.
 */
export async function partWall(runner: QueryRunner): Promise<void> {
  const scoped = (await runner.query(
    `SELECT polname AS name, polrelid::regclass::text AS "of" FROM pg_policy WHERE polname LIKE 'scope\\_%'`,
  )) as { name: string; of: string }[];
  for (const policy of scoped) await runner.query(`DROP POLICY "${policy.name}" ON ${policy.of}`);
}

/** Rows, but never the tables themselves; of the audit only reading and adding. */
async function grant(runner: QueryRunner): Promise<void> {
  const tables = (await runner.query(`
    SELECT c.relname AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT (has_table_privilege('${APPLICATION}', c.oid, 'SELECT')
        AND has_table_privilege('${READER}', c.oid, 'SELECT'))`)) as { name: string }[];
  for (const { name } of tables) {
    const rights = name.startsWith('audit_')
      ? 'SELECT, INSERT'
      : name === 'migrations'
        ? 'SELECT'
        : 'SELECT, INSERT, UPDATE, DELETE';
    await runner.query(`GRANT ${rights} ON "${name}" TO ${APPLICATION}`);
    await runner.query(`GRANT SELECT${name === 'audit_entries' ? ', INSERT' : ''} ON "${name}" TO ${READER}`);
  }
  if (tables.length > 0) {
    await runner.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${APPLICATION}`);
  }
}
