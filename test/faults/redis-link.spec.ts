import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RedisLink } from '../../src/platform/redis.js';
import { temporaryFolder } from '../conformance/processes.js';
import { eventually } from '../support/eventually.js';
import { FaultProxy } from './fault-proxy.js';
import { RedisServer } from './redis-server.js';

const SILENCE_MS = 200;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let redis: RedisServer;
let proxy: FaultProxy;
let links: RedisLink[];

const link = (options: ConstructorParameters<typeof RedisLink>[1] = {}): RedisLink => {
  const made = new RedisLink(
    `redis://127.0.0.1:${proxy.port}`,
    { socketTimeout: SILENCE_MS, retryStrategy: () => 20, ...options },
    SILENCE_MS,
  );
  links.push(made);
  return made;
};

beforeEach(async () => {
  folder = await temporaryFolder();
  redis = await RedisServer.start(folder.path);
  proxy = await FaultProxy.open(() => redis.port);
  links = [];
});
afterEach(async () => {
  for (const each of links) each.disconnect();
  await proxy.close();
  await redis.stop();
  await folder.remove();
});

describe('a link to Redis', () => {
  it('hears again after a way that swallowed its bytes, though it only listens', async () => {
    const heard: string[] = [];
    const subscriber = link().duplicate();
    links.push(subscriber);
    subscriber.on('message', (_channel, text) => heard.push(text));
    await subscriber.subscribe('news');

    proxy.blackHole();
    await eventually(() => subscriber.status !== 'ready');
    proxy.heal(false);

    await eventually(async () => {
      await redis.tell((client) => client.publish('news', 'again'));
      return heard.length > 0;
    });
    expect(new Set(heard)).toEqual(new Set(['again']));
  });

  it('refuses what was asked before the way was lost, though the way stays lost', async () => {
    const producer = link({ maxRetriesPerRequest: 1, commandTimeout: SILENCE_MS });
    await producer.set('key', 'before');
    proxy.blackHole();
    await expect(producer.set('key', 'after')).rejects.toThrow();
  });
});
