import { chmodSync, mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { opened, runAndClose } from '../../bench/opened.js';
import { factories } from '../factories/index.js';
import { startNode } from '../support/test-server.js';
import { openChromium } from './chromium.js';
import { fakeCamera } from './fake-camera.js';
import { checkIn, emptyScreen, shortCommune, type Walk } from './walks/walks.js';

/**
 * Plays three people's tasks on a real server in a real browser, counts clicks and seconds, and writes the table
 * into docs/walks.md.
 */
const FOLDER = join(PROJECT_ROOT, 'var/bench');
const PAPER = join(PROJECT_ROOT, 'docs/walks.md');
const TABLE = /(?<=<!-- table -->\n).*(?=<!-- \/table -->)/s;

await runAndClose(play);

async function play(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  chmodSync(FOLDER, 0o711);
  const folder = await mkdtemp(join(FOLDER, 'walks-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres(folder);
  opened.push(() => postgres.stop());
  const server = await startNode(postgres.url);
  opened.push(() => server.close());
  const camera = await fakeCamera();
  opened.push(() => camera.remove());
  const browser = await openChromium(camera.file);
  opened.push(() => browser.close());

  const stage = { server, make: factories(server), browser, camera };
  // Once for nothing: the first of all warms the server.
  await shortCommune(stage);
  const { organiser, volunteer } = await shortCommune(stage);
  const walks: [key: string, title: string, walk: Walk][] = [
    ['organiser_12_short', 'the organiser: a commune 12 short → 12 people invited', organiser],
    ['volunteer_on_the_way', 'a volunteer: the offer → on the way, on the board too', volunteer],
    [
      'volunteer_qr_offline',
      'a volunteer, network off: the gate’s QR → saved as present',
      await checkIn(stage, 'qr'),
    ],
    ['volunteer_digits_offline', 'the same without a camera: six digits', await checkIn(stage, 'digits')],
    ['hall_to_the_number', 'the hall: an empty screen → the number', await emptyScreen(stage)],
  ];
  const lines = walks.map(([, title, walk]) => {
    const { human_s, machine_s } = walk;
    const seconds = [human_s, machine_s, human_s + machine_s].map((one) => one.toFixed(1));
    return `| ${[title, walk.clicks, walk.keys, ...seconds].join(' | ')} |`;
  });
  const head =
    '| from → to | clicks | keys | people, s | machine, s | together, s |\n| --- | --- | --- | --- | --- | --- |';
  const table = `${head}\n${lines.join('\n')}\n`;
  console.log(table);
  await writeFile(
    PAPER,
    (await readFile(PAPER, 'utf8')).replace(TABLE, () => table),
  );
  const figures = Object.fromEntries(
    walks.map(([key, , { clicks, keys, human_s, machine_s }]) => [
      key,
      {
        clicks,
        keys,
        human_s: round(human_s),
        machine_s: round(machine_s),
        seconds: round(human_s + machine_s),
      },
    ]),
  );
  console.log(JSON.stringify({ bench: 'walks', figures }));
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
