import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { MIGRATIONS } from '../../migrations/index.js';
import { createDataSource, migrate } from '../../src/platform/database/data-source.js';
import { eventually } from '../support/eventually.js';
import { TEST_KEYS } from '../support/test-keys.js';
import { describeWith } from './describe-with.js';
import {
  missingPrograms,
  moveDump,
  type Node,
  type Outside,
  startNode,
  startRedis,
  startSystemPostgres,
  temporaryFolder,
} from './processes.js';
import { expectNobodyIn, logInOf, Story } from './story.js';

describeWith(missingPrograms(), 'outside PostgreSQL and Redis, two web processes and a worker', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let postgres: Outside;
  let redis: Outside;
  let web: Node[];
  let worker: Node;
  let story: Story;
  let settings: Record<string, string>;
  let logIn: { login: string; password: string };

  beforeAll(async () => {
    folder = await temporaryFolder();
    postgres = await startSystemPostgres(folder.path);
    redis = await startRedis(folder.path);
    settings = {
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      SEALING_KEYS: TEST_KEYS,
      DEMO_PEOPLE: '0',
      REQUIRE_SECOND_FACTOR: 'off', // the story signs in by the words of the first start alone
    };
    // All at once, as an orchestrator does: one migrates, one makes the demo.
    const nodes = await Promise.all(['web', 'web', 'worker'].map((ROLE) => startNode({ ...settings, ROLE })));
    worker = nodes.pop()!;
    web = nodes;
    logIn = await eventually(() => logInOf(web.map((node) => node.said()).join('')), 60_000);
    story = await Story.begin(
      web.map(({ url }) => url),
      logIn,
    );
  }, 240_000);
  afterAll(async () => {
    story.end();
    await Promise.all([...web, worker].map((node) => node.stop()));
    await redis.stop();
    await postgres.stop();
    await folder.remove();
  }, 60_000);

  const emptyRedis = async () => {
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
  };

  it('runs a launch day, though Redis is emptied in the middle', async () => {
    await story.importRoster();
    await story.prepareEvent();
    await story.publish(await story.plan());
    const people = await story.acceptAll();
    await story.changeState('live');
    await story.watch();
    for (const { personId } of people.slice(0, 2)) await story.checkIn(personId);
    await story.everybodySays(2);
    await emptyRedis();
    for (const { personId } of people.slice(2)) await story.checkIn(personId);
    await story.everybodySays(4);
    expectNobodyIn([...web, worker].map((node) => node.said()).join(''));
  }, 180_000);

  it('keeps names and phones out of Redis, and what it has there under its own name', async () => {
    const client = new Redis(redis.url);
    const keys = await client.keys('*');
    const kept = await Promise.all(keys.map((key) => client.dump(key)));
    client.disconnect();
    expect(keys.filter((key) => !/^raquan-[0-9a-f]{12}/.test(key))).toEqual([]);
    expectNobodyIn(kept.join('\n'));
  });

  it('does a job whose queue was emptied', async () => {
    worker.process.kill('SIGSTOP');
    const loseTheJob = async () => {
      await emptyRedis();
      worker.process.kill('SIGCONT');
    };
    await story.plan(loseTheJob, 120_000);
  }, 150_000);

  it('answers nothing but its health from a worker', async () => {
    expect((await fetch(`${worker.url}/api/health/ready`)).status).toBe(200);
    expect((await fetch(`${worker.url}/api/places/provinces`)).status).toBe(404);
    expect((await fetch(`${worker.url}/board/`)).status).toBe(404);
  });

  it('stops in order when asked', async () => {
    expect(await Promise.all([...web, worker].map((node) => node.stop()))).toEqual([0, 0, 0]);
  });

  it('comes back from a dump, in a cluster that knows none of its roles', async () => {
    const other = await temporaryFolder();
    const cluster = await startSystemPostgres(other.path);
    try {
      moveDump(postgres.url, cluster.url, join(other.path, 'dump'));
      const node = await startNode({ ...settings, DATABASE_URL: cluster.url, REDIS_URL: '', ROLE: 'all' });
      try {
        await story.nodeSays(node.url, 4);
        await (await Story.begin([node.url], logIn)).everybodyIsFoundByNumber();
      } finally {
        await node.stop();
      }
    } finally {
      await cluster.stop();
      await other.remove();
    }
  }, 120_000);

  it('undoes every migration of an empty database, and does them again', async () => {
    const admin = await createDataSource(postgres.url, { DATABASE_POOL: 1 }, [], []).initialize();
    await admin.query('CREATE DATABASE empty');
    await admin.destroy();
    const url = Object.assign(new URL(postgres.url), { pathname: '/empty' }).toString();
    const owner = await createDataSource(url, { DATABASE_POOL: 2 }, [], MIGRATIONS).initialize();
    const tables = () =>
      owner.query<unknown[]>(
        `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
      );
    try {
      await migrate(owner);
      const before = (await tables()).length;
      for (let left = MIGRATIONS.length; left > 0; left--)
        await owner.undoLastMigration({ transaction: 'each' });
      expect(await tables()).toEqual([]);
      await owner.runMigrations({ transaction: 'each' });
      expect(await tables()).toHaveLength(before);
    } finally {
      await owner.destroy();
    }
  }, 60_000);
});
