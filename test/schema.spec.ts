import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { MIGRATIONS } from '../migrations/index.js';
import { ENTITIES } from '../src/app.module.js';
import { createDataSource, migrate } from '../src/platform/database/data-source.js';
import { createTestDatabase } from './support/test-database.js';

interface Column {
  table_name: string;
  column_name: string;
  type: string;
  is_nullable: boolean;
}

const COLUMNS = `
  SELECT c.relname AS table_name, a.attname AS column_name,
         format_type(a.atttypid, NULL) AS type, NOT a.attnotnull AS is_nullable
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'migrations'
  ORDER BY 1, 2`;

const OBJECTS = `
  SELECT c.relkind::text || ' ' || c.relname AS object FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'migrations%'
  UNION ALL
  SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    AND conrelid::regclass::text <> 'migrations'
  UNION ALL
  SELECT 'function ' || p.oid::regprocedure FROM pg_proc p
  WHERE p.pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT 'type ' || t.typname FROM pg_type t
  WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd')
  ORDER BY 1`;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = createDataSource(database.url, { DATABASE_POOL: 2 }, ENTITIES, MIGRATIONS);
  await dataSource.initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

describe('migrations and entities', () => {
  it('agree on every table and column: name, type, nullability', async () => {
    const inDatabase = await dataSource.query<Column[]>(COLUMNS);
    expect(entityColumns().sort()).toEqual(inDatabase.map(line).sort());
  });

  it('say the same again after every migration went down and up', async () => {
    const before = await dataSource.query<unknown[]>(OBJECTS);
    for (let left = MIGRATIONS.length; left > 0; left--) {
      await dataSource.undoLastMigration({ transaction: 'each' });
    }
    expect(await dataSource.query(COLUMNS)).toEqual([]);
    await dataSource.runMigrations({ transaction: 'each' });
    expect(await dataSource.query(OBJECTS)).toEqual(before);
  });

  it('may take away columns that the audit and the wall watch, and they go on watching the others', async () => {
    const own = await createTestDatabase();
    const later = createDataSource(own.url, { DATABASE_POOL: 2 }, [], [...MIGRATIONS, DropColumns]);
    await later.initialize();
    try {
      await migrate(later);
      const triggers = await later.query<object[]>(
        `SELECT FROM pg_trigger WHERE tgrelid = 'sessions'::regclass AND tgname LIKE 'audited%'`,
      );
      expect(triggers).toHaveLength(3);
    } finally {
      await later.destroy();
      await own.drop();
    }
  });
});

class DropColumns implements MigrationInterface {
  readonly name = 'DropColumns1999999999999';
  up = (runner: QueryRunner) =>
    runner.query(
      'ALTER TABLE sessions DROP COLUMN agent; ALTER TABLE personal_links DROP COLUMN person_id',
    ) as Promise<void>;
  down = () => Promise.resolve();
}

function entityColumns(): string[] {
  return dataSource.entityMetadatas.flatMap((entity) =>
    entity.columns.map((column) =>
      line({
        table_name: entity.tableName,
        column_name: column.databaseName,
        type: typeOf(column),
        is_nullable: column.isNullable,
      }),
    ),
  );
}

/** TypeORM's own word for the column's type, as PostgreSQL writes it. */
function typeOf(column: ColumnMetadata): string {
  const written = dataSource.driver.normalizeType(column);
  const type = SYNONYMS[written] ?? written;
  return column.isArray ? `${type}[]` : type;
}

const SYNONYMS: Record<string, string> = {
  timestamptz: 'timestamp with time zone',
  'time without time zone': 'time without time zone',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float8: 'double precision',
  bool: 'boolean',
  varchar: 'character varying',
};

const line = (c: Column): string =>
  `${c.table_name}.${c.column_name} ${c.type}${c.is_nullable ? ' null' : ''}`;
