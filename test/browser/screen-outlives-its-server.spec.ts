import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { EventChanges } from '../../src/events/index.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { factories, type OrgUnitRow } from '../factories/index.js';
import { eventually } from '../support/eventually.js';
import { TEST_KEYS } from '../support/test-keys.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { presentIs } from './pages.js';

let server: TestServer;
let browser: Browser;
let page: Page;
let unit: OrgUnitRow;
let event: { id: string; startsAt: Date; endsAt: Date };
let site: { id: string };
let wall: ChildProcess | null = null;
let port: number;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  unit = await make.orgUnit({ communeId: '14758' });
  event = await make.event({ unit, title: 'Lễ ra quân' });
  site = await make.site(event.id, '14758');
  await make.shift(event, site.id, [{ target: 50 }]);
  port = await freePort();
  const session = await make.signedIn('screen', { eventId: event.id });
  const name = cookieName('screen');
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const url = `http://127.0.0.1:${port}`;
  await context.addCookies([{ name, value: session.cookies.get(name) ?? '', url }]);
  page = await context.newPage();
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await kill();
  await browser.close();
  await server.close();
});

/** A server of its own process on the same database: one that can be killed. */
async function start(): Promise<void> {
  wall = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/src/main.js')], {
    env: {
      ...process.env,
      DATABASE_URL: server.databaseUrl,
      SEALING_KEYS: TEST_KEYS,
      PORT: String(port),
      HOST: '127.0.0.1',
      DEMO_PROVINCE: 'none',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await eventually(async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/live`).catch(() => null);
    return answer !== null && answer.ok;
  }, 30_000);
}
async function kill(): Promise<void> {
  if (wall?.exitCode !== null || wall.signalCode !== null) return;
  const gone = once(wall, 'exit');
  wall.kill('SIGKILL');
  await gone;
}
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** As participation does it: `by` more people at the site. */
function arrive(by: number): Promise<void> {
  return server.transactions.run(async (tx) => {
    const changes = server.get(EventChanges);
    const raised = await changes.raise(tx, event.id);
    const leaf = { siteId: site.id, orgUnitId: unit.id, by };
    await changes.count(tx, raised, [
      { ...leaf, metric: 'turns' },
      { ...leaf, metric: 'people' },
    ]);
  });
}
const trust = (is: 'live' | 'stale' | 'gone') => page.locator(`[data-testid=trust][data-trust=${is}]`);

describe('the screen in the hall', () => {
  it('keeps its number when the server is killed, says so, and catches up when it is back', async () => {
    await start();
    await arrive(17);
    await page.goto(`http://127.0.0.1:${port}/screen/`);
    await presentIs(page, 17).waitFor();
    await trust('live').waitFor();
    expect(await page.getByTestId('communes').innerText()).toContain('1 / 1');

    await kill();
    await trust('gone').getByText('Mất kết nối').waitFor();
    expect(await page.getByTestId('present').innerText()).toBe('17');
    await arrive(6); // somebody is counted elsewhere while the wall cannot know

    expect(await page.getByTestId('present').getAttribute('data-value')).toBe('17');
    await start();
    await presentIs(page, 23).waitFor();
    await trust('live').waitFor();
    await eventually(async () => (await page.getByTestId('present').innerText()) === '23');
  }, 120_000);

  it('is amber with the time of its number when the server falls silent on an open link', async () => {
    wall?.kill('SIGSTOP');
    try {
      await trust('stale').getByText('số liệu lúc').waitFor({ timeout: 20_000 });
      expect(await page.getByTestId('present').innerText()).toBe('23');
    } finally {
      wall?.kill('SIGCONT');
    }
    await trust('live').waitFor();
  }, 60_000);

  it('hides the pointer and clips nothing in any size of hall', async () => {
    const cursor = await page.evaluate<string>('getComputedStyle(document.querySelector("main")).cursor');
    expect(cursor).toBe('none');
    for (const size of [
      { width: 1280, height: 720 },
      { width: 1920, height: 1080 },
      { width: 3840, height: 2160 },
      { width: 1024, height: 768 },
    ]) {
      await page.setViewportSize(size);
      for (const part of await page.locator('main.hall > *, .hall-numbers > *').all()) {
        const box = await part.boundingBox();
        if (box === null) continue;
        expect(box.x + box.width).toBeLessThanOrEqual(size.width);
        expect(box.y + box.height).toBeLessThanOrEqual(size.height);
      }
    }
  });
});
