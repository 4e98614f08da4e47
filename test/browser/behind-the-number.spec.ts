import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { HAC_THANH, launchMorning, type Morning } from '../factories/launch-morning.js';
import { SetClock } from '../support/set-clock.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { presentIs } from './pages.js';

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let board: Page;
let day: Morning;

/** At the hall An and Bình five minutes after each other, Chi at the beach five minutes later. */
beforeAll(async () => {
  browser = await openChromium();
  const clock = new SetClock();
  server = await startTestServer({}, clock);
  day = await launchMorning(server, clock);
  const an = await day.person(day.branch, 'Lê Thị An', 'vneid');
  const binh = await day.person(day.branch, 'Trần Văn Bình');
  const chi = await day.person(day.samSon, 'Đỗ Thị Chi', 'vneid', 'driver');
  await day.register();
  await day.place(an, day.branch, 'hall');
  await day.place(binh, day.branch, 'hall');
  await day.place(chi, day.samSon, 'beach');
  clock.turn(5);
  await day.come(an, 'hall', 'own_code');
  clock.turn(5);
  await day.come(binh, 'hall', 'desk');
  clock.turn(5);
  await day.come(chi, 'beach', 'leader');
  const name = cookieName('staff');
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' });
  await context.addCookies([{ name, value: day.organiser.cookies.get(name) ?? '', url: server.url }]);
  board = await context.newPage();
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

const dialog = () => board.getByRole('dialog', { name: 'Con số này từ đâu' });
const moment = (page: Page) => page.getByTestId('replay-moment');
const key = (page: Page, name: string) => page.locator('body').press(name);

describe('a number on the board', () => {
  it('opens its question, whether the counter agrees, the SQL, and the rows with names', async () => {
    await board.goto(`${server.url}/board/#/day/${day.event.id}`);
    const row = board.locator('.communes tbody tr').filter({ hasText: 'Hạc Thành' });
    await row.getByRole('button', { name: /^Có mặt: 2/ }).click();
    await dialog().getByText('ở Phường Hạc Thành').waitFor();
    await dialog().getByText('Đếm lại từng dòng: khớp với bộ đếm').waitFor();
    expect(await dialog().getByTestId('counted').innerText()).toBe('2');
    const rows = await dialog().locator('tbody tr').allInnerTexts();
    expect(rows.map((text) => text.split('\t')[1])).toEqual(['Lê Thị An', 'Trần Văn Bình']);
    await dialog().getByText('Câu truy vấn (SQL)').click();
    expect(await dialog().locator('pre').innerText()).toContain('FROM check_ins');
    const [download] = await Promise.all([
      board.waitForEvent('download'),
      dialog().getByRole('link', { name: 'Tải CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('ra-quan-people.csv');
    await board.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  }, 60_000);

  it('opens in a line of the stream, with the rows that line tells of', async () => {
    const line = board.locator('.activity').filter({ hasText: 'Sầm Sơn' });
    await line.getByRole('button', { name: /^Lượt: 1/ }).click();
    await dialog().getByText('chỉ những dòng của diễn biến lúc').waitFor();
    expect(await dialog().locator('tbody tr').count()).toBe(1);
    await dialog().getByRole('cell', { name: 'Đỗ Thị Chi' }).waitFor();
    await board.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  }, 60_000);

  it('opens inside a step of the day without opening the step', async () => {
    const step = board.locator('.step').filter({ hasText: 'Danh sách' });
    await step.getByRole('button', { name: /^Đã ghi tên: 3/ }).click();
    await dialog().getByText('Số người đã ghi tên').waitFor();
    expect(await dialog().getByTestId('counted').innerText()).toBe('3');
    await board.keyboard.press('Escape');
    await board.getByRole('dialog').waitFor({ state: 'detached' });
    // Beside the number the whole step is the button it looks like.
    await step.click({ position: { x: 4, y: 4 } });
    await board.getByRole('dialog', { name: 'Danh sách người tham gia' }).waitFor();
    await board.keyboard.press('Escape');
  }, 60_000);

  it('is one step away from the gate, but not for who only keeps the gate', async () => {
    // An older address of the board: the gate has a face of its own.
    const gate = `${server.url}/board/#/gate/${day.event.id}/${day.sites.hall.id}`;
    await board.goto(gate);
    await board.getByTestId('present').getByRole('link', { name: '2 / 2 có mặt' }).click();
    await board.getByRole('heading', { name: /^Số liệu theo giờ/ }).waitFor();

    const keeper = (await day.make.staff('gate_keeper', day.province)).client;
    const own = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
    const name = cookieName('staff');
    await own.addCookies([{ name, value: keeper.cookies.get(name) ?? '', url: server.url }]);
    const page = await own.newPage();
    await page.goto(gate);
    await page.getByTestId('present').getByText('2 / 2 có mặt').waitFor();
    expect(await page.getByTestId('present').getByRole('link').count()).toBe(0);
    await own.close();
    await board.goto(`${server.url}/board/#/day/${day.event.id}`);
  }, 60_000);

  it('is there by method, skill and hour too', async () => {
    await board.getByRole('link', { name: 'Số liệu' }).click();
    const skills = board.getByRole('region', { name: 'Theo kỹ năng' });
    await skills.getByText('1 người có từ hai kỹ năng trở lên').waitFor();
    const desk = board
      .getByRole('region', { name: 'Theo cách điểm danh' })
      .getByRole('row')
      .filter({ hasText: 'Bàn đón tiếp' });
    await desk.getByRole('button', { name: /^Có mặt: 1/ }).click();
    await dialog().getByText('Con số này không có bộ đếm riêng').waitFor();
    await dialog().getByRole('cell', { name: 'Trần Văn Bình' }).waitFor();
    await board.keyboard.press('Escape');
    await board.getByRole('link', { name: 'Trở lại' }).click();
  }, 60_000);
});

describe('the leader of a unit', () => {
  it('to whom the whole board is closed finds the way to own figures, and sees own people in them', async () => {
    const leader = (await day.make.staff('unit_leader', day.samSon)).client;
    const own = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' });
    const name = cookieName('staff');
    await own.addCookies([{ name, value: leader.cookies.get(name) ?? '', url: server.url }]);
    const page = await own.newPage();
    await page.goto(`${server.url}/board/#/day/${day.event.id}`);
    await page.getByRole('link', { name: 'Số liệu' }).click();
    await page.getByText('Bạn thấy phần của đơn vị mình.').waitFor();
    await page
      .locator('.numbers-head')
      .getByRole('button', { name: /^Có mặt: 1/ })
      .click();
    await page.getByRole('dialog').getByRole('cell', { name: 'Đỗ Thị Chi' }).waitFor();
    expect(await page.getByRole('dialog').locator('tbody tr').count()).toBe(1);
    await page.keyboard.press('Escape');

    // And the day once more, as far as it was the own unit's.
    await page.goto(`${server.url}/board/#/day/${day.event.id}`);
    await page.getByRole('link', { name: 'Phát lại' }).click();
    await page.getByText('Bạn thấy phần của đơn vị mình.').waitFor();
    await key(page, 'End');
    await page.getByTestId('replay-people').getByText('1', { exact: true }).waitFor();
    expect(await page.locator('.communes tbody tr').count()).toBe(1);
    await page.getByTestId('replay-people').getByRole('button').click();
    await page.getByRole('dialog').getByRole('cell', { name: 'Đỗ Thị Chi' }).waitFor();
    await own.close();
  }, 60_000);
});

describe('a replay', () => {
  it('on the board is marked, begins empty, ends with everybody, and its numbers open as of then', async () => {
    await board.getByRole('button', { name: 'Khác' }).click();
    await board.getByRole('link', { name: 'Phát lại' }).click();
    await board.getByText('PHÁT LẠI · không phải số liệu trực tiếp').waitFor();
    const people = board.getByTestId('replay-people');
    await people.getByText('0', { exact: true }).waitFor();
    await key(board, 'End');
    await people.getByText('3', { exact: true }).waitFor();
    await board.locator(`path[data-commune="${HAC_THANH}"][data-step="1"]`).waitFor();

    // Six minutes before the end the second has just not come yet.
    for (let n = 0; n < 6; n++) await key(board, 'ArrowLeft');
    await people.getByText('1', { exact: true }).waitFor();
    await people.getByRole('button').click();
    await dialog().getByText('như sổ đã ghi đến').waitFor();
    expect(await dialog().locator('tbody tr').count()).toBe(1);
    await board.keyboard.press('Escape');

    // A commune that is pressed shows its own numbers of that moment.
    await board.locator(`path[data-commune="${HAC_THANH}"]`).click();
    const commune = board.getByRole('region', { name: 'Hạc Thành' });
    await commune.getByRole('button', { name: /^Có mặt: 1/ }).waitFor();
    await key(board, 'End');
    await commune.getByRole('button', { name: /^Có mặt: 2/ }).waitFor();
    await commune.getByRole('button', { name: 'Đóng' }).click();
  }, 60_000);

  it('runs at any speed, to its end, and stands still there', async () => {
    await board.getByRole('button', { name: 'Về đầu buổi' }).click();
    const speed = board.getByRole('spinbutton', { name: 'Tốc độ' });
    await speed.fill('3600');
    await speed.press('Enter');
    await board.getByRole('button', { name: '▶ Phát' }).click();
    await board.getByTestId('replay-people').getByText('3', { exact: true }).waitFor();
    await board.getByRole('button', { name: '▶ Phát' }).waitFor();
  }, 60_000);

  it('on the wall is marked, and shows the ledger’s number at each moment', async () => {
    const wall = await context.newPage();
    await wall.setViewportSize({ width: 1920, height: 1080 });
    await wall.goto(`${server.url}/screen/?event=${day.event.id}&replay=3600`);
    await presentIs(wall, 3).waitFor();
    expect(await wall.locator('.replay-mark').innerText()).toBe('PHÁT LẠI');
    await wall.getByRole('button', { name: '▶ Phát' }).waitFor(); // it stands at its end
    await key(wall, 'Home');
    await presentIs(wall, 0).waitFor();
    const began = await moment(wall).innerText();
    for (let n = 0; n < 6; n++) await key(wall, 'ArrowRight');
    await presentIs(wall, 2).waitFor();
    await wall.getByTestId('present').filter({ hasText: /^2$/ }).waitFor();
    expect(await moment(wall).innerText()).not.toBe(began);
    expect(await wall.getByText('Trực tiếp').count()).toBe(0);
    await wall.close();
  }, 60_000);

  it('on a wall opened by its link needs no staff', async () => {
    const link = await day.organiser.post<{ path: string }>(`/api/events/${day.event.id}/screen-links`);
    const hall = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const wall = await hall.newPage();
    await wall.goto(server.url + link.body.path.replace('/screen/', '/screen/?replay=3600'));
    await presentIs(wall, 3).waitFor();
    await hall.close();
  }, 60_000);
});
