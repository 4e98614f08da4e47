import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Staff } from '../../src/contracts/people.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories } from '../factories/index.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let board: Page;
let organiser: HttpClient;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer({ ROLE: 'web' });
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  const province = await make.orgUnit({ name: 'Tỉnh đoàn Thanh Hóa' });
  await make.orgUnit({ parent: province, name: 'Đoàn phường Hạc Thành' });
  await make.event({ unit: province, title: 'Lễ ra quân 10/10' });
  organiser = (await make.staff('event_organiser', province)).client;
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' });
  const name = cookieName('staff');
  await context.addCookies([{ name, value: organiser.cookies.get(name) ?? '', url: server.url }]);
  board = await context.newPage();
  board.on('dialog', (dialog) => void dialog.accept());
  await board.goto(`${server.url}/board/#/staff`);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

const button = (name: string | RegExp) => board.getByRole('button', { name });
const card = (name: string) => board.locator('.staff').filter({ hasText: name });
/** A label's text holds its options too: so by the words above the control. */
const choose = (label: string, option: string) =>
  board
    .locator('dialog .field', { has: board.getByText(label, { exact: true }) })
    .locator('select')
    .selectOption({ label: option });
async function rolesOf(login: string): Promise<string[]> {
  const { body } = await organiser.get<Staff[]>('/api/staff');
  return body.find((one) => one.login === login)?.grants.map(({ role }) => role) ?? [];
}

describe('the page of roles', () => {
  it('opens an account with a role that may be given, for one event', async () => {
    await button('Thêm cán bộ').click();
    const dialog = board.getByRole('dialog');
    await dialog.getByLabel('Họ tên').fill('Trần Thị Thư');
    await dialog.getByLabel('Tên đăng nhập').fill('tran-thu');
    await dialog.getByLabel('Mật khẩu').fill('mot mat khau that dai');
    // What an organiser may not give is not there to be chosen.
    expect(await dialog.getByLabel('Vai trò').locator('option').allTextContents()).toEqual([
      'Phụ trách đơn vị',
      'Trực cổng',
      'Theo dõi',
    ]);
    await choose('Vai trò', 'Trực cổng');
    await choose('Đơn vị', 'Đoàn phường Hạc Thành');
    await choose('Cho việc gì', 'Lễ ra quân 10/10');
    await dialog.getByLabel('Kết thúc').fill('2099-10-11T12:00');
    await dialog.getByRole('button', { name: 'Thêm', exact: true }).click();
    await card('Trần Thị Thư').getByText('sự kiện Lễ ra quân 10/10').waitFor();
    await card('Trần Thị Thư').getByText('đến 11/10/2099 12:00').waitFor();
    expect(await rolesOf('tran-thu')).toEqual(['gate_keeper']);
  });

  it('finds without diacritics, and says when nobody fits', async () => {
    await board.getByRole('searchbox').fill('thu hac thanh');
    await board.getByText('Không ai khớp với từ tìm.').waitFor();
    await board.getByRole('searchbox').fill('hac thanh');
    expect(await board.locator('.staff').count()).toBe(1);
    await board.getByRole('searchbox').fill('');
  });

  it('takes a role away and gives it back by one tap, but offers nobody the own', async () => {
    const own = card('Cán bộ');
    await own.getByText('Ban tổ chức').waitFor();
    expect(await own.getByRole('button', { name: /^Thu quyền/ }).count()).toBe(0);
    await card('Trần Thị Thư')
      .getByRole('button', { name: /^Thu quyền/ })
      .click();
    await card('Trần Thị Thư').getByText('chưa có quyền nào').waitFor();
    expect(await rolesOf('tran-thu')).toEqual([]);
    await board.locator('.toast').getByRole('button', { name: 'Hoàn tác' }).click();
    await card('Trần Thị Thư').getByText('sự kiện Lễ ra quân 10/10').waitFor();
    expect(await rolesOf('tran-thu')).toEqual(['gate_keeper']);
  });
});
