import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Indicators } from '../../src/contracts/results.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories } from '../factories/index.js';
import { type Reporter, type ResultsDay, resultsDay } from '../factories/results-day.js';
import { eventually } from '../support/eventually.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { FULL, OLD_PHONE } from './pages.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let browser: Browser;
let day: ResultsDay;
let who: Reporter;
const open: BrowserContext[] = [];

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  make = factories(server);
  day = await resultsDay(server, make);
  who = await day.reporter('here');
  await make.consent(who.id);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await Promise.all(open.map((context) => context.close()));
  await browser.close();
  await server.close();
});

async function signedIn(kind: 'staff' | 'volunteer', client: HttpClient, viewport: [number, number]) {
  const [width, height] = viewport;
  const phone = kind === 'volunteer' ? { isMobile: true, hasTouch: true } : {};
  const context = await browser.newContext({ viewport: { width, height }, locale: 'vi-VN', ...phone });
  open.push(context);
  const name = cookieName(kind);
  await context.addCookies([{ name, value: client.cookies.get(name) ?? '', url: server.url }]);
  return { context, page: await context.newPage() };
}
async function onPhone(reporter = who, script = '') {
  const opened = await signedIn('volunteer', reporter.client, [360, 740]);
  await opened.context.addInitScript({ content: script });
  await opened.page.goto(`${server.url}/phone/`);
  await opened.page.getByRole('button', { name: 'GHI KẾT QUẢ' }).click();
  await counter(opened.page, 'files_online').waitFor();
  return opened;
}
const counter = (page: Page, code: string) => page.getByTestId(`counter-${day.indicator(code)}`);
const standsAt = (page: Page, code: string, value: string) =>
  counter(page, code).locator('strong').getByText(value, { exact: true }).waitFor();
const sent = (page: Page, words: string) => page.getByTestId('results-sent').getByText(words).waitFor();
async function takePicture(page: Page): Promise<void> {
  const buffer = await page.screenshot({ type: 'jpeg' });
  const chosen = page.waitForEvent('filechooser');
  await counter(page, 'households_visited').getByRole('button', { name: 'Chụp ảnh (0)' }).click();
  await page.getByText('ai không đồng ý thì đừng chụp').waitFor();
  await page.getByRole('button', { name: 'ĐÃ HỎI, CHỤP ẢNH' }).click();
  await (await chosen).setFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer });
}
/** Of the first picture on the board, as the browser has read it. */
const WIDTH = `document.querySelector('.results-photos img').naturalWidth`;
const ledger = () =>
  make.sql<{ amount: number; people: number }>(
    'SELECT amount, people FROM results WHERE event_id = $1 AND person_id = $2 ORDER BY recorded_at, id',
    [day.event.id, who.id],
  );

