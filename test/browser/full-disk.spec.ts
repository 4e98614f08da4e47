import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { factories } from '../factories/index.js';
import { eventually } from '../support/eventually.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { type Network, openNetwork } from './network.js';
import { FULL, openSignedIn, phonePage, stateOf, typeGateCode, untilKept } from './pages.js';
import { type PhoneDay, phoneDay } from './phone-day.js';

let server: TestServer;
let network: Network;
let browser: Browser;
let day: PhoneDay;
let make: ReturnType<typeof factories>;
let context: BrowserContext;
let page: Page;
let person: { id: string };

/** As after a long sleep: `loseConnections()` makes all that are open useless, and new ones are as good as ever. */
const MAY_BE_LOST = `{
  const used = new Set(), lost = new Set();
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...given) {
    if (lost.has(this)) throw new DOMException('The database connection is closing.', 'InvalidStateError');
    used.add(this);
    return transaction.apply(this, given);
  };
  globalThis.loseConnections = () => { for (const one of used) lost.add(one); return lost.size; };
}`;

/** As WebKit's database has been after a sleep: once `fallSilent()` is called, nothing that is asked of it is ever answered. */
const MAY_FALL_SILENT = `{
  let silent = false;
  globalThis.fallSilent = () => { silent = true; };
  const { get, set } = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'oncomplete');
  Object.defineProperty(IDBTransaction.prototype, 'oncomplete', {
    get,
    set(heard) { set.call(this, (event) => silent || heard(event)); },
  });
}`;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  make = factories(server);
  day = await phoneDay(make);
}, OPEN_TIMEOUT_MS);
beforeEach(async () => {
  network = await openNetwork(server.url);
  person = await day.volunteer();
  ({ context, page } = await phonePage(browser, 'about:blank'));
});
afterEach(async () => {
  await context.close();
  await network.close();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function openPhone(script: string): Promise<void> {
  await context.addInitScript({ content: script });
  await page.clock.install();
  await page.goto(network.url + (await day.linkOf(person)));
  await stateOf(page, 'plain').waitFor();
}

describe('a phone that is full', () => {
  it('checks in all the same', async () => {
    await openPhone(FULL);
    await typeGateCode(page, await day.gateCode());
    await stateOf(page, 'good').waitFor();
    expect(await day.inLedger(person)).toBe(1);
  });

  it('says that the page must stay open until what was taken in without a network is sent, and sends it', async () => {
    await openPhone(FULL);
    const code = await day.gateCode();
    network.cut();
    await typeGateCode(page, code);
    await page.getByText('xin đừng đóng trang cho đến khi gửi xong').waitFor();
    network.mend();
    await page.clock.fastForward('01:05');
    await stateOf(page, 'good').waitFor();
    expect(await day.inLedger(person)).toBe(1);
  });
});

describe('a phone whose browser has let go of its database', () => {
  it('opens it anew, and what it saves survives', async () => {
    await openPhone(MAY_BE_LOST);
    await untilKept(page);
    const code = await day.gateCode();
    network.cut();
    expect(await page.evaluate('loseConnections()')).toBeGreaterThan(0);
    await typeGateCode(page, code);
    await stateOf(page, 'wait').getByText('Đã lưu, chờ gửi').waitFor();
    expect(await page.getByText('xin đừng đóng trang').count()).toBe(0);
    await page.reload();
    await stateOf(page, 'wait').getByText('Đã lưu, chờ gửi').waitFor();
    network.mend();
    await page.clock.fastForward('01:05');
    await stateOf(page, 'good').waitFor();
    expect(await day.inLedger(person)).toBe(1);
  });
});

describe('a phone whose database answers no more', () => {
  it('checks in all the same, and says that the page must stay open', async () => {
    await openPhone(MAY_FALL_SILENT);
    await untilKept(page);
    const code = await day.gateCode();
    network.cut();
    await page.evaluate('fallSilent()');
    await typeGateCode(page, code);
    await page.clock.runFor(20_000);
    await page.getByText('xin đừng đóng trang cho đến khi gửi xong').waitFor();
    network.mend();
    await page.clock.fastForward('01:05');
    await stateOf(page, 'good').waitFor();
    expect(await day.inLedger(person)).toBe(1);
  });
});

async function openGate(): Promise<void> {
  const { client } = await make.staff('gate_keeper', day.unit);
  await openSignedIn(page, 'staff', client, `${network.url}/gate/#/${day.event.id}/${day.site.id}`);
}
/** Its roster is there. */
const gateIsOpen = () => page.locator('.top-place p').getByText('·').waitFor();

describe('a gate whose database never answers', () => {
  it('opens all the same', async () => {
    await context.addInitScript({ content: `${MAY_FALL_SILENT} fallSilent();` });
    await page.clock.install();
    await openGate();
    await page.clock.runFor(20_000);
    await gateIsOpen();
    await page.getByText('đừng đóng trang khi còn lượt chờ gửi').waitFor();
  });
});

describe('a gate whose device becomes full', () => {
  it('sends what it counts, and says that the page must stay open', async () => {
    await openGate();
    await gateIsOpen();
    await page.evaluate(FULL);
    await page.getByRole('navigation').getByRole('button', { name: 'Tại chỗ', exact: true }).click();
    await page.getByLabel('Số người').fill('7');
    await page.getByRole('button', { name: 'Lưu số đếm' }).click();
    await page.getByText('đừng đóng trang khi còn lượt chờ gửi').waitFor();
    await eventually(async () => {
      const rows = await make.sql<{ people: number }>('SELECT people FROM headcounts WHERE event_id = $1', [
        day.event.id,
      ]);
      return rows[0]?.people === 7;
    });
  });
});
