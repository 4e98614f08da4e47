import { createHmac } from 'node:crypto';
import pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { Connection } from './connection.js';
import { sqlStateOf } from './sql-state.js';

/** Who the server is to the database: owns no table, and may only add to the audit. */
export const APPLICATION = 'raquan_app';
/** Who the application becomes to show personal data: sees what lies within a scope, and else nothing. */
export const READER = 'raquan_reader';

/** Given once by somebody who may make roles, where the owner of the database may not. */
const BY_HAND = `CREATE ROLE ${APPLICATION} LOGIN PASSWORD '…'; CREATE ROLE ${READER}; GRANT ${READER} TO ${APPLICATION};`;

const NO_OWNER =
  `DATABASE_URL names ${APPLICATION}, who owns nothing and cannot make what is new. ` +
  'Name the owner in MIGRATION_DATABASE_URL (docs/audit.md).';

/**
 * Makes the application's roles, where they are not there.
 * @throws Error with the statements to give when the owner may not make roles, or this is not the owner
 */
export async function ensureRoles(runner: QueryRunner): Promise<void> {
  const there = (await runner.query(
    `SELECT count(*)::int AS roles, (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS may,
       current_user = '${APPLICATION}' AS application
     FROM pg_roles WHERE rolname IN ('${APPLICATION}', '${READER}')`,
  )) as [{ roles: number; may: boolean; application: boolean }];
  if (there[0].application) throw new Error(NO_OWNER);
  if (there[0].roles === 2) return;
  if (!there[0].may) {
    throw new Error(
      `The database's user may not make the roles of Ra Quân. Let an administrator run once: ${BY_HAND} ` +
        `Then name the owner in MIGRATION_DATABASE_URL and ${APPLICATION} in DATABASE_URL (docs/audit.md).`,
    );
  }
  for (const role of [APPLICATION, READER]) {
    await runner.query(
      `DO $$ BEGIN CREATE ROLE ${role}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    );
  }
  await overtaken(() => runner.query(`GRANT ${READER} TO ${APPLICATION}`));
}

/** A row that another process has just written: once "tuple concurrently updated", an internal error; once a duplicate key. */
const OVERTAKEN = new Set(['XX000', '23505']);

/** Roles are the cluster's, and no lock of one database holds another's processes: who was overtaken tries again. */
async function overtaken<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (thrown) {
      if (attempt >= 5 || !OVERTAKEN.has(sqlStateOf(thrown) ?? '')) throw thrown;
    }
  }
}

/**
 * The application's own address at the owner's database, with a password made from the owner's; without one where the
 * owner's has none. An address may name user and password in its query as well, and must where it has no host.
 */
export function applicationUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  const password = applicationPassword(url);
  url.searchParams.delete('user');
  url.searchParams.delete('password');
  if (url.host === '') {
    url.searchParams.set('user', APPLICATION);
    if (password !== null) url.searchParams.set('password', password);
  } else {
    url.username = APPLICATION;
    url.password = password ?? '';
  }
  return url.toString();
}

/** Of nothing, everybody could make it. */
function applicationPassword(owner: URL): string | null {
  const secret = owner.searchParams.get('password') ?? decodeURIComponent(owner.password);
  return secret === '' ? null : createHmac('sha256', secret).update(APPLICATION).digest('hex');
}

/**
 * Lets the application in at `applicationUrl`: gives it its password, unless it has it already. Where the owner's address
 * has no password the application has none either, and whether that lets it in is the cluster's to say.
 */
export async function admitApplication(ownerUrl: string): Promise<void> {
  const url = applicationUrl(ownerUrl);
  await overtaken(async () => {
    if (await admits(url)) return;
    const owner = new Connection({ connectionString: ownerUrl });
    await owner.connect();
    try {
      const password = applicationPassword(new URL(ownerUrl));
      await owner.query(
        `ALTER ROLE ${APPLICATION} LOGIN PASSWORD ${password === null ? 'NULL' : `'${password}'`}`,
      );
    } finally {
      await owner.end();
    }
    if (!(await admits(url))) throw new Error(NOT_ADMITTED);
  });
}

const NOT_ADMITTED =
  `PostgreSQL does not let ${APPLICATION} in. It is asked for the password that is made from the owner's in DATABASE_URL; without one ` +
  `there, give ${APPLICATION} its own: name it in DATABASE_URL, and the owner in MIGRATION_DATABASE_URL (docs/audit.md).`;

async function admits(url: string): Promise<boolean> {
  const client = new Connection({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return true;
  } catch (thrown) {
    // No such password, or no right to log in yet.
    if (thrown instanceof pg.DatabaseError && thrown.code?.startsWith('28') === true) return false;
    // It is asked for a password, and its address has none.
    if (thrown instanceof Error && thrown.message.startsWith('SASL')) return false;
    throw thrown;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * The walls around personal data and the audit stand before the application only while it is another than their owner.
 * @throws Error with a sentence for whoever starts the server
 */
export async function expectNotOwner(application: DataSource): Promise<void> {
  const [row] = await application.query<{ name: string; owns: boolean }[]>(
    `SELECT current_user AS name, rolsuper OR EXISTS (
       SELECT FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(current_user, tableowner, 'USAGE')
     ) AS owns FROM pg_roles WHERE rolname = current_user`,
  );
  if (row?.owns !== true) return;
  throw new Error(
    `DATABASE_URL names ${row.name}, who owns the database: nothing could be kept from it. With MIGRATION_DATABASE_URL, ` +
      `DATABASE_URL is that of ${APPLICATION} (docs/audit.md).`,
  );
}
