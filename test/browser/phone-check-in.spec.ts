import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Receipt } from '../../src/contracts/participation.js';
import { newId } from '../../src/kernel/ids.js';
import { factories } from '../factories/index.js';
import { eventually } from '../support/eventually.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { OLD_PHONE, phonePage, stateOf, typeGateCode } from './pages.js';
import { type PhoneDay, phoneDay } from './phone-day.js';

let server: TestServer;
let browser: Browser;
let make: ReturnType<typeof factories>;
let day: PhoneDay;
const open: BrowserContext[] = [];

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  make = factories(server);
  day = await phoneDay(make);
}, OPEN_TIMEOUT_MS);
afterEach(async () => {
  await Promise.all(open.splice(0).map((context) => context.close()));
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

let person: { id: string };
let link: string;
beforeEach(async () => {
  person = await day.volunteer();
  link = server.url + (await day.linkOf(person));
});

async function phone(url = link) {
  const opened = await phonePage(browser, url);
  open.push(opened.context);
  return opened;
}
const inLedger = () => day.inLedger(person);

describe('a check-in on a phone', () => {
  it('without network is saved as waiting, and sent when the network is back', async () => {
    const { context, page } = await phone();
    await stateOf(page, 'plain').waitFor();
    await context.setOffline(true);
    await typeGateCode(page, await day.gateCode());
    await stateOf(page, 'wait').getByText('Đã lưu, chờ gửi').waitFor();
    await page.getByTestId('link').getByText('Mất kết nối').waitFor();
    expect(await inLedger()).toBe(0);

    await context.setOffline(false);
    await stateOf(page, 'good').getByText('Đã điểm danh lúc').waitFor();
    expect(await inLedger()).toBe(1);
  });

  it('survives a closed page: what waited is sent at the next visit', async () => {
    const { context, page } = await phone();
    await stateOf(page, 'plain').waitFor();
    await context.setOffline(true);
    await typeGateCode(page, await day.gateCode());
    await stateOf(page, 'wait').waitFor();
    await page.close();

    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(`${server.url}/phone/`);
    await stateOf(again, 'good').waitFor();
    expect(await inLedger()).toBe(1);
  });

  it('whose answer was lost is sent again, and counted once', async () => {
    const { page } = await phone();
    await page.route(
      '**/check-ins',
      async (route) => {
        await route.fetch(); // the server commits…
        await route.abort(); // …and the phone never hears of it
      },
      { times: 1 },
    );
    const sent: string[] = [];
    page.on('request', (request) => {
      const body = request.postData();
      if (request.url().endsWith('/check-ins') && body !== null) sent.push(body);
    });
    const answered = page.waitForResponse((response) => response.url().endsWith('/check-ins'));
    await typeGateCode(page, await day.gateCode());
    await stateOf(page, 'wait').waitFor();
    await eventually(async () => (await inLedger()) === 1);

    const { receipts } = (await (await answered).json()) as { receipts: Receipt[] };
    expect(receipts).toMatchObject([{ outcome: 'counted' }]);
    await stateOf(page, 'good').waitFor();
    expect(sent).toHaveLength(2);
    expect(sent[1]).toBe(sent[0]);
    expect(await inLedger()).toBe(1);
  });

  it('that a leader has already ticked is a success, with the time of the ledger', async () => {
    const { context, page } = await phone();
    await stateOf(page, 'plain').waitFor();
    // An answer that is on its way when the network goes would tell of the tick.
    await page.waitForLoadState('networkidle');
    await context.setOffline(true);
    const entry = { id: newId(), method: 'leader', siteId: day.site.id, personId: person.id };
    await day.organiser.post(`/api/events/${day.event.id}/check-ins`, {
      deviceId: 'desk-computer',
      entries: [{ ...entry, deviceTime: new Date().toISOString() }],
    });
    await typeGateCode(page, await day.gateCode());
    await stateOf(page, 'wait').waitFor();

    const answered = page.waitForResponse((response) => response.url().endsWith('/check-ins'));
    await context.setOffline(false);
    const { receipts } = (await (await answered).json()) as { receipts: Receipt[] };
    expect(receipts).toMatchObject([{ outcome: 'duplicate' }]);
    await stateOf(page, 'good').getByText('Đã điểm danh lúc').waitFor();
    expect(await inLedger()).toBe(1);
  });

  it('with a wrong code is refused in words, and can be tried again', async () => {
    const { page } = await phone();
    await typeGateCode(page, '000000');
    await stateOf(page, 'bad').getByText('Mã của cổng không đúng').waitFor();
    await typeGateCode(page, await day.gateCode());
    await stateOf(page, 'good').waitFor();
    expect(await inLedger()).toBe(1);
  });
});

describe('a phone nobody is signed in on', () => {
  it('says so and what to do, also after a link that no longer works', async () => {
    const { page } = await phone(`${server.url}/phone/`);
    await page.getByText('Mở lại đường dẫn riêng trong tin nhắn').waitFor();
    await page.getByRole('button', { name: 'Nhận mã qua tin nhắn' }).waitFor();

    const refused = await phone(`${server.url}/phone/#link=${'x'.repeat(43)}`);
    await refused.page.getByText('Đường dẫn không còn dùng được').waitFor();
    expect(new URL(refused.page.url()).hash).toBe('');
  });
});

it('works on a phone of some years ago, which lacks what browsers have since', async () => {
  const { context, page } = await phone(`${server.url}/phone/`);
  await context.addInitScript({ content: OLD_PHONE });
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(fault.message));
  await page.goto(link);
  await typeGateCode(page, '000000');
  await stateOf(page, 'bad').waitFor();
  await typeGateCode(page, await day.gateCode());
  await stateOf(page, 'good').waitFor();
  expect(faults).toEqual([]);
});

describe('a link opened inside another app', () => {
  it('is used only when somebody stays there: it would be bound to that app', async () => {
    const context = await browser.newContext({
      userAgent:
        'Mozilla/5.0 (Linux; Android 8.1.0; SM-J730G) AppleWebKit/537.36 Chrome/138.0 Mobile Safari/537.36 Zalo android/24',
      viewport: { width: 360, height: 740 },
      locale: 'vi-VN',
    });
    open.push(context);
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole('heading', { name: 'Bạn đang mở trong Zalo' }).waitFor();
    expect(page.url()).toBe(link);
    const way = await page.getByRole('link', { name: 'Mở bằng Chrome' }).getAttribute('href');
    expect(way).toContain(`${link.slice('http'.length)}#Intent;scheme=http;`);

    // In the phone's own browser the same link still works.
    const { page: own } = await phone();
    await stateOf(own, 'plain').waitFor();
  });

  it('lets in who stays', async () => {
    const context = await browser.newContext({
      userAgent: 'Mozilla/5.0 (Linux; Android 8.1.0) Zalo',
      locale: 'vi-VN',
    });
    open.push(context);
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole('button', { name: 'Vẫn dùng ở đây' }).click();
    await stateOf(page, 'plain').waitFor();
    expect(new URL(page.url()).hash).toBe('');
  });
});
