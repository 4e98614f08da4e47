import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chown, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { TEST_KEYS } from '../support/test-keys.js';
import { describeWith } from './describe-with.js';
import {
  missingPrograms,
  type Node,
  type Outside,
  runSql,
  startNode,
  startSystemPostgres,
  temporaryFolder,
} from './processes.js';

/** What is special in an address, and what is special in SQL. */
const PASSWORD = "p/ss:w@rd#1'%";

describeWith(
  missingPrograms(),
  'an outside PostgreSQL that asks for passwords, and for TLS over the network',
  () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let postgres: Outside;
    let data: string;
    let port: string;
    let node: Node | null = null;

    const givenAsRoot = { cwd: '/', encoding: 'utf8' } as const;

    beforeAll(async () => {
      folder = await temporaryFolder();
      postgres = await startSystemPostgres(folder.path);
      data = join(folder.path, 'postgres');
      ({ port } = new URL(postgres.url));
      const { uid, gid } = await stat(join(data, 'PG_VERSION'));
      const [key, certificate] = ['server.key', 'server.crt'].map((name) => join(data, name)) as [
        string,
        string,
      ];
      const made = spawnSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'].concat([
          '-addext',
          'subjectAltName=DNS:localhost,IP:127.0.0.1',
          '-keyout',
          key,
          '-out',
          certificate,
        ]),
        givenAsRoot,
      );
      expect({ status: made.status, said: made.status === 0 ? '' : made.stderr }).toEqual({
        status: 0,
        said: '',
      });
      for (const file of [key, certificate]) await chown(file, uid, gid);
      await runSql(postgres.url, `ALTER USER raquan PASSWORD '${PASSWORD.replaceAll("'", "''")}'`);
      await runSql(postgres.url, 'ALTER SYSTEM SET ssl = on');
      const rules = [
        'local all all scram-sha-256',
        'hostssl all all all scram-sha-256',
        'hostnossl all all all reject',
      ];
      await writeFile(join(data, 'pg_hba.conf'), `${rules.join('\n')}\n`);
      await runSql(postgres.url, 'SELECT pg_reload_conf()');
      // What is new holds for whoever connects from then on.
      await eventually(async () => !(await enters(postgres.url)));
    }, 60_000);
    afterEach(async () => {
      await node?.stop();
      node = null;
    });
    afterAll(async () => {
      await postgres.stop();
      await folder.remove();
    });

    const enters = (url: string) =>
      runSql(url, 'SELECT 1').then(
        () => true,
        () => false,
      );
    const secret = encodeURIComponent(PASSWORD);
    const overTls = (user = 'raquan', password = secret) =>
      `postgresql://${user}:${password}@127.0.0.1:${port}/raquan?sslmode=verify-full&sslrootcert=${data}/server.crt`;

    const start = (DATABASE_URL: string, more: Record<string, string> = {}) =>
      startNode({ DATABASE_URL, SEALING_KEYS: TEST_KEYS, DEMO_PROVINCE: 'none', ...more });

    /** Who of ours is connected, and how. */
    async function whoIsIn() {
      const client = new pg.Client({ connectionString: overTls() });
      await client.connect();
      const { rows } = await client.query<{ usename: string; ssl: boolean; local: boolean }>(
        `SELECT DISTINCT usename, ssl, client_addr IS NULL AS local FROM pg_stat_activity JOIN pg_stat_ssl USING (pid)
       WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
      await client.end();
      return rows;
    }

    it('is reached over TLS, with a password of any letters', async () => {
      node = await start(overTls());
      expect((await fetch(`${node.url}/api/health/ready`)).status).toBe(200);
      expect(await whoIsIn()).toEqual([{ usename: 'raquan_app', ssl: true, local: false }]);
    }, 120_000);

    it('is reached over a socket of the machine, by an address without a host, as the one who owns nothing', async () => {
      const query = new URLSearchParams({ host: data, port, user: 'raquan', password: PASSWORD });
      node = await start(`postgres:///raquan?${query.toString()}`);
      expect((await fetch(`${node.url}/api/health/ready`)).status).toBe(200);
      expect(await whoIsIn()).toEqual([{ usename: 'raquan_app', ssl: false, local: true }]);
    }, 120_000);

    it('is not worked with in the owner’s name, though both addresses say so', async () => {
      const refused = start(overTls(), { MIGRATION_DATABASE_URL: overTls() });
      await expect(refused).rejects.toThrow('DATABASE_URL names raquan, who owns the database');
    }, 60_000);

    it('is not migrated in the application’s name', async () => {
      const client = new pg.Client({ connectionString: overTls() });
      await client.connect();
      await client.query("ALTER ROLE raquan_app PASSWORD 'own'");
      await expect(start(overTls('raquan_app', 'own'))).rejects.toThrow(
        'Name the owner in MIGRATION_DATABASE_URL',
      );
      node = await start(overTls('raquan_app', 'own'), { MIGRATION_DATABASE_URL: overTls() });
      expect((await fetch(`${node.url}/api/health/ready`)).status).toBe(200);
      await client.end();
    }, 120_000);

    it('says what is wrong where the owner’s address has no password to make another of', async () => {
      await writeFile(
        join(data, 'pg_hba.conf'),
        `host all raquan all trust\n${await readFile(join(data, 'pg_hba.conf'), 'utf8')}`,
      );
      await runSql(overTls(), 'SELECT pg_reload_conf()');
      await eventually(() => enters(postgres.url));
      await expect(start(postgres.url)).rejects.toThrow('give raquan_app its own');
    }, 60_000);

    it.each([
      ['raquan@localhost/raquan', 'DATABASE_URL: must be like postgres://'],
      ['postgres://raquan:a#b@localhost/raquan', 'DATABASE_URL: must be like postgres://'],
    ])('says how an address is written: %s', async (url, sentence) => {
      await expect(start(url)).rejects.toThrow(sentence);
    });
  },
);
