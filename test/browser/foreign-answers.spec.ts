import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { SessionKind } from '../../src/contracts/people.js';
import { factories } from '../factories/index.js';
import { eventually } from '../support/eventually.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { type Network, openNetwork } from './network.js';
import { keptBooks, openSignedIn, phonePage, stateOf, typeGateCode, untilKept } from './pages.js';
import { type PhoneDay, phoneDay } from './phone-day.js';

let server: TestServer;
let network: Network;
let browser: Browser;
let make: ReturnType<typeof factories>;
let day: PhoneDay;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  network = await openNetwork(server.url);
  make = factories(server);
  day = await phoneDay(make);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await network.close();
  await server.close();
});
beforeEach(async () => {
  ({ context, page } = await phonePage(browser, 'about:blank'));
  await page.clock.install();
});
afterEach(async () => {
  network.putBetween(null);
  network.change('/phone/', (own) => own);
  await context.close();
});

const openAs = (kind: SessionKind, client: HttpClient, path: string) =>
  openSignedIn(page, kind, client, network.url + path);
/** A log-in page of a Wi-Fi; guards before a server. */
const STATUS = [200, 401, 403];
const apiSays = (status: number) => network.putBetween({ path: /^\/api\//, status });

describe('while something else answers in the place of the server', () => {
  it.each(STATUS)(
    'with %d, a check-in is kept, its person stays signed in, and it is sent later',
    async (status) => {
      const person = await day.volunteer();
      await page.goto(network.url + (await day.linkOf(person)));
      await stateOf(page, 'plain').waitFor();
      await untilKept(page);
      const code = await day.gateCode();
      apiSays(status);
      await typeGateCode(page, code);
      await stateOf(page, 'wait').getByText('Đã lưu, chờ gửi').waitFor();
      await page.reload();
      await stateOf(page, 'wait').waitFor();
      await page.clock.fastForward('01:05');
      await stateOf(page, 'wait').waitFor();
      network.putBetween(null);
      await eventually(async () => {
        await page.clock.runFor(10_000);
        return (await stateOf(page, 'good').count()) === 1;
      });
      expect(await day.inLedger(person)).toBe(1);
    },
  );

  it.each(STATUS)('with %d, a gate keeps its list and works on', async (status) => {
    const keeper = (await make.staff('gate_keeper', day.unit)).client;
    await openAs('staff', keeper, `/gate/#/${day.event.id}/${day.site.id}`);
    await page.locator('.top-place p').getByText('·').waitFor(); // its list has come
    await untilKept(page);
    expect(await keptBooks(page)).toBe(1);
    apiSays(status);
    await page.reload();
    await page.locator('.top-place p').getByText('·').waitFor();
    await page.clock.runFor(20_000);
    expect(await keptBooks(page)).toBe(1);
  });

  it.each(STATUS)(
    'with %d, a wall that is opened waits for the server and comes by itself',
    async (status) => {
      const screen = await make.signedIn('screen', { eventId: day.event.id });
      apiSays(status);
      await openAs('screen', screen, '/screen/');
      await eventually(async () => {
        await page.clock.runFor(1_000);
        return (await page.locator('main, [role=status]').count()) > 0;
      });
      expect(await page.getByText('Phiên của màn hình đã hết').count()).toBe(0);
      network.putBetween(null);
      await eventually(async () => {
        await page.clock.runFor(1_000);
        return (await page.locator('[data-testid=trust][data-trust=live]').count()) === 1;
      });
    },
  );

  it.each(STATUS)('with %d, a board that is opened says so and asks nobody to log in', async (status) => {
    apiSays(status);
    await openAs('staff', day.organiser, `/board/#/day/${day.event.id}`);
    await page.getByText('Máy khác đã trả lời thay máy chủ').waitFor();
    expect(await page.getByLabel('Mật khẩu').count()).toBe(0);
    network.putBetween(null);
    await page.clock.fastForward('00:08');
    await page.locator('.communes').first().waitFor();
  });

  it.each([
    ['a page of it', () => '<!doctype html><p>Đăng nhập mạng'],
    ['a page of another version', (own: string) => own.replace(/phone-[\w-]+\.js/, 'phone-older.js')],
  ])('the phone does not keep %s for its own', async (_, answer) => {
    const person = await day.volunteer();
    await page.goto(network.url + (await day.linkOf(person)));
    await stateOf(page, 'plain').waitFor();
    let asked = false;
    network.change('/phone/', (own) => {
      asked = true;
      return answer(own);
    });
    await page.clock.runFor(4_000);
    await eventually(() => asked); // by the worker, to keep it
    await eventually(() =>
      page.evaluate<boolean>('navigator.serviceWorker.getRegistration().then((one) => !one?.installing)'),
    );
    const kept = await page.evaluate<string[]>(
      `caches.keys().then((names) => Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())
        .map(({ url }) => new URL(url).pathname)))).then((all) => all.flat())`,
    );
    expect(kept).not.toContain('/phone/');
  });
});
