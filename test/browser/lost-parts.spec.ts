import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page, Request } from 'playwright-core';
import { factories } from '../factories/index.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { openSignedIn } from './pages.js';

const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const MAP = /\/maps\/38\.json$/;
const LOGO = /\/ceremony\/logo/;

let server: TestServer;
let make: ReturnType<typeof factories>;
let browser: Browser;
let page: Page;
let eventId: string;
let organiser: HttpClient;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  const unit = await make.orgUnit({ communeId: '14758' });
  const event = await make.event({ unit });
  eventId = event.id;
  const site = await make.site(eventId, '14758');
  await make.shift(event, site.id, [{ target: 5 }]);
  organiser = (await make.staff('event_organiser', unit)).client;
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' });
  await page.clock.install();
});
afterEach(() => page.context().close());

/** A network that loses the first two questions for a part; resolves with each that was lost. */
async function losesTwice(part: RegExp): Promise<() => Promise<unknown>> {
  await page.route(part, (route) => route.abort(), { times: 2 });
  const isPart = (request: Request) => part.test(request.url());
  return () => page.waitForEvent('requestfailed', isPart);
}

describe('what a page that nobody reloads could not load at first is asked for again', () => {
  it('the map of the board, which says so meanwhile', async () => {
    const lost = await losesTwice(MAP);
    await Promise.all([
      lost(),
      openSignedIn(page, 'staff', organiser, `${server.url}/board/#/day/${eventId}`),
    ]);
    await page.getByText('Chưa tải được bản đồ, đang thử lại').waitFor();
    await Promise.all([lost(), page.clock.runFor(5_000)]);
    await page.clock.runFor(5_000);
    await page.locator('.map [data-commune="14758"][data-step="0"]').waitFor();
  });

  it('the map and the logo of the wall', async () => {
    const kept = await organiser.upload(`/api/events/${eventId}/ceremony/logo`, {
      name: 'logo.png',
      content: DOT,
    });
    expect(kept.status).toBe(200);
    const lost = [await losesTwice(MAP), await losesTwice(LOGO)];
    const wall = await make.signedIn('screen', { eventId });
    await Promise.all([
      ...lost.map((once) => once()),
      openSignedIn(page, 'screen', wall, `${server.url}/screen/`),
    ]);
    await Promise.all([...lost.map((once) => once()), page.clock.runFor(5_000)]);
    await page.clock.runFor(5_000);
    await page.locator('.hall-map [data-id="14758"][data-lit="0"]').waitFor();
    await page.waitForFunction("document.querySelector('.hall-logo')?.naturalWidth === 1");
  });
});
