import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { EventChanges } from '../../src/events/index.js';
import { factories } from '../factories/index.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { openSignedIn, presentIs, stateOf } from './pages.js';

const COMMUNES = 40;
const FRAMES = 60;
/** A page that keeps its frames holds 59 kB more after each of a province, 300 after each of the country. */
const HELD_A_FRAME_KB = 5;

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** What a page's scripts hold once all is thrown away that may be. */
async function heldBy(page: Page): Promise<number> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('HeapProfiler.enable');
  for (let times = 0; times < 3; times++) await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  await tools.detach();
  return usedSize / 1000;
}

it('a board, a wall and a phone that are open all morning hold no more after each frame', async () => {
  const make = factories(server);
  const map = (await (await fetch(`${server.url}/maps/38.json`)).json()) as { communes: { id: string }[] };
  const codes = map.communes.slice(0, COMMUNES).map(({ id }) => id);
  await make.place('38', 'province', 'Thanh Hóa');
  for (const code of codes) await make.place(code, 'commune', `Xã ${code}`, '38');
  const province = await make.orgUnit({ name: 'Tỉnh đoàn', communeId: codes[0]! });
  const event = await make.event({ unit: province });
  const leaves: { siteId: string; orgUnitId: string }[] = [];
  let shift = { id: '', siteId: '' };
  for (const code of codes) {
    const unit = await make.orgUnit({ parent: province, communeId: code });
    const site = await make.site(event.id, code);
    shift = await make.shift(event, site.id, [{ target: 5 }]);
    leaves.push({ siteId: site.id, orgUnitId: unit.id });
  }
  const person = await make.person({ unit: province, communeId: codes[0]! });
  await make.consent(person.id);
  await make.register(event.id, [person.id]);
  await make.assignment(event, shift, person.id, 'accepted');

  /** As participation does it: one more person at one site, on the wall and on the board. */
  let arrived = 0;
  const arrive = async () => {
    const leaf = { ...leaves[arrived % COMMUNES]!, by: 1 };
    await server.transactions.run(async (tx) => {
      const changes = server.get(EventChanges);
      await changes.count(tx, await changes.raise(tx, event.id), [
        { ...leaf, metric: 'turns' },
        { ...leaf, metric: 'people' },
      ]);
    });
    arrived += 1;
    await presentIs(wall, arrived).waitFor();
    await board.locator('.big-total strong').getByText(String(arrived), { exact: true }).waitFor();
  };
  const [wall, board, phone] = [
    await browser.newPage(),
    await browser.newPage(),
    await browser.newPage({ viewport: { width: 360, height: 740 } }),
  ];
  const staff = (await make.staff('province_coordinator', province)).client;
  await openSignedIn(
    wall,
    'screen',
    await make.signedIn('screen', { eventId: event.id }),
    `${server.url}/screen/`,
  );
  await openSignedIn(board, 'staff', staff, `${server.url}/board/#/day/${event.id}`);
  const own = await make.signedIn('volunteer', { subjectId: person.id });
  await openSignedIn(phone, 'volunteer', own, `${server.url}/phone/`);
  await stateOf(phone, 'plain').waitFor();

  const pages = { wall, board, phone };
  const held = async () => {
    const all: Record<string, number> = {};
    for (const [name, page] of Object.entries(pages)) all[name] = await heldBy(page);
    return all;
  };
  for (let frame = 0; frame < COMMUNES; frame++) await arrive(); // each commune has been drawn anew once
  const before = await held();
  for (let frame = 0; frame < FRAMES; frame++) await arrive();
  const after = await held();
  const growing = Object.entries(after)
    .map(([name, kb]) => ({ name, aFrameKb: (kb - before[name]!) / FRAMES }))
    .filter(({ aFrameKb }) => aFrameKb > HELD_A_FRAME_KB);
  expect(growing).toEqual([]);
}, 120_000);
