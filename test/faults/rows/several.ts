import type { FaultProxy } from '../fault-proxy.js';
import { RosterJob } from '../roster-job.js';
import type { Row, Scene } from '../scene.js';
import { ROSTER } from '../strike.js';

/** Breaks one thing, and mends it after a while. */
type Trouble = (scene: Scene) => Promise<void>;

const LONGEST_MS = 8_000;

const lasting = (scene: Scene): Promise<void> => scene.sleep(1_000, LONGEST_MS);

function swallowed(linkOf: (scene: Scene) => FaultProxy | null): Trouble {
  return async (scene) => {
    const link = linkOf(scene);
    link?.blackHole();
    scene.injected();
    await lasting(scene);
    link?.heal(scene.random.chance(0.5));
  };
}

const TROUBLES: readonly Trouble[] = [
  (scene) => {
    scene.random.pick(scene.world.nodes).signal('SIGKILL');
    scene.injected();
    return Promise.resolve(); // its supervisor starts it at once
  },
  async (scene) => {
    const node = scene.random.pick(scene.world.nodes);
    node.signal('SIGSTOP');
    scene.injected();
    await lasting(scene);
    node.signal('SIGCONT');
  },
  async (scene) => {
    await scene.world.cluster.stopAtOnce(scene.random.pick(['SIGQUIT', 'SIGKILL']));
    scene.injected();
    await lasting(scene);
    await scene.world.cluster.start();
  },
  async (scene) => {
    await scene.world.redis?.kill();
    scene.injected();
    await lasting(scene);
    await scene.world.redis?.start();
  },
  async (scene) => {
    for (const { clients } of scene.world.web) clients.refuse();
    scene.injected();
    await lasting(scene);
    for (const { clients } of scene.world.web) clients.heal(false);
  },
  swallowed(({ random, world }) => random.pick(world.nodes).database),
  swallowed(({ random, world }) => random.pick(world.nodes).redis),
  swallowed(({ random, world }) => random.pick(world.web).clients),
];

/** Misfortunes that do not come alone. */
export const SEVERAL_ROWS: readonly Row[] = [
  {
    name: 'several-at-once',
    title:
      'three of these at once, each for some seconds: a process killed or stopped, PostgreSQL or Redis killed, a way lost',
    kind: 'redis',
    async run(scene) {
      const { random } = scene;
      const job = await RosterJob.upload(scene, ROSTER);
      await scene.middle();
      await job.apply();
      const left = [...TROUBLES];
      const troubles = [1, 2, 3].flatMap(() => left.splice(random.between(0, left.length - 1), 1));
      await Promise.all(
        troubles.map(async (trouble) => {
          await scene.sleep(0, 1_500);
          await trouble(scene);
        }),
      );
      scene.healed();
    },
  },
];
