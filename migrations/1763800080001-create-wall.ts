import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a request's scope is, to the policies of the tables that hold personal data. */
export class CreateWall1763800080001 implements MigrationInterface {
  readonly name = 'CreateWall1763800080001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Units at or below those of the reader's roles; none when nobody has said who is reading.
    CREATE FUNCTION scope_units() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
      SELECT id FROM org_units
      WHERE ancestors && coalesce(nullif(current_setting('raquan.units', true), ''), '{}')::uuid[]
    $$;
    -- Events of these units, and those the reader holds a role for, by name or by their campaign.
    CREATE FUNCTION scope_events() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
      SELECT id FROM events WHERE org_unit_id IN (SELECT scope_units())
        OR id = ANY (coalesce(nullif(current_setting('raquan.events', true), ''), '{}')::uuid[])
        OR campaign_id = ANY (coalesce(nullif(current_setting('raquan.campaigns', true), ''), '{}')::uuid[])
    $$;
    -- Sites in the communes of these units, whoever's event it is.
    CREATE FUNCTION scope_sites() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
      SELECT id FROM sites
      WHERE commune_id IN (SELECT commune_id FROM org_units WHERE id IN (SELECT scope_units()))
    $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DO $$ DECLARE
      one record;
    BEGIN
      FOR one IN SELECT polname, polrelid::regclass AS of_table FROM pg_policy LOOP
        EXECUTE format('DROP POLICY %I ON %s', one.polname, one.of_table);
        EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', one.of_table);
      END LOOP;
    END $$;
    DROP FUNCTION scope_sites(), scope_events(), scope_units();
    `);
  }
}
