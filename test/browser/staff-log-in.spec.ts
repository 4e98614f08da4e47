import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { newId } from '../../src/kernel/ids.js';
import { fromBase32, stepAt, totp } from '../../src/kernel/totp.js';
import { hashPassword } from '../../src/people/index.js';
import { factories } from '../factories/index.js';
import { SetClock } from '../support/set-clock.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';

const LOGIN = 'dieu.phoi';
const PASSWORD = 'ba-con-vit-qua-cau-tre';

let clock: SetClock;
let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let board: Page;
let eventId: string;
let secret: Buffer;
let recoveryCodes: string[];

beforeAll(async () => {
  browser = await openChromium();
  clock = new SetClock();
  server = await startTestServer({ REQUIRE_SECOND_FACTOR: 'on' }, clock);
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  const unit = await make.orgUnit({ name: 'Tỉnh đoàn Thanh Hóa' });
  eventId = (await make.event({ unit, title: 'Lễ ra quân Ngày Chuyển đổi số' })).id;
  const id = newId();
  await make.sql(
    `INSERT INTO staff (id, login, full_name, password_hash, created_at, active_at) VALUES ($1, $2, 'Lê Thị Hạnh', $3, $4, $4)`,
    [id, LOGIN, await hashPassword(PASSWORD), clock.now()],
  );
  await make.sql(
    `INSERT INTO role_grants (id, staff_id, role, org_unit_id, starts_at) VALUES ($1, $2, 'province_coordinator', $3, now() - interval '1 day')`,
    [newId(), id, unit.id],
  );
  context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  board = await context.newPage();
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

const code = () => totp(secret, stepAt(clock.now()));
const button = (name: string) => board.getByRole('button', { name, exact: true });
const codeField = () => board.getByLabel('Mã 6 số trên ứng dụng xác thực');
async function enterPassword() {
  await board.getByLabel('Tên đăng nhập').fill(LOGIN);
  await board.getByLabel('Mật khẩu').fill(PASSWORD);
  await board.keyboard.press('Enter');
}

describe('a coordinator at the board', () => {
  it('sets a second factor up before anything else', async () => {
    await board.goto(`${server.url}/board/`);
    await enterPassword();
    await board.getByText('Cài bước xác thực thứ hai').waitFor();
    await board.getByRole('img', { name: 'Mã QR để cài ứng dụng xác thực' }).waitFor();
    secret = fromBase32(await board.locator('.typed-secret').innerText());
    await codeField().fill('000000');
    await board.keyboard.press('Enter');
    await board.getByText('Mã không đúng hoặc đã được dùng').waitFor();
    await codeField().fill(code());
    await board.keyboard.press('Enter');
    await button('Tôi đã cất các mã này').waitFor();
    expect(await board.getByText('Mã không đúng hoặc đã được dùng').count()).toBe(0);
    recoveryCodes = await board.locator('.recovery-codes code').allInnerTexts();
    expect(recoveryCodes).toHaveLength(10);
    await button('Tôi đã cất các mã này').click();
    await board.getByRole('heading', { name: 'Chiến dịch và sự kiện' }).waitFor();
  }, 60_000);

  it('is asked for the code at the next log-in, by keyboard alone', async () => {
    await button('Đăng xuất').click();
    clock.turn(1);
    await enterPassword();
    await codeField().and(board.locator(':focus')).waitFor();
    await board.keyboard.type(code());
    await board.keyboard.press('Enter');
    await board.getByRole('heading', { name: 'Chiến dịch và sự kiện' }).waitFor();
  }, 60_000);

  it('gets in with a recovery code when the phone is lost', async () => {
    await button('Đăng xuất').click();
    await enterPassword();
    await button('Không có điện thoại? Dùng mã dự phòng').click();
    await board.getByLabel('Mã dự phòng').fill(recoveryCodes[0] ?? '');
    await board.keyboard.press('Enter');
    await board.getByRole('heading', { name: 'Chiến dịch và sự kiện' }).waitFor();
  }, 60_000);

  it('confirms who speaks before an export, and then gets the file', async () => {
    clock.turn(11);
    await board.goto(`${server.url}/board/#/day/${eventId}`);
    await board.getByRole('heading', { name: 'Lễ ra quân Ngày Chuyển đổi số' }).waitFor();
    await button('Công cụ')
      .click()
      .catch(() => undefined);
    await board.getByRole('button', { name: 'Xuất', exact: true }).click();
    await board.getByRole('link', { name: 'Tải Excel (.xlsx)' }).click();
    await board.getByRole('heading', { name: 'Xác nhận lại là bạn' }).waitFor();
    await codeField().fill(code());
    const [file] = await Promise.all([board.waitForEvent('download'), board.keyboard.press('Enter')]);
    expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
    expect(await file.failure()).toBeNull();
  }, 60_000);

  it('sees where the account is signed in, and signs out there', async () => {
    const elsewhere = await browser.newContext({ locale: 'vi-VN' });
    const other = await elsewhere.newPage();
    await other.goto(`${server.url}/board/`);
    await other.getByLabel('Tên đăng nhập').fill(LOGIN);
    await other.getByLabel('Mật khẩu').fill(PASSWORD);
    await other.keyboard.press('Enter');
    clock.turn(1);
    await other.getByLabel('Mã 6 số trên ứng dụng xác thực').fill(code());
    await other.keyboard.press('Enter');
    await other.getByRole('heading', { name: 'Chiến dịch và sự kiện' }).waitFor();

    await board.goto(`${server.url}/board/#/account`);
    await board.getByText('Đang đăng nhập ở').waitFor();
    await button('Đăng xuất ở đó').first().waitFor();
    await button('Đăng xuất mọi nơi khác').click();
    await board.getByText('Bạn chỉ đang đăng nhập trên máy này.').waitFor();
    await other.reload();
    await other.getByLabel('Tên đăng nhập').waitFor();
    await elsewhere.close();
  }, 60_000);
});
