import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connect, createServer, type Server } from 'node:net';
import { Redis } from 'ioredis';
import { TEST_KEYS } from '../support/test-keys.js';
import { describeWith } from './describe-with.js';
import {
  freePort,
  missingPrograms,
  type Outside,
  startNode,
  startRedis,
  startSystemPostgres,
  temporaryFolder,
} from './processes.js';

describeWith(missingPrograms(), 'a process that is started before what it needs', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let postgres: Outside;
  let redis: Outside;
  const doors: Server[] = [];

  beforeAll(async () => {
    folder = await temporaryFolder();
    postgres = await startSystemPostgres(folder.path);
    redis = await startRedis(folder.path);
  }, 60_000);
  afterAll(async () => {
    for (const door of doors) door.close();
    await redis.stop();
    await postgres.stop();
    await folder.remove();
  });

  /** The address of one that hangs up on whoever comes first and second, as if it were just starting. */
  async function lateDoor(address: string): Promise<string> {
    const { hostname, port } = new URL(address);
    let came = 0;
    const door = createServer((socket) => {
      socket.on('error', () => undefined);
      if (++came <= 2) return void socket.destroy();
      const through = connect(Number(port), hostname);
      through.on('error', () => socket.destroy());
      socket.on('close', () => through.destroy());
      socket.pipe(through).pipe(socket);
    });
    const own = await freePort();
    await new Promise<void>((resolve) => door.listen(own, '127.0.0.1', resolve));
    doors.push(door);
    return Object.assign(new URL(address), { port: String(own) }).toString();
  }

  const settings = { SEALING_KEYS: TEST_KEYS, DEMO_PROVINCE: 'none' };

  it('waits for PostgreSQL and for Redis, says so, and begins when they are there', async () => {
    const node = await startNode({
      ...settings,
      DATABASE_URL: await lateDoor(postgres.url),
      REDIS_URL: await lateDoor(redis.url),
    });
    try {
      expect((await fetch(`${node.url}/api/health/ready`)).status).toBe(200);
      for (const what of ['PostgreSQL', 'Redis']) {
        expect(node.said()).toContain(`"waits":"for ${what}, Ctrl-C ends it"`);
        expect(node.said()).toContain(`"there":"${what}"`);
      }
    } finally {
      expect(await node.stop()).toBe(0);
    }
  }, 120_000);

  it('ends, with what it was told, where no waiting helps', async () => {
    const nowhere = Object.assign(new URL(postgres.url), { pathname: '/nowhere' }).toString();
    await expect(startNode({ ...settings, DATABASE_URL: nowhere })).rejects.toThrow(
      'database "nowhere" does not exist',
    );
    const client = new Redis(redis.url);
    await client.config('SET', 'requirepass', 'secret');
    client.disconnect();
    await expect(
      startNode({ ...settings, DATABASE_URL: postgres.url, REDIS_URL: redis.url }),
    ).rejects.toThrow('Redis does not let us in (REDIS_URL): NOAUTH');
  }, 60_000);
});
