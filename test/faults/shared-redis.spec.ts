import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readEnv } from '../../src/platform/env.js';
import { type JobBackend, openJobBackend } from '../../src/platform/jobs/backend.js';
import { temporaryFolder } from '../conformance/processes.js';
import { eventually } from '../support/eventually.js';
import { TEST_KEYS } from '../support/test-keys.js';
import { RedisServer } from './redis-server.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let redis: RedisServer;
let installations: JobBackend[];

beforeEach(async () => {
  folder = await temporaryFolder();
  redis = await RedisServer.start(folder.path);
  const env = readEnv({ REDIS_URL: `redis://127.0.0.1:${redis.port}`, SEALING_KEYS: TEST_KEYS });
  const none = { owner: '', application: '' };
  installations = await Promise.all(['ours', 'theirs'].map((name) => openJobBackend(env, none, name)));
});
afterEach(async () => {
  await Promise.all(installations.map((one) => one.close()));
  await redis.stop();
  await folder.remove();
});

const fail = (thrown: Error) => {
  throw thrown;
};

it('two installations on one Redis do their own jobs only', async () => {
  const [ours, theirs] = installations;
  const queues = [ours!.queue('rosters', fail), theirs!.queue('rosters', fail)];
  await Promise.all(queues.map((queue) => queue.open()));
  const done: unknown[] = [];
  const run = (data: unknown) => {
    done.push(data);
    return Promise.resolve();
  };
  await queues[0]!.add('ours');
  await queues[1]!.add('theirs');
  // It would find ours first.
  const worker = theirs!.worker('rosters', 1, run, fail);
  await eventually(() => done.length > 0);
  expect(done).toEqual(['theirs']);
  await worker.close();
  await Promise.all(queues.map((queue) => queue.close()));
});
