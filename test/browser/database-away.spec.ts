import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { SessionKind } from '../../src/contracts/people.js';
import { factories } from '../factories/index.js';
import { cutOffNode } from '../faults/cut-off-node.js';
import type { FaultProxy } from '../faults/fault-proxy.js';
import { eventually } from '../support/eventually.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { type Network, openNetwork } from './network.js';
import { openSignedIn, phonePage, stateOf } from './pages.js';
import { type PhoneDay, phoneDay } from './phone-day.js';

/** The faces come from a node whose way to the database can be cut; the other one is whole. */
let whole: TestServer;
let node: TestServer;
let database: FaultProxy;
let network: Network;
let browser: Browser;
let make: ReturnType<typeof factories>;
let day: PhoneDay;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await openChromium();
  whole = await startTestServer();
  ({ node, database } = await cutOffNode(whole));
  network = await openNetwork(node.url);
  make = factories(whole);
  day = await phoneDay(make);
}, OPEN_TIMEOUT_MS);
beforeEach(async () => {
  ({ context, page } = await phonePage(browser, 'about:blank'));
  await page.clock.install();
});
afterEach(async () => {
  database.heal(false);
  await context.close();
});
afterAll(async () => {
  await browser.close();
  await network.close();
  await node.close();
  await database.close();
  await whole.close();
});

/** Gone when this resolves: who is asked says so. */
async function takeAway(): Promise<void> {
  database.refuse();
  await eventually(async () => (await node.client().get('/api/health/ready')).status === 503);
}
async function giveBack(): Promise<void> {
  database.heal(false);
  await eventually(async () => (await node.client().get('/api/health/ready')).status === 200);
}
const openAs = (kind: SessionKind, client: HttpClient, path: string) =>
  openSignedIn(page, kind, client, network.url + path);

describe('while the database is away', () => {
  it('a board that is opened says so and asks nobody to log in; it comes by itself', async () => {
    await takeAway();
    await openAs('staff', day.organiser, `/board/#/day/${day.event.id}`);
    await page.getByText('Máy chủ chưa liên lạc được với cơ sở dữ liệu').waitFor();
    expect(await page.getByLabel('Mật khẩu').count()).toBe(0);
    await giveBack();
    await page.clock.fastForward('00:08');
    await page.locator('.communes').first().waitFor();
  }, 60_000);

  it('the wall keeps its number when it asks anew, and never says that its session is over', async () => {
    const screen = await make.signedIn('screen', { eventId: day.event.id });
    await openAs('screen', screen, '/screen/');
    await page.locator('[data-testid=trust][data-trust=live]').waitFor();
    await takeAway();
    let refused = false;
    page.on('websocket', (line) =>
      line.on('framereceived', ({ payload }) => (refused ||= payload.includes('database_away'))),
    );
    network.cut();
    network.mend();
    await eventually(async () => {
      await page.clock.runFor(1_000);
      return refused;
    });
    await page.locator('[data-testid=trust]:not([data-trust=live])').waitFor();
    await page.getByTestId('present').waitFor();
    expect(await page.getByText('Phiên của màn hình đã hết').count()).toBe(0);
    await giveBack();
    await eventually(async () => {
      await page.clock.runFor(1_000);
      return (await page.locator('[data-testid=trust][data-trust=live]').count()) === 1;
    });
  }, 60_000);

  it('a yes on the phone is kept and sent later', async () => {
    const person = await day.volunteer();
    await make.sql(`UPDATE assignments SET state = 'offered' WHERE person_id = $1`, [person.id]);
    await page.goto(network.url + (await day.linkOf(person)));
    await stateOf(page, 'ask').waitFor();
    await takeAway();
    await page.getByRole('button', { name: 'NHẬN NHIỆM VỤ' }).click();
    await stateOf(page, 'wait').getByText('Bạn đã bấm nhận lúc').waitFor();
    await page.getByTestId('link').getByText('Mất kết nối').waitFor();
    await giveBack();
    await page.clock.fastForward('01:05');
    await stateOf(page, 'plain').waitFor();
    await page.getByTestId('link').getByText('Trực tiếp').waitFor();
    const [kept] = await make.sql<{ state: string }>('SELECT state FROM assignments WHERE person_id = $1', [
      person.id,
    ]);
    expect(kept?.state).toBe('accepted');
  }, 60_000);
});
