import { createHmac } from 'node:crypto';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';

/** Who the server is to the database: owns no table, and may only add to the audit. */
export const APPLICATION = 'raquan_app';
/** Who the application becomes to show personal data: sees what lies within a scope, and else nothing. */
export const READER = 'raquan_reader';

/** Given once by somebody who may make roles, where the owner of the database may not. */
const BY_HAND = `CREATE ROLE ${APPLICATION} LOGIN PASSWORD '…'; CREATE ROLE ${READER}; GRANT ${READER} TO ${APPLICATION};`;

/**
 * Makes the application's roles, where they are not there.
 * @throws Error with the statements to give when the owner may not make roles
 */
export async function ensureRoles(runner: QueryRunner): Promise<void> {
  const there = (await runner.query(
    `SELECT count(*)::int AS roles, (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS may
     FROM pg_roles WHERE rolname IN ('${APPLICATION}', '${READER}')`,
  )) as [{ roles: number; may: boolean }];
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

/** Roles are the cluster's, and no lock of one database holds another's processes: who was overtaken tries again. */
async function overtaken<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (thrown) {
      if (attempt >= 5 || !/concurrently|duplicate key/.test(String(thrown))) throw thrown;
    }
  }
}

/** The application's own address at the owner's database, with a password made from the owner's. */
export function applicationUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  const secret = decodeURIComponent(url.password);
  url.username = APPLICATION;
  url.password = createHmac('sha256', secret).update(APPLICATION).digest('hex');
  return url.toString();
}

/** Lets the application in at `applicationUrl`: gives it its password, unless it has it already. */
export async function admitApplication(ownerUrl: string): Promise<void> {
  const url = applicationUrl(ownerUrl);
  await overtaken(async () => {
    if (await admits(url)) return;
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      await owner.query(`ALTER ROLE ${APPLICATION} LOGIN PASSWORD '${new URL(url).password}'`);
    } finally {
      await owner.end();
    }
  });
}

async function admits(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return true;
  } catch (thrown) {
    // No such password, or no right to log in yet.
    if (thrown instanceof pg.DatabaseError && thrown.code?.startsWith('28') === true) return false;
    throw thrown;
  } finally {
    await client.end().catch(() => undefined);
  }
}
