import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A row's key as one text. Of most tables it is one column. */
const keyOf = (row: string): string => `CASE cardinality(keys) WHEN 1 THEN ${row} ->> keys[1]
  ELSE (SELECT string_agg(${row} ->> k, '/' ORDER BY place) FROM unnest(keys) WITH ORDINALITY AS of_key (k, place)) END`;

/** What is only simulated is measured and wiped without a trace. */
const REAL = `r ->> 'simulated' IS DISTINCT FROM 'true'
  AND NOT EXISTS (SELECT FROM events WHERE id = (r ->> 'event_id')::uuid AND simulated)`;

export class CreateAudit1763800080000 implements MigrationInterface {
  readonly name = 'CreateAudit1763800080000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    CREATE TABLE audit_entries (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      -- act: a request that changes something. insert, update, delete: what it (or a job) did to rows of a
      -- table. look, export: personal data that were shown.
      kind text NOT NULL CONSTRAINT audit_entries_kind
        CHECK (kind IN ('act', 'insert', 'update', 'delete', 'look', 'export')),
      -- What one request did carries one id.
      act_id uuid,
      actor_kind text NOT NULL,
      actor_id uuid,
      session_id uuid,
      address text,
      action text,
      route text,
      table_name text,
      row_ids text[] NOT NULL,
      event_id uuid,
      -- The line of units that all of its rows lie below: who reads the audit of one of them sees the entry.
      units uuid[] NOT NULL,
      -- [{row, before, after}]; of an act, a look and an export [{of, …}]. Nothing secret, nobody's name.
      changes jsonb NOT NULL
    );
    CREATE INDEX audit_entries_at ON audit_entries (at);
    CREATE INDEX audit_entries_actor ON audit_entries (actor_id, id);
    CREATE INDEX audit_entries_rows ON audit_entries USING gin (row_ids);

    -- Committed entries in one order, each with the hash of all before it. Apart from the entries, so that
    -- what is written about a change waits for no other change, and is never written to again.
    CREATE TABLE audit_seals (
      seq bigint PRIMARY KEY,
      entry_id bigint NOT NULL CONSTRAINT audit_seals_entry_key UNIQUE
        CONSTRAINT audit_seals_entry_fk REFERENCES audit_entries,
      hash bytea NOT NULL
    );

    -- The last seal, signed with a key that is not in the database.
    CREATE TABLE audit_heads (
      seq bigint PRIMARY KEY CONSTRAINT audit_heads_seal_fk REFERENCES audit_seals,
      hash bytea NOT NULL,
      signed_at timestamptz NOT NULL,
      key_id text NOT NULL,
      signature bytea NOT NULL
    );

    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the audit is only added to' USING ERRCODE = 'insufficient_privilege';
    END $$;
    CREATE TRIGGER audit_entries_append BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
      EXECUTE FUNCTION audit_refuse();
    CREATE TRIGGER audit_seals_append BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
      EXECUTE FUNCTION audit_refuse();
    CREATE TRIGGER audit_heads_append BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_heads
      EXECUTE FUNCTION audit_refuse();

    -- The units that stand above all of these, themselves included.
    CREATE FUNCTION audit_common(ids uuid[]) RETURNS uuid[] LANGUAGE sql STABLE AS $$
      SELECT coalesce(array_agg(above.id ORDER BY above.depth), '{}') FROM (
        SELECT a.id, min(a.depth) AS depth FROM org_units u
        CROSS JOIN unnest(u.ancestors) WITH ORDINALITY AS a (id, depth) WHERE u.id = ANY (ids)
        GROUP BY a.id HAVING count(*) = (SELECT count(*) FROM org_units WHERE id = ANY (ids))
      ) above
    $$;

    -- Where these rows of a table belong. Of rows whose place is not known: nowhere.
    CREATE FUNCTION audit_units(of_table text, of_rows jsonb[]) RETURNS uuid[] LANGUAGE sql STABLE AS $$
      SELECT CASE WHEN bool_or(place.id IS NULL) THEN '{}' ELSE audit_common(array_agg(place.id)) END
      FROM (
        SELECT DISTINCT coalesce(
          CASE of_table WHEN 'org_units' THEN (r ->> 'id')::uuid END,
          (r ->> 'org_unit_id')::uuid,
          (SELECT org_unit_id FROM people WHERE id = coalesce(r ->> 'person_id', r ->> 'subject_id')::uuid),
          (SELECT org_unit_id FROM events WHERE id = coalesce(r ->> 'event_id', r ->> 'of_event_id')::uuid),
          (SELECT e.org_unit_id FROM shifts s JOIN events e ON e.id = s.event_id
           WHERE s.id = (r ->> 'shift_id')::uuid),
          (SELECT e.org_unit_id FROM plans p JOIN events e ON e.id = p.event_id
           WHERE p.id = (r ->> 'plan_id')::uuid),
          (SELECT g.org_unit_id FROM role_grants g
           WHERE g.staff_id = coalesce(r ->> 'staff_id', r ->> 'subject_id',
             CASE of_table WHEN 'staff' THEN r ->> 'id' END)::uuid
           ORDER BY g.starts_at DESC LIMIT 1)
        ) AS id FROM unnest(of_rows) AS r
      ) place
    $$;

    -- Begins a transaction of a request or a job: says to the triggers whose it is, and of a request
    -- writes that it was. @returns nothing of use
    CREATE FUNCTION audit_begin(act jsonb) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      above uuid[];
    BEGIN
      IF act ->> 'actorKind' = 'volunteer' THEN
        SELECT u.ancestors INTO above FROM people p JOIN org_units u ON u.id = p.org_unit_id
        WHERE p.id = (act ->> 'actorId')::uuid;
      ELSE
        above := audit_common(ARRAY(SELECT jsonb_array_elements_text(act -> 'units'))::uuid[]);
      END IF;
      -- A device has no role of its own: what it does lies where its event does.
      IF coalesce(above, '{}') = '{}' THEN
        SELECT u.ancestors INTO above FROM events e JOIN org_units u ON u.id = e.org_unit_id
        WHERE e.id = (act ->> 'eventId')::uuid;
      END IF;
      act := act || jsonb_build_object('units', coalesce(above, '{}'));
      PERFORM set_config('raquan.act', act::text, true);
      IF act ? 'kind' THEN
        INSERT INTO audit_entries (kind, act_id, actor_kind, actor_id, session_id, address, action, route,
          row_ids, event_id, units, changes)
        VALUES (act ->> 'kind', (act ->> 'id')::uuid, act ->> 'actorKind', (act ->> 'actorId')::uuid,
          (act ->> 'sessionId')::uuid, act ->> 'address', act ->> 'action', act ->> 'route',
          ARRAY(SELECT jsonb_array_elements_text(act -> 'rows')), (act ->> 'eventId')::uuid,
          coalesce(above, '{}'), jsonb_build_array(act -> 'of'));
      END IF;
    END $$;

    -- One entry for what one statement did to one table. args: columns of the key, columns of which the value is
    -- kept, and those of which only that they differ, with commas. Of more than a hundred rows, as a roster or
    -- a plan writes them by the thousand, which rows they are.
    CREATE FUNCTION audit_write(op text, of_table text, args text[], olds jsonb[], news jsonb[]) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE
      act jsonb := nullif(current_setting('raquan.act', true), '')::jsonb;
      keys text[] := string_to_array(args[1], ',');
      kept text[] := string_to_array(args[2], ',');
      told text[] := kept || string_to_array(args[3], ',');
      quiet text[] := string_to_array(args[4], ',');
      above uuid[];
      changed jsonb := '[]';
      ids text[];
      standing jsonb[];
      of_event uuid;
    BEGIN
      IF cardinality(coalesce(news, olds)) > 100 THEN
        -- Of an update both sides come in one order. What has changed quiet columns alone is left out.
        SELECT array_agg(${keyOf('r')}), array_agg(r) INTO ids, standing FROM (
          SELECT coalesce(n, o) AS r FROM unnest(olds, news) AS pair (o, n)
          WHERE o IS NULL OR n IS NULL OR o - quiet <> n - quiet
        ) changing WHERE ${REAL};
      ELSE
        SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('row', c.key, 'before', c.before, 'after', c.after))),
          array_agg(c.key), array_agg(c.r)
        INTO changed, ids, standing
        FROM (
          SELECT pair.key, pair.r, d.before, d.after
          FROM (
            SELECT o, n, coalesce(n, o) AS r, key
            FROM (SELECT o, ${keyOf('o')} AS key FROM unnest(olds) AS o (o)) was
            FULL JOIN (SELECT n, ${keyOf('n')} AS key FROM unnest(news) AS n (n)) is_now USING (key)
          ) pair
          CROSS JOIN LATERAL (
            SELECT
              CASE WHEN o IS NOT NULL THEN jsonb_object_agg(k, CASE WHEN place <= cardinality(kept)
                OR o -> k = 'null' THEN o -> k ELSE '"•"' END) END AS before,
              CASE WHEN n IS NOT NULL THEN jsonb_object_agg(k, CASE WHEN place <= cardinality(kept)
                OR n -> k = 'null' THEN n -> k ELSE '"•"' END) END AS after
            FROM unnest(told) WITH ORDINALITY AS column_told (k, place)
            WHERE coalesce(o -> k, 'null') <> coalesce(n -> k, 'null')
          ) d
        ) c
        WHERE (c.before IS NOT NULL OR c.after IS NOT NULL) AND ${REAL};
      END IF;
      IF ids IS NULL THEN RETURN; END IF;
      of_event := (CASE of_table WHEN 'events' THEN standing[1] ->> 'id' ELSE standing[1] ->> 'event_id' END)::uuid;
      above := audit_units(of_table, standing);
      IF above = '{}' THEN
        above := ARRAY(SELECT jsonb_array_elements_text(act -> 'units'))::uuid[];
      END IF;
      INSERT INTO audit_entries (kind, act_id, actor_kind, actor_id, session_id, address, action, route,
        table_name, row_ids, event_id, units, changes)
      VALUES (op, (act ->> 'id')::uuid, coalesce(act ->> 'actorKind', 'system'), (act ->> 'actorId')::uuid,
        (act ->> 'sessionId')::uuid, act ->> 'address', act ->> 'action', act ->> 'route', of_table, ids,
        of_event, above, changed);
    END $$;

    CREATE FUNCTION audit_statement() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      olds jsonb[];
      news jsonb[];
    BEGIN
      IF TG_OP <> 'INSERT' THEN SELECT array_agg(to_jsonb(o)) INTO olds FROM old_rows o; END IF;
      IF TG_OP <> 'DELETE' THEN SELECT array_agg(to_jsonb(n)) INTO news FROM new_rows n; END IF;
      IF olds IS NOT NULL OR news IS NOT NULL THEN
        PERFORM audit_write(lower(TG_OP), TG_TABLE_NAME, TG_ARGV[0:3], olds, news);
      END IF;
      RETURN NULL;
    END $$;

    CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM audit_write('update', TG_TABLE_NAME, TG_ARGV[0:3], ARRAY[to_jsonb(OLD)], ARRAY[to_jsonb(NEW)]);
      RETURN NULL;
    END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP FUNCTION audit_statement(), audit_row() CASCADE;
    DROP TABLE audit_heads, audit_seals, audit_entries;
    DROP FUNCTION audit_refuse(), audit_write(text, text, text[], jsonb[], jsonb[]), audit_begin(jsonb), audit_units(text, jsonb[]),
      audit_common(uuid[]);
    `);
  }
}