describe('results on a phone', () => {
  it('are counted without a network, survive a closed page, and stand on board and export when it is back', async () => {
    const { context, page } = await onPhone();
    await sent(page, 'Máy chủ đã ghi nhận đủ.');
    await context.setOffline(true);
    const files = counter(page, 'files_online');
    for (let n = 0; n < 4; n++) await files.getByRole('button', { name: /^Thêm 1/ }).click();
    await files.getByRole('button', { name: /^Bớt 1/ }).click();
    await standsAt(page, 'files_online', '3');
    const helped = counter(page, 'people_helped');
    await helped.getByRole('button', { name: '+1 người mới' }).click();
    await helped.getByRole('button', { name: '+1 người mới' }).click();
    await helped.getByRole('button', { name: '+1 lượt, người cũ' }).click();
    await helped.getByText('lượt · 2 người').waitFor();
    await helped.getByRole('button', { name: 'Nhập số' }).click();
    await page.getByLabel('Số lượt').fill('40');
    await page.getByLabel('Trong đó người chưa được giúp lần nào').fill('30');
    await page.getByRole('button', { name: 'CỘNG THÊM' }).click();
    await standsAt(page, 'people_helped', '43');

    await takePicture(page);
    await page.getByRole('button', { name: '1 chờ gửi' }).waitFor();
    await sent(page, 'đã lưu trên máy, chờ gửi');
    expect(await ledger()).toEqual([]);
    await page.close();

    await context.setOffline(false);
    const again = await context.newPage();
    // The list was asked for before the picture was sent, and its answer knows of the picture: it is counted once.
    const pictureSent = again.waitForResponse(/\/result-photos$/);
    await again.route('**/api/me/results', async (route) => {
      await pictureSent;
      await route.continue();
    });
    await again.goto(`${server.url}/phone/`);
    await again.getByRole('button', { name: 'GHI KẾT QUẢ' }).click();
    await sent(again, 'Máy chủ đã ghi nhận đủ.');
    await standsAt(again, 'files_online', '3');
    await again.getByRole('button', { name: 'Chụp ảnh (1)', exact: true }).waitFor();
    expect(await ledger()).toHaveLength(2);

    const board = await signedIn('staff', day.organiser, [1440, 900]);
    await board.page.goto(`${server.url}/board/#/day/${day.event.id}`);
    await board.page
      .getByRole('link', { name: /Kết quả ra quân/ })
      .getByText('43')
      .waitFor();
    await board.page.goto(`${server.url}/board/#/day/${day.event.id}/results`);
    await board.page
      .getByRole('button', { name: 'Người dân được hỗ trợ: 43. Xem từng báo cáo', exact: true })
      .click();
    await board.page.getByTestId('rows-sum').getByText('43 · 32 người').waitFor();
    await board.page.getByRole('cell', { name: who.name }).waitFor();
    await board.page.getByRole('button', { name: 'Đóng' }).click();
    const shown = board.page.getByRole('region', { name: 'Ảnh mới nhất' }).getByRole('img').first();
    await shown.scrollIntoViewIfNeeded();
    await eventually(async () => (await board.page.evaluate(WIDTH)) === 360);
    const { body } = await day.organiser.get<Buffer>(`/api/events/${day.event.id}/results.csv`);
    expect(body.toString()).toMatch(/,43,32,0,3,0,0,0,1\r\n/);
  });

  it('are counted on a phone of some years ago, with a picture', async () => {
    const other = await day.reporter('there');
    await make.consent(other.id);
    const { page } = await onPhone(other, OLD_PHONE);
    await counter(page, 'files_online')
      .getByRole('button', { name: /^Thêm 1/ })
      .click();
    await counter(page, 'files_online')
      .getByRole('button', { name: /^Thêm 1/ })
      .click();
    await takePicture(page);
    await standsAt(page, 'files_online', '2');
    await page.getByRole('button', { name: 'Chụp ảnh (1)', exact: true }).waitFor();
    await sent(page, 'Máy chủ đã ghi nhận đủ.');
  });

  it('are not called complete while a picture is still on its way', async () => {
    const other = await day.reporter('there');
    await make.consent(other.id);
    const { page } = await onPhone(other);
    await sent(page, 'Máy chủ đã ghi nhận đủ.');
    let arrive!: () => void;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await page.route('**/result-photos', async (route) => {
      await arrived;
      await route.continue();
    });
    await takePicture(page);
    await sent(page, 'Còn 1 ảnh trên máy, chờ gửi');
    arrive();
    await sent(page, 'Máy chủ đã ghi nhận đủ.');
    await page.getByRole('button', { name: 'Chụp ảnh (1)', exact: true }).waitFor();
  });

  it('whose answer was lost are sent again and counted once; what is refused is said and put away', async () => {
    const other = await day.reporter('there');
    await make.consent(other.id);
    const { page } = await onPhone(other);
    await page.route(
      '**/results',
      async (route) => {
        await route.fetch(); // the server commits…
        await route.abort(); // …and the phone never hears of it
      },
      { times: 1 },
    );
    await counter(page, 'files_online')
      .getByRole('button', { name: /^Thêm 1/ })
      .click();
    await sent(page, 'chờ gửi');
    await sent(page, 'Máy chủ đã ghi nhận đủ.');
    await standsAt(page, 'files_online', '1');
    const rows = () =>
      make.sql<{ refusal: string | null }>('SELECT refusal FROM results WHERE person_id = $1', [other.id]);
    expect(await rows()).toEqual([{ refusal: null }]);

    await make.sql(`UPDATE indicators SET most = 1 WHERE id = $1`, [day.indicator('files_online')]);
    for (let n = 0; n < 2; n++) {
      await counter(page, 'files_online')
        .getByRole('button', { name: /^Thêm 1/ })
        .click();
    }
    await page.getByText('Số quá lớn cho một lần báo cáo').waitFor();
    await standsAt(page, 'files_online', '1');
    await page.getByRole('button', { name: 'Đã xem' }).click();
    await eventually(async () => (await page.getByText('Số quá lớn').count()) === 0);
    await make.sql(`UPDATE indicators SET most = 100 WHERE id = $1`, [day.indicator('files_online')]);
  });

  it('and a picture leave a phone that is full, which says that its page must stay open', async () => {
    const other = await day.reporter('there');
    await make.consent(other.id);
    const { context, page } = await onPhone(other, FULL);
    await context.setOffline(true);
    await takePicture(page);
    await page.getByText('xin đừng đóng trang cho đến khi gửi xong').first().waitFor();
    await page.getByRole('button', { name: 'Chụp ảnh (0) · 1 chờ gửi' }).waitFor();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Chụp ảnh (1)', exact: true }).waitFor();
  });
});

describe('indicators on the board', () => {
  it('are ordered, given a target and added to, and put back by one press', async () => {
    const coordinator = (await make.staff('province_coordinator', day.province)).client;
    const before = (await coordinator.get<Indicators>(`/api/campaigns/${day.event.campaignId}/indicators`))
      .body;
    const { page } = await signedIn('staff', coordinator, [1366, 768]);
    await page.goto(`${server.url}/board/`);
    await page.getByRole('button', { name: 'Chỉ tiêu', exact: true }).click();
    await page.getByRole('button', { name: 'Đưa Kích hoạt VNeID lên' }).click();
    await page.getByLabel('Chỉ tiêu', { exact: true }).first().fill('5000');
    await page.getByRole('button', { name: 'Thêm chỉ tiêu' }).click();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu các chỉ tiêu.').waitFor();
    const read = async () =>
      (await coordinator.get<Indicators>(`/api/campaigns/${day.event.campaignId}/indicators`)).body
        .indicators;
    const changed = await read();
    expect(changed).toHaveLength(7);
    expect(changed[0]).toMatchObject({ code: 'vneid_activated', target: 5_000 });
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await eventually(async () => (await read())[0]?.code === 'people_helped');
    expect((await read()).slice(0, 6)).toEqual(before.indicators);
  });
});
