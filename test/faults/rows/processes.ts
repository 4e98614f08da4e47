import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import type { ServerProcess } from '../fleet.js';
import { buildNextVersion } from '../next-version.js';
import { OffersDue } from '../offers-due.js';
import { RosterJob } from '../roster-job.js';
import type { Row, Scene } from '../scene.js';
import { clockFile, type World } from '../world.js';
import { firstToSay, LOCKS_EVENT, ROSTER, WRITES_CHECK_INS, WRITES_PEOPLE } from '../strike.js';
import { TakenBack } from '../taken-back.js';

const HOUR_MS = 3_600_000;
/** BullMQ's lock on a running job, which its worker renews; see `src/platform/jobs/backend.ts`. */
const LOCK_MS = 15_000;
/** Offers are swept so often; see `src/assignments/offers.jobs.ts`. */
const SWEPT_MS = 5_000;
/** A worker gets `signal` in the middle of applying a roster. */
async function strikeWorker(scene: Scene, signal: NodeJS.Signals): Promise<ServerProcess> {
  const job = await RosterJob.upload(scene, ROSTER);
  const struck = firstToSay(scene.world.workers, WRITES_PEOPLE, (worker) => {
    worker.signal(signal);
    scene.injected();
  });
  await job.apply();
  return struck;
}

/** In the middle of taking a check-in back: the event's lock is held and only a timeout gives it back. */
async function stopInCorrection(scene: Scene): Promise<ServerProcess> {
  const web = scene.random.pick(scene.world.web);
  const struck = strikeWeb(scene, [web], LOCKS_EVENT);
  await TakenBack.ask(scene, web);
  await struck;
  await eventually(() => unheard(scene, web), 5_000).catch(() => {
    scene.finds('wrong', 'the process was not stopped in a transaction');
  });
  return web;
}

/** In the middle of writing check-ins: that transaction is sent whole, nothing of it may be left open. */
async function stopInCheckIns(scene: Scene): Promise<ServerProcess> {
  const web = await strikeWeb(scene, scene.world.web, WRITES_CHECK_INS);
  await scene.sleep(2_500);
  if (await unheard(scene, web)) scene.finds('wrong', 'a transaction of check-ins was left open');
  return web;
}

function strikeWeb(scene: Scene, nodes: readonly ServerProcess[], text: string): Promise<ServerProcess> {
  return firstToSay(nodes, text, (node) => {
    node.signal('SIGSTOP');
    scene.injected();
  });
}

/** Whether PostgreSQL has waited for more than a second for the next word of a transaction of this process. */
async function unheard(scene: Scene, { database }: ServerProcess): Promise<boolean> {
  const [row] = await scene.world.ask<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity
     WHERE client_port = ANY ($1::int[]) AND state LIKE 'idle in transaction%'
       AND state_change < clock_timestamp() - interval '1 second'`,
    [database.portsToServer],
  );
  return (row?.n ?? 0) > 0;
}

/** The case of a clock that is two hours wrong for a while; offers that have `hoursLeft` by then must not run out. */
async function stepClock(
  scene: Scene,
  hoursLeft: number,
  set: (hours: number) => void | Promise<void>,
): Promise<void> {
  const job = await RosterJob.upload(scene, ROSTER);
  const offers = await OffersDue.make(scene, hoursLeft);
  await scene.middle();
  await set(scene.random.pick([-2, 2]));
  await scene.sleep(300, 1_500);
  await job.apply();
  await scene.load.untilAcknowledged(Infinity);
  await scene.sleep(SWEPT_MS, 2 * SWEPT_MS);
  // A clock that was set wrong is set right again, while the case is still looked at.
  await set(0);
  scene.healed();
  await offers.endOne();
}

function setNodes(world: World, nodes: readonly ServerProcess[], hours: number): void {
  for (const { name } of nodes) writeFileSync(clockFile(world.folder, name), String(hours * HOUR_MS));
}

/** As somebody sets it who notices in the morning that it is wrong; waits until PostgreSQL goes by it. */
async function setMachine(world: World, hours: number): Promise<void> {
  writeFileSync(clockFile(world.folder, 'postgres'), `${hours < 0 ? '-' : '+'}${Math.abs(hours) * 3_600}`);
  setNodes(world, world.nodes, hours);
  const isSet = async () => {
    const [row] = await world.ask<{ ms: number }>(
      'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms',
    );
    return Math.abs((row?.ms ?? 0) - Date.now() - hours * HOUR_MS) < 60_000;
  };
  await eventually(isSet, 10_000);
}

/** Faults of the server's own processes. */
export const PROCESS_ROWS: readonly Row[] = [
  {
    name: 'kill-web',
    title: 'kill -9 of a web process',
    kind: 'postgres',
    cheap: true,
    async run(scene) {
      await scene.middle();
      scene.random.pick(scene.world.web).signal('SIGKILL');
      scene.injected();
      scene.healed(); // its supervisor starts it at once
    },
  },
  {
    name: 'kill-worker',
    title: 'kill -9 of a worker in the middle of a roster import',
    kind: 'postgres',
    async run(scene) {
      await strikeWorker(scene, 'SIGKILL');
      scene.healed();
    },
  },
  {
    name: 'stop-worker',
    title: 'SIGSTOP of a worker for twice its lock in the middle of a roster import, then SIGCONT',
    kind: 'postgres',
    async run(scene) {
      const worker = await strikeWorker(scene, 'SIGSTOP');
      await scene.sleep(2 * LOCK_MS);
      worker.signal('SIGCONT');
      scene.healed();
    },
  },
  {
    name: 'stop-web-in-transaction',
    title: 'SIGSTOP of a web process inside a transaction that locks the event',
    kind: 'postgres',
    async run(scene) {
      await scene.middle();
      const stop = scene.random.chance(0.5) ? stopInCorrection : stopInCheckIns;
      const web = await stop(scene);
      // The other one must go on, though the first gives nothing back.
      await eventually(() => scene.load.done, 45_000).catch(() => {
        scene.finds('wrong', 'the other web process did not go on within 45 s');
      });
      web.signal('SIGCONT');
      scene.healed();
    },
  },
  {
    name: 'clock-step',
    title: 'the clocks of the server processes set two hours ahead or back, together or one alone',
    kind: 'own-clock',
    async run(scene) {
      const { world, random } = scene;
      const set = random.chance(0.5) ? world.nodes : [random.pick(world.nodes)];
      await stepClock(scene, 1, (hours) => {
        setNodes(world, set, hours);
        scene.injected(set.length);
      });
    },
  },
  {
    name: 'machine-clock-step',
    title: 'the clock of the whole machine, PostgreSQL’s too, set two hours ahead or back, and right again',
    kind: 'machine-clock',
    run: (scene) =>
      stepClock(scene, 3, async (hours) => {
        await setMachine(scene.world, hours);
        scene.injected();
      }),
  },
  {
    name: 'rolling-restart',
    title: 'every process restarted in turn with the next version and its migration, under load',
    kind: 'postgres',
    load: { overMs: 15_000 },
    async run(scene) {
      const { world } = scene;
      const number = Math.floor(scene.random.next() * 1e9);
      const root = buildNextVersion(join(world.folder, `version-${number}`), number);
      await scene.middle();
      for (const node of world.nodes) {
        await node.restart(root);
        scene.injected();
      }
      scene.healed();
    },
  },
];
