import { newId } from '../../../src/kernel/ids.js';
import { arrivals, shuffle, type Upload } from '../load.js';
import type { Row, Scene } from '../scene.js';

const DAY_MS = 86_400_000;
/** A device clock this far off is meant. */
const OFF_MS = 20 * DAY_MS;
const CROWD = 200;

/** What clients themselves do wrong: nothing has to heal. */
async function everythingSent(scene: Scene): Promise<void> {
  await scene.load.untilAcknowledged(Infinity);
  scene.healed();
}

const isOff = ({ batch }: Upload): boolean =>
  batch.entries.some(({ deviceTime }) => Math.abs(Date.parse(deviceTime) - Date.now()) > OFF_MS);

/** Faults of phones and gates. */
export const CLIENT_ROWS: readonly Row[] = [
  {
    name: 'same-batch-thrice',
    title: 'the same batch three times, shuffled, to both web processes at once',
    kind: 'postgres',
    cheap: true,
    load: { batch: 20, overMs: 1_500 },
    uploads: (stage, shape, random) =>
      arrivals(stage, shape, random).flatMap((upload) =>
        [0, 1, 2].map((copy) => ({
          at: upload.at + random.between(0, 20),
          via: copy % 2,
          batch: { ...upload.batch, entries: shuffle([...upload.batch.entries], random) },
        })),
      ),
    async run(scene) {
      scene.injected((scene.uploads.length / 3) * 2);
      await everythingSent(scene);
    },
  },
  {
    name: 'device-clocks',
    title: 'device clocks 30 days behind and a year ahead',
    kind: 'postgres',
    cheap: true,
    load: { overMs: 1_500 },
    uploads: (stage, shape, random) =>
      arrivals(stage, shape, random).map((upload) => {
        const off = random.pick([-30 * DAY_MS, 0, 365 * DAY_MS]);
        const deviceTime = new Date(Date.now() + off).toISOString();
        const entries = upload.batch.entries.map((entry) => ({ ...entry, deviceTime }));
        return { ...upload, batch: { ...upload.batch, entries } };
      }),
    async run(scene) {
      const off = scene.uploads.filter(isOff);
      scene.injected(off.length);
      scene.afterwards(() => judgeTimes(scene, off.flatMap(({ batch }) => batch.entries).length));
      await everythingSent(scene);
    },
  },
  {
    name: 'one-person-200',
    title: '200 check-ins of one person at one moment',
    kind: 'postgres',
    cheap: true,
    load: { overMs: 1_500 },
    uploads: (stage, shape, random) => {
      const person = stage.people[0]!;
      const others = arrivals({ ...stage, people: stage.people.slice(1) }, shape, random);
      const at = random.between(100, 1_000);
      const crowd = Array.from({ length: CROWD }, (_, i) => ({
        at,
        via: i % 2,
        batch: {
          deviceId: `device-${newId()}`,
          entries: [
            {
              id: newId(),
              method: 'leader' as const,
              siteId: person.siteId,
              personId: person.id,
              deviceTime: new Date().toISOString(),
            },
          ],
        },
      }));
      return [...others, ...crowd].sort((a, b) => a.at - b.at);
    },
    async run(scene) {
      scene.injected(CROWD);
      scene.afterwards(() => judgeCrowd(scene));
      await everythingSent(scene);
    },
  },
];

/** Server time orders; the device's time is recorded as it was said. */
async function judgeTimes(scene: Scene, off: number): Promise<void> {
  const [row] = await scene.world.ask<{ kept: number; late: number }>(
    `SELECT count(*) FILTER (WHERE abs(extract(epoch FROM device_time - now())) > 86400 * 20)::int AS kept,
       count(*) FILTER (WHERE abs(extract(epoch FROM recorded_at - now())) > 600)::int AS late
     FROM (SELECT device_time, recorded_at FROM check_ins WHERE event_id = $1
           UNION ALL SELECT device_time, recorded_at FROM check_in_conflicts WHERE event_id = $1) AS k`,
    [scene.stage.eventId],
  );
  if (row?.kept !== off) scene.finds('wrong', `${off} scans had a wrong clock, ${row?.kept ?? 0} say so`);
  if (row?.late !== 0) scene.finds('wrong', `${row?.late ?? 0} scans are recorded at a device's time`);
}

/** Of the crowd one is counted, and each of the others is kept as a duplicate of that one. */
async function judgeCrowd(scene: Scene): Promise<void> {
  const [row] = await scene.world.ask<{ counted: number; duplicates: number }>(
    `SELECT (SELECT count(*)::int FROM check_ins WHERE event_id = $1 AND person_id = $2) AS counted,
       (SELECT count(*)::int FROM check_in_conflicts k JOIN check_ins c ON c.id = k.check_in_id
        WHERE k.event_id = $1 AND k.person_id = $2 AND c.person_id = $2) AS duplicates`,
    [scene.stage.eventId, scene.stage.people[0]!.id],
  );
  if (row?.counted !== 1) scene.finds('doubled', `the person is there ${row?.counted ?? 0} times`);
  if (row?.duplicates !== CROWD - 1) scene.finds('wrong', `${row?.duplicates ?? 0} duplicates are kept`);
}
