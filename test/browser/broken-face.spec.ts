import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories } from '../factories/index.js';
import { type LedgerDay, ledgerDay } from '../factories/ledger-day.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { phonePage, presentIs, stateOf, wallPage } from './pages.js';
import { type PhoneDay, phoneDay } from './phone-day.js';

let server: TestServer;
let browser: Browser;
let day: LedgerDay;
let calls: PhoneDay;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  const make = factories(server);
  day = await ledgerDay(server, make);
  calls = await phoneDay(make);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** As an error in our own code would be: whatever tells an hour or a number throws from now on. */
const breakIt = (page: Page) =>
  page.evaluate(() => {
    const broken = () => {
      throw new Error('broken');
    };
    Object.defineProperty(Intl.NumberFormat.prototype, 'format', { get: broken });
    Intl.DateTimeFormat.prototype.formatToParts = broken;
  });
const said = (page: Page) =>
  page.getByRole('alert').getByText(/^(Có lỗi không mong đợi|Something unexpected)/);
const reload = (page: Page) => page.getByRole('button', { name: /^(Tải lại|Reload the) / }).click();
async function openAs({ cookies }: HttpClient, page: Page, path: string): Promise<void> {
  const name = cookieName('staff');
  await page.context().addCookies([{ name, value: cookies.get(name) ?? '', url: server.url }]);
  await page.goto(server.url + path);
}

const OF_GATE = `
  const opening = indexedDB.open('rq-gate');
  const answer = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = reject;
  });
  const database = await answer(opening);
  const rows = (store, mode) => database.transaction(store, mode).objectStore(store);
  const key = await answer(rows('keys', 'readonly').get('only'));
`;
/** What the gate keeps of its people, once it is there. */
const BOOK = `(async () => {
  ${OF_GATE}
  for (;;) {
    const row = await answer(rows('books', 'readonly').get('only'));
    if (!row) continue;
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, key, row.data);
    return JSON.parse(new TextDecoder().decode(text));
  }
})()`;
const BOOK_WRITTEN = `async (book) => {
  ${OF_GATE}
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(book));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text);
  await answer(rows('books', 'readwrite').put({ id: 'only', iv, data }));
}`;

describe('a face that cannot draw what it is told', () => {
  it('opens itself anew on the wall, with the number of now', async () => {
    const { page } = await wallPage(browser, 'about:blank');
    await page.clock.install();
    await openAs(day.organiser.client, page, `/screen/?event=${day.event.id}`);
    await presentIs(page, 0).waitFor();
    const { id } = await day.volunteer('hall');
    await breakIt(page);
    await day.tick(id, 'hall');
    await page.getByRole('status').getByText('Màn hình gặp lỗi, đang mở lại').waitFor();
    await page.clock.runFor(5_000);
    await presentIs(page, 1).waitFor();
  });

  it('says so on the board', async () => {
    const page = await browser.newPage({ locale: 'vi-VN' });
    await openAs(day.organiser.client, page, `/board/#/day/${day.event.id}`);
    const commune = page.locator('.communes tbody tr').filter({ hasText: 'Sầm Sơn' });
    await commune.waitFor();
    const { id } = await day.volunteer('beach');
    await breakIt(page);
    await day.tick(id, 'beach');
    await said(page).waitFor();
    await reload(page);
    await commune.getByRole('button', { name: /^Có mặt: 1/ }).waitFor();
  });

  it('says so at the gate', async () => {
    const { page } = await phonePage(browser, 'about:blank');
    await openAs(day.gate, page, `/gate/#/${day.event.id}/${day.sites.hall.id}`);
    const list = page.getByRole('navigation').getByRole('button', { name: 'Danh sách', exact: true });
    await list.waitFor();
    await breakIt(page);
    await list.click();
    await said(page).waitFor();
    await reload(page);
    await list.waitFor();
  });

  it('says so on the phone', async () => {
    const { page } = await phonePage(browser, server.url + (await calls.linkOf(await calls.volunteer())));
    await stateOf(page, 'plain').waitFor();
    await breakIt(page);
    // It may draw by itself before somebody could press.
    await page.evaluate(`document.querySelector('.lang [lang=en]')?.click()`);
    await said(page).waitFor();
    await reload(page);
    await stateOf(page, 'plain').waitFor();
  });
});

describe('what a face keeps and cannot draw, as another version of it may have kept it', () => {
  /** Opened, and opened anew: both times it cannot be drawn, for nothing newer has come. */
  async function isForgotten(page: Page, newer: RegExp): Promise<void> {
    await page.route(newer, (route) => route.abort());
    await page.reload();
    await said(page).waitFor();
    await reload(page);
    await said(page).waitFor();
    await page.unroute(newer);
    await reload(page);
  }

  it('is forgotten by the phone when it is opened anew', async () => {
    const { page } = await phonePage(browser, server.url + (await calls.linkOf(await calls.volunteer())));
    await stateOf(page, 'plain').waitFor();
    await page.evaluate(`localStorage.setItem('rq.phone', JSON.stringify({
      ...JSON.parse(localStorage.getItem('rq.phone')), assignments: [{ id: 'another' }],
    }))`);
    await isForgotten(page, /\/api\/me\/assignments/);
    await stateOf(page, 'plain').waitFor();
  });

  it.each([
    { what: 'that cannot be drawn', roster: (known: object) => ({ ...known, people: null }) },
    { what: 'that cannot be read', roster: () => undefined },
  ])('is forgotten by the gate when it is opened anew: a roster $what', async ({ roster }) => {
    await day.volunteer('hall');
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'vi-VN' });
    await openAs(day.gate, page, `/gate/#/${day.event.id}/${day.sites.hall.id}`);
    await page.locator('.roster-list li').first().waitFor();
    const kept = await page.evaluate<{ roster: object }>(BOOK);
    await page.evaluate(`(${BOOK_WRITTEN})(${JSON.stringify({ ...kept, roster: roster(kept.roster) })})`);
    await isForgotten(page, /\/roster(\?|$)/);
    await page.locator('.roster-list li').first().waitFor();
  });
});
