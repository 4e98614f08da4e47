import { eventually } from '../../support/eventually.js';
import type { ServerProcess } from '../fleet.js';
import { RosterJob } from '../roster-job.js';
import type { Row, Scene } from '../scene.js';

/** BullMQ's lock on a running job, which its worker renews; see `src/platform/jobs/backend.ts`. */
const LOCK_MS = 15_000;
const ROSTER = 2_500;

/** What a worker says to PostgreSQL in the middle of applying a roster. */
const WRITES_PEOPLE = 'INSERT INTO people';
/** What a web process says when it has just taken an event's lock. */
const LOCKS_EVENT = 'UPDATE events SET rev';

/** Resolves with the first of these processes that is about to send `text` to PostgreSQL. */
function firstToSay(nodes: readonly ServerProcess[], text: string, act: (node: ServerProcess) => void) {
  return new Promise<ServerProcess>((resolve) => {
    const forget = nodes.map((node) =>
      node.database.beforeRequest(text, () => {
        for (const one of forget) one();
        act(node);
        resolve(node);
      }),
    );
  });
}

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
    title: 'SIGSTOP of a web process that holds the lock of the event',
    kind: 'postgres',
    async run(scene) {
      await scene.middle();
      const web = await firstToSay(scene.world.web, LOCKS_EVENT, (node) => {
        node.signal('SIGSTOP');
        scene.injected();
      });
      // The other one must go on, though the first will not give the lock back.
      await eventually(() => scene.load.done, 45_000).catch(() => {
        scene.finds('wrong', 'the other web process did not go on within 45 s');
      });
      web.signal('SIGCONT');
      scene.healed();
    },
  },
];
