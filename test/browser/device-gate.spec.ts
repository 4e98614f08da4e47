import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { gateCode, ownCode } from '../../src/events/index.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories } from '../factories/index.js';
import { type LedgerDay, ledgerDay } from '../factories/ledger-day.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { keptBooks } from './pages.js';

let server: TestServer;
let browser: Browser;
const contexts: BrowserContext[] = [];
let board: Page;
let tablet: Page;
let day: LedgerDay;
let key: Buffer;
let person: { id: string; name: string };

async function open(viewport: { width: number; height: number }): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN' });
  contexts.push(context);
  return context;
}

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  const make = factories(server);
  day = await ledgerDay(server, make);
  const [row] = await make.sql<{ code_key: Buffer }>('SELECT code_key FROM events WHERE id = $1', [
    day.event.id,
  ]);
  key = row!.code_key;
  person = await day.volunteer('hall');
  const laptop = await open({ width: 1440, height: 900 });
  const name = cookieName('staff');
  await laptop.addCookies([{ name, value: day.organiser.client.cookies.get(name) ?? '', url: server.url }]);
  board = await laptop.newPage();
  await board.goto(`${server.url}/board/#/day/${day.event.id}/devices`);
  tablet = await (await open({ width: 1280, height: 800 })).newPage();
  await tablet.goto(`${server.url}/board/#/device`);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser.close();
  await server.close();
});

const shownCode = async (page: Page) => (await page.getByTestId('pairing-code').innerText()).trim();
async function letIn(code: string, kind: string, site: string, name: string): Promise<void> {
  await board.getByLabel('Mã trên máy').fill(code.toLowerCase());
  await board.getByLabel('Loại máy').selectOption({ label: kind });
  await board.locator('.device-form').getByLabel('Điểm').selectOption({ label: site });
  await board.getByLabel('Tên gọi').fill(name);
  await board.getByRole('button', { name: 'Nhận máy' }).click();
}
const deviceRow = (name: string) => board.locator('.device-row').filter({ hasText: name });

describe('a tablet without an account', () => {
  it('becomes a gate when an organiser types the code it shows', async () => {
    await board.getByText('Chưa có thiết bị nào.').waitFor();
    await letIn(await shownCode(tablet), 'Máy ở cổng', 'Nhà văn hóa Hạc Thành', 'Cổng A');
    await tablet.getByRole('heading', { name: 'Nhà văn hóa Hạc Thành' }).waitFor();
    const digits = await tablet.locator('.gate-digits strong').innerText();
    const now = new Date();
    const right = [now, new Date(now.getTime() - 30_000)].map((at) => gateCode(key, day.sites.hall.id, at));
    expect(right).toContain(digits.replace(' ', ''));
    await tablet.getByText(/đổi sau \d+ giây/).waitFor();
    await deviceRow('Cổng A').getByText('đang dùng').waitFor();
  });

  it('says of a code, without a network, whether it is genuine, and sends it once there is one', async () => {
    const genuine = ownCode(key, person.id, new Date(Date.now() + 3_600_000));
    const forged = genuine.replace(
      /^(.{60})(.)/,
      (_, head: string, sign: string) => head + (sign === '0' ? '1' : '0'),
    );
    const scan = async (code: string) => {
      await tablet.getByLabel('Mã của tình nguyện viên').fill(code);
      await tablet.getByRole('button', { name: 'Kiểm tra' }).click();
    };
    await tablet.getByText(person.name).waitFor();
    await tablet.getByRole('button', { name: 'Quét', exact: true }).click();
    const verdict = tablet.getByTestId('verdict');
    const context = tablet.context();
    await context.setOffline(true);
    await scan(forged);
    // A browser without Ed25519 claims nothing.
    await verdict.getByText(/MÃ GIẢ|không kiểm được chữ ký/).waitFor();
    await tablet.keyboard.press('Escape');
    await scan(genuine);
    await verdict.getByText('ĐÃ LƯU, CHỜ GỬI').waitFor();
    await verdict.getByText(person.name).waitFor();
    await tablet.getByText('2 lượt đã lưu, chờ gửi').waitFor();
    await context.setOffline(false);
    await tablet
      .getByRole('region', { name: 'Danh sách' })
      .getByText(/✓ Có mặt \d\d:\d\d/)
      .waitFor();
    await tablet.getByText('chờ gửi').first().waitFor({ state: 'detached' });
  });

  it('that is started while the server does not answer opens all the same, with what it keeps', async () => {
    await tablet.route('**/api/**', (route) => route.abort());
    await tablet.reload();
    await tablet.getByRole('heading', { name: 'Nhà văn hóa Hạc Thành' }).waitFor();
    await tablet.getByText('Mất kết nối: vẫn điểm danh được').waitFor();
    await tablet.getByText(person.name).waitFor();
    await tablet.unroute('**/api/**');
  });

  it('that is put out shows a code again, and what it refused stays on the board', async () => {
    await board.locator('.device-row').filter({ hasText: 'mã giả' }).getByText('máy Cổng A').waitFor();
    await board.getByRole('button', { name: 'Ngắt Cổng A' }).click();
    await board.getByRole('dialog').getByRole('button', { name: 'Ngắt', exact: true }).click();
    await deviceRow('Cổng A').getByText('đã ngắt').waitFor();
    await tablet.getByTestId('pairing-code').waitFor();
    await tablet.getByText('Danh sách trên máy đã được xóa').waitFor();
    expect(await keptBooks(tablet)).toBe(0);
  });
});

it('a wall that nobody can type on shows its event when its code is typed on the board', async () => {
  const wall = await (await open({ width: 1920, height: 1080 })).newPage();
  await wall.goto(`${server.url}/screen/`);
  await letIn(await shownCode(wall), 'Màn hình', 'Cả sự kiện', 'Sân khấu');
  await wall.getByTestId('present').waitFor();
});
