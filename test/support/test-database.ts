import pg from 'pg';

/** A fresh copy of the template; `drop` it when the file is done. */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const template = process.env['TEST_CLUSTER_URL'];
  if (template === undefined) throw new Error('the test cluster is not running');
  const url = new URL(template);
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  url.pathname = '/postgres';
  const admin = url.toString();
  await runOnce(admin, `CREATE DATABASE ${name} TEMPLATE raquan STRATEGY file_copy`);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => runOnce(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
