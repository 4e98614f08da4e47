import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { type Network, openNetwork } from './network.js';

let server: TestServer;
let network: Network;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  network = await openNetwork(server.url);
  page = await browser.newPage({ locale: 'vi-VN' });
  await page.clock.install();
});
afterEach(async () => {
  await page.context().close();
  await network.close();
});

const trying = () => page.getByText('Chưa tải được trang, đang thử lại');
/** What the page says while it loads has given way to the face. */
async function hasStarted(): Promise<void> {
  await page.locator('#app > :not(.loading)').first().waitFor();
  await page.locator('#app > .loading').waitFor({ state: 'detached' });
}

describe.each(['board', 'phone', 'screen', 'gate'])('the page of the %s', (face) => {
  it.each(['js', 'css'])('opens anew when its own %s has not come', async (kind) => {
    await page.route(new RegExp(`/assets/.*\\.${kind}$`), (route) => route.fulfill({ status: 404 }), {
      times: 1,
    });
    await page.goto(`${network.url}/${face}/`);
    await Promise.all([page.waitForEvent('load'), page.clock.runFor(5_000)]);
    await hasStarted();
  });

  it('says that it tries again, and does not leave for a page of the browser’s while there is no network', async () => {
    const lost = network.loseAnswer(/\/assets\/.*\.js$/, true);
    await page.goto(`${network.url}/${face}/`, { waitUntil: 'commit' });
    await lost;
    await trying().waitFor();
    await page.clock.runFor(20_000);
    await trying().waitFor();
    network.mend();
    await page.clock.runFor(5_000);
    await hasStarted();
    expect(await trying().count()).toBe(0);
  });
});
