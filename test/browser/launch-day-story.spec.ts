import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { PersonalLink } from '../../src/contracts/people.js';
import { factories } from '../factories/index.js';
import { eventually } from '../support/eventually.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { agree, phonePage, presentIs, stateOf, typeGateCode, wallPage } from './pages.js';

const LOGIN = 'ban.to.chuc';
const PASSWORD = 'mat-khau-dai-de-thu';

let server: TestServer;
let browser: Browser;
let eventId: string;
let link: string;
let board: Page;
let phone: Page;
let wall: Page;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  const unit = await make.orgUnit({ name: 'Tỉnh đoàn Thanh Hóa', communeId: '14758' });
  const event = await make.event({ unit, state: 'open', title: 'Lễ ra quân Ngày Chuyển đổi số' });
  const site = await make.site(event.id, '14758', 'Nhà văn hoá trung tâm');
  await make.shift(event, site.id, [{ target: 2 }]);
  const person = await make.person({ unit, name: 'Lê Thị Mỹ Hạnh', communeId: '14758' });
  eventId = event.id;

  const { client } = await make.staff('province_coordinator', unit);
  await client.post('/api/staff', {
    login: LOGIN,
    fullName: 'Trần Văn Tổ Chức',
    password: PASSWORD,
    role: 'event_organiser',
    orgUnitId: unit.id,
  });
  await client.post(`/api/events/${event.id}/registrations`, {});
  const made = await client.post<PersonalLink>(`/api/people/${person.id}/links`);
  link = server.url + made.body.path;
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await browser.close();
  await server.close();
});

const step = (name: string) => board.getByRole('button', { name });
const offers = () => board.locator('.step').filter({ hasText: 'Lời mời' });
/** The organiser's one number: how many are there, of how many. */
const total = (present: string) =>
  board.locator('.big-total').filter({ hasText: new RegExp(`^${present} / 2 có mặt$`) });
const dialog = () => board.getByRole('dialog');

describe('a launch day in three browsers', () => {
  it('begins with a phone that has nothing to do and an organiser who signs in', async () => {
    const volunteer = await phonePage(browser, link);
    contexts.push(volunteer.context);
    phone = volunteer.page;
    await phone.getByText('Chào Hạnh').waitFor();
    await agree(phone);
    await phone.getByText('Bạn chưa có nhiệm vụ nào').waitFor();
    await phone.getByTestId('link').getByText('Trực tiếp').waitFor();
    expect(new URL(phone.url()).hash).toBe('');
    // From here on nobody may reload it.
    await phone.evaluate('window.neverReloaded = true');

    const organiser = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
    contexts.push(organiser);
    board = await organiser.newPage();
    await board.goto(`${server.url}/board/#/day/${eventId}`);
    await board.getByLabel('Tên đăng nhập').fill(LOGIN);
    await board.getByLabel('Mật khẩu').fill(PASSWORD);
    await board.getByRole('button', { name: 'Đăng nhập' }).click();
    await board.getByRole('heading', { name: 'Lễ ra quân Ngày Chuyển đổi số' }).waitFor();
  }, 60_000);

  it('the organiser plans and publishes; the phone shows the offer without reload', async () => {
    await step('Phương án').click();
    await dialog().getByRole('button', { name: 'Lập phương án' }).click();
    await dialog().getByRole('button', { name: 'Công bố và mời' }).click();
    await board.getByRole('dialog', { name: 'Công bố phương án?' }).waitFor();
    await dialog().getByRole('button', { name: 'Công bố và mời' }).click();

    await stateOf(phone, 'ask').getByText('Mời bạn nhận nhiệm vụ').waitFor();
    await phone.getByRole('definition').getByText('Nhà văn hoá trung tâm').waitFor();
    await phone.getByTestId('news').waitFor();
    expect(await phone.evaluate('window.neverReloaded')).toBe(true);
  }, 90_000);

  it('the volunteer accepts; the number on the board changes', async () => {
    await offers().getByText('0 / 1').waitFor();
    await phone.getByRole('button', { name: 'NHẬN NHIỆM VỤ' }).click();
    await stateOf(phone, 'plain').waitFor();
    await offers().getByText('1 / 1').waitFor();
  }, 60_000);

  it('the volunteer checks in with the code of the gate; board and screen say one more', async () => {
    await step('Ngày ra quân').click();
    await dialog().getByRole('button', { name: 'Bắt đầu' }).click();
    await dialog().waitFor({ state: 'detached' });

    await total('0').waitFor();

    await board.getByRole('link', { name: 'Màn hình' }).click();
    await board.getByRole('button', { name: 'Địa chỉ màn hình' }).click();
    await dialog().getByRole('button', { name: 'Tạo địa chỉ' }).click();
    const address = await dialog().getByRole('textbox', { name: 'Địa chỉ' }).inputValue();
    const hall = await wallPage(browser, address);
    contexts.push(hall.context);
    wall = hall.page;
    await presentIs(wall, 0).waitFor();
    expect(new URL(wall.url()).hash).toBe('');
    await board.keyboard.press('Escape');
    await board.goBack();

    await board.getByRole('button', { name: 'Khác' }).click();
    await step('Cổng').click();
    await dialog().getByText('Nhà văn hoá trung tâm').click();
    const code = await eventually(async () => {
      const text = await board.locator('.gate-digits strong').innerText();
      return /^\d{6}$/.exec(text.replace(/\D/g, ''))?.[0];
    });
    await typeGateCode(phone, code);

    await stateOf(phone, 'good').getByText('Đã điểm danh lúc').waitFor();
    await presentIs(wall, 1).waitFor();
    await eventually(async () => (await wall.getByTestId('present').innerText()) === '1');
    expect(await wall.getByTestId('target').innerText()).toContain('1 / 2');
    await board.goto(`${server.url}/board/#/day/${eventId}`);
    await total('1').waitFor();
    expect(await phone.evaluate('window.neverReloaded')).toBe(true);
  }, 90_000);

  it('the wall comes back by itself after the computer was restarted', async () => {
    await wall.goto(`${server.url}/screen/`);
    await presentIs(wall, 1).waitFor();
  }, 30_000);
});
