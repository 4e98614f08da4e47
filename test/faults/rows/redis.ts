import { eventually } from '../../support/eventually.js';
import type { RedisServer } from '../redis-server.js';
import { RosterJob } from '../roster-job.js';
import type { Row, Scene } from '../scene.js';

const GONE_MS = 90_000;
const ROSTER = 500;

function redisOf(scene: Scene): RedisServer {
  if (!scene.world.redis) throw new Error('this world has no Redis');
  return scene.world.redis;
}

/** Check-in needs no Redis: everybody has a receipt while it is away. */
async function checkInGoesOn(scene: Scene, withinMs: number): Promise<void> {
  await eventually(() => scene.load.done, withinMs).catch(() => {
    scene.finds('wrong', 'check-in did not go on without Redis');
  });
}

/** Faults of Redis, which is never the only copy of anything. */
export const REDIS_ROWS: readonly Row[] = [
  {
    name: 'redis-gone',
    title: 'Redis killed or out of reach for 90 s, while a roster is to be applied',
    kind: 'redis',
    async run(scene) {
      const job = await RosterJob.upload(scene, ROSTER);
      await scene.middle();
      const redis = redisOf(scene);
      const links = scene.world.nodes.flatMap((node) => node.redis ?? []);
      const killed = scene.random.chance(0.6);
      if (killed) await redis.kill();
      else for (const link of links) link.blackHole();
      scene.injected();
      const gone = scene.sleep(GONE_MS);
      await job.apply();
      await checkInGoesOn(scene, 45_000);
      await gone;
      if (killed) await redis.start();
      const late = scene.random.chance(0.5);
      for (const link of links) link.heal(late);
      scene.healed();
    },
  },
  {
    name: 'redis-emptied',
    title: 'Redis emptied, with the job of a roster import in it',
    kind: 'redis',
    async run(scene) {
      const job = await RosterJob.upload(scene, ROSTER);
      await scene.middle();
      const { workers } = scene.world;
      const waits = scene.random.chance(0.5); // no worker has taken the job yet
      if (waits) for (const worker of workers) worker.signal('SIGSTOP');
      await job.apply();
      await redisOf(scene).tell((client) => client.flushall());
      scene.injected();
      for (const worker of workers) worker.signal('SIGCONT');
      scene.healed();
    },
  },
  {
    name: 'redis-out-of-memory',
    title: 'Redis refuses every write for want of memory, while a roster is to be applied',
    kind: 'redis',
    async run(scene) {
      const job = await RosterJob.upload(scene, ROSTER);
      await scene.middle();
      const redis = redisOf(scene);
      await redis.tell((client) => client.config('SET', 'maxmemory', '1'));
      scene.injected();
      await job.apply();
      await checkInGoesOn(scene, 30_000);
      await scene.sleep(1_000, 6_000);
      await redis.tell((client) => client.config('SET', 'maxmemory', '512mb'));
      scene.healed();
    },
  },
];
