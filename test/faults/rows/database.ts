import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultProxy } from '../fault-proxy.js';
import { RosterJob } from '../roster-job.js';
import type { Row, Scene } from '../scene.js';
import { firstToSay, ROSTER, WRITES_PEOPLE } from '../strike.js';

/** A link of a web process to PostgreSQL fails for some seconds; late or lost, as the seed has it. */
async function breakLink(scene: Scene, how: (link: FaultProxy) => void): Promise<void> {
  await scene.middle();
  const link = scene.random.pick(scene.world.web).database;
  how(link);
  scene.injected();
  await scene.sleep(2_000, 6_000);
  link.heal(scene.random.chance(0.5));
  scene.healed();
}

/** Faults of PostgreSQL and of the way to it. */
export const DATABASE_ROWS: readonly Row[] = [
  {
    name: 'postgres-stopped',
    title: 'PostgreSQL stopped at once, or its postmaster killed, and started again',
    kind: 'postgres',
    cheap: true,
    async run(scene) {
      await scene.middle();
      await scene.world.cluster.stopAtOnce(scene.random.pick(['SIGQUIT', 'SIGKILL']));
      scene.injected();
      await scene.sleep(100, 2_500);
      await scene.world.cluster.start();
      scene.healed();
    },
  },
  {
    name: 'backend-killed',
    title: 'single backends terminated, or one killed with -9',
    kind: 'postgres',
    cheap: true,
    async run(scene) {
      await scene.middle();
      const hard = scene.random.chance(0.3);
      for (let i = 0; i < (hard ? 1 : 5); i++) {
        const pid = await busyBackend(scene);
        if (hard) process.kill(pid, 'SIGKILL');
        else await scene.world.ask('SELECT pg_terminate_backend($1)', [pid]);
        scene.injected();
        await scene.sleep(20, 150);
      }
      scene.healed();
    },
  },
  {
    name: 'link-black-hole',
    title: 'database link of a web process black-holed',
    kind: 'postgres',
    run: (scene) => breakLink(scene, (link) => link.blackHole()),
  },
  {
    name: 'link-half-open',
    title: 'one direction of a database link dies without a word',
    kind: 'postgres',
    run: (scene) => breakLink(scene, (link) => link.halfOpen(scene.random.pick(['toServer', 'toClient']))),
  },
  {
    name: 'worker-link-lost',
    title: 'database link of a worker black-holed for good in the middle of a roster import',
    kind: 'postgres',
    async run(scene) {
      const job = await RosterJob.upload(scene, ROSTER);
      const struck = firstToSay(scene.world.workers, WRITES_PEOPLE, ({ database }) => {
        database.blackHole();
        scene.injected();
      });
      await job.apply();
      const worker = await struck;
      await scene.sleep(2_000, 6_000);
      worker.database.heal(false);
      scene.healed();
    },
  },
  {
    name: 'answer-lost',
    title: 'the answer to a COMMIT is lost after it was carried out, or the link cut within a transaction',
    kind: 'postgres',
    cheap: true,
    async run(scene) {
      // Check-ins send their transaction whole: cut after the answer to BEGIN, its outcome is anybody's guess.
      for (const text of ['COMMIT', 'BEGIN', 'COMMIT', 'COMMIT']) {
        const { database } = scene.random.pick(scene.world.web);
        const forget = database.loseAnswerTo(text, () => scene.injected(), text);
        await scene.load.untilAcknowledged(scene.load.acknowledged + scene.random.between(5, 40));
        forget();
      }
      scene.healed();
    },
  },
  {
    name: 'disk-full',
    title: 'the disk of PostgreSQL is full',
    kind: 'small-disk',
    async run(scene) {
      await scene.middle();
      const ballast = join(scene.world.cluster.data, 'ballast');
      fill(ballast);
      scene.injected();
      await scene.sleep(2_000, 6_000);
      rmSync(ballast);
      scene.healed();
    },
  },
  {
    name: 'backup-restored',
    title: 'an older backup put in place under load, then phones replay their queues',
    kind: 'postgres',
    async run(scene) {
      const { cluster, folder } = scene.world;
      await scene.middle();
      const backup = await cluster.backUp(join(folder, 'backup'));
      await scene.load.untilAcknowledged(Infinity);
      const epochs = scene.watchers.map((watcher) => watcher.epochs);
      await cluster.stopAtOnce('SIGQUIT');
      cluster.restore(backup);
      await cluster.start();
      scene.injected();
      scene.load.replay();
      scene.afterwards(() => {
        for (const [i, watcher] of scene.watchers.entries()) {
          if (watcher.epochs === epochs[i]) scene.finds('wrong', `screen ${i + 1} was told of no new epoch`);
        }
      });
      scene.healed();
    },
  },
];

/** Writes until nothing fits any more. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (let size = 1 << 20; size >= 4096;) {
      try {
        writeSync(file, Buffer.alloc(size, 1));
      } catch {
        size /= 4;
      }
    }
  } finally {
    closeSync(file);
  }
}

/** A backend of a server process: one in a transaction, where there is one at this moment. */
async function busyBackend(scene: Scene): Promise<number> {
  const [row] = await scene.world.ask<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE application_name = 'ra-quan' AND datname = 'raquan'
     ORDER BY xact_start IS NULL, random() LIMIT 1`,
  );
  if (!row) throw new Error('no server process is connected');
  return row.pid;
}
