import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Plan, Proposal } from '../../src/contracts/assignments.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories } from '../factories/index.js';
import { eventually } from '../support/eventually.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';

const HAM_RONG = '14758';
const HAC_THANH = '14797'; // next to it
const MUONG_LAT = '14845'; // at the other end of the province, where nobody would go by himself

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let board: Page;
let organiser: HttpClient;
let make: ReturnType<typeof factories>;
let event: { id: string; startsAt: Date; endsAt: Date };
/** Two who are placed at home in Hàm Rồng, one who goes to Hạc Thành. */
let first: Proposal;
let second: Proposal;
let third: Proposal;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  make = factories(server);
  const unit = await make.orgUnit({ kind: 'province', communeId: HAM_RONG });
  event = await make.event({ unit, state: 'open', title: 'Lễ ra quân' });
  for (const [communeId, target, maximum] of [
    [HAM_RONG, 2, 2],
    [HAC_THANH, 1, 2],
    [MUONG_LAT, 1, 1],
  ] as const) {
    const site = await make.site(event.id, communeId);
    await make.shift(event, site.id, [{ target, maximum }]);
  }
  for (const name of ['Lê Thị An', 'Trần Văn Bình', 'Đỗ Thị Chi']) {
    await make.person({ unit, name, communeId: HAM_RONG });
  }
  organiser = (await make.staff('event_organiser', unit)).client;
  await organiser.post(`/api/events/${event.id}/registrations`, {});
  const name = cookieName('staff');
  context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  await context.addCookies([{ name, value: organiser.cookies.get(name) ?? '', url: server.url }]);
  board = await context.newPage();
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

const button = (name: string) => board.getByRole('button', { name, exact: true });
const part = (name: string) => board.locator('.tab-row').getByRole('button', { name });
const dialog = () => board.getByRole('dialog');
const onMap = (communeId: string, step: number) =>
  board.locator(`.plan-map path[data-commune="${communeId}"][data-step="${step}"]`);
const row = (commune: string) => board.locator('.plan-table tbody tr').filter({ hasText: commune });
const person = (who: Proposal, place?: string) =>
  board
    .locator('li.person')
    .filter({ hasText: who.fullName })
    .filter({ hasText: place ?? '' });
/** On the clock of Việt Nam, with all digits. */
const onClock = (at: Date): string => {
  const [date = '', time = ''] = at.toLocaleString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).split(' ');
  return `${date.split('-').reverse().join('/')} ${time.slice(0, 5)}`;
};
const newestPlan = async (): Promise<Plan> => {
  const plans = await organiser.get<Plan[]>(`/api/events/${event.id}/plans`);
  return plans.body[0]!;
};

describe('the page of a plan', () => {
  it('shows each commune before and after, what stays empty and why, and what is proven', async () => {
    await board.goto(`${server.url}/board/#/day/${event.id}`);
    await board.locator('.step').filter({ hasText: 'Phương án' }).click();
    await dialog().getByRole('button', { name: 'Lập phương án' }).click();
    await dialog().getByRole('link', { name: 'Xem phương án' }).click();

    await board.getByText('Đã chứng minh: không có phương án nào tốt hơn').waitFor();
    await onMap(HAM_RONG, 4).waitFor();
    await onMap(MUONG_LAT, 0).waitFor();
    await button('Trước').click();
    await onMap(HAM_RONG, 0).waitFor();
    expect(await board.locator('.plan-table tbody tr').first().innerText()).toMatch(
      /Mường Lát\s+1\s+0\s+0\s+−1/,
    );

    await part('Chỗ còn thiếu').click();
    await board.locator('.gap').filter({ hasText: 'Mường Lát' }).getByText('Còn thiếu 1 người').waitFor();
    await part('Ai thay đổi').click();
    await board.getByText('Công bố phương án này thì cả 3 người được mời lần đầu').waitFor();

    const plan = await newestPlan();
    const page = await organiser.get<{ items: Proposal[] }>(
      `/api/events/${event.id}/plans/${plan.id}/proposals`,
    );
    const at = (communeId: string) => page.body.items.filter((one) => one.communeId === communeId);
    [first, second] = at(HAM_RONG) as [Proposal, Proposal];
    [third] = at(HAC_THANH) as [Proposal];
  }, 90_000);

  it('moves and pins somebody chosen in the list, and takes it back', async () => {
    await part('Người và chỗ').click();
    await person(first).getByRole('checkbox').check();
    await button('Chuyển đến…').click();
    await dialog().getByRole('searchbox', { name: 'Tìm điểm' }).fill('muong lat');
    await dialog().getByRole('radio', { name: 'Mường Lát' }).check();
    await dialog().getByRole('button', { name: 'Chuyển' }).click();
    await person(first, 'Mường Lát').getByText('Đã ghim').waitFor();
    await board.getByText('Đã có thay đổi bằng tay').waitFor();

    await button('Hoàn tác').click();
    await person(first, 'Hàm Rồng').waitFor();
    await person(first).getByText('Đã ghim').waitFor({ state: 'detached' });
  }, 60_000);

  it('says the times at which somebody can take part as people here write them', async () => {
    await person(first).locator('[popovertarget]').click();
    await button('Điều kiện').click();
    await dialog().getByRole('radio', { name: 'Chỉ trong những lúc sau' }).check();
    const said = await dialog().locator('.time-window .field-hint').allInnerTexts();
    expect(said).toEqual([onClock(event.startsAt), onClock(event.endsAt)]);
    await dialog().getByRole('button', { name: 'Thôi' }).click();
  });

  it('moves and pins whom is dragged onto the map or onto the table; says whom a rule forbids', async () => {
    await person(first).dragTo(board.locator(`.plan-map path[data-commune="${MUONG_LAT}"]`));
    await person(first, 'Mường Lát').getByText('Đã ghim').waitFor();
    await button('Sau').click();
    await onMap(MUONG_LAT, 4).waitFor();

    await person(second).dragTo(row('Mường Lát'));
    const notice = board.getByRole('alert').filter({ hasText: second.fullName });
    await notice.getByText('ca này đã đủ số người nhiều nhất').waitFor();
    await person(second, 'Hàm Rồng').waitFor();

    await person(second).dragTo(row('Hạc Thành'));
    await person(second, 'Hạc Thành').getByText('Đã ghim').waitFor();
    await notice.waitFor({ state: 'detached' });
  }, 60_000);

  it('runs again with other weights, keeps the pins, and compares the two', async () => {
    const before = await newestPlan();
    await button('Lập lại').click();
    await dialog().getByRole('spinbutton', { name: 'xã, phường mong muốn' }).fill('8');
    await dialog().getByRole('button', { name: 'Lập lại' }).click();
    const after = await eventually(async () => {
      const plan = await newestPlan();
      return plan.id !== before.id && plan.state === 'draft' ? plan : undefined;
    });
    expect(after.weights.wish).toBe(8);
    await board.waitForURL((url) => url.hash.endsWith(after.id));
    await part('Người và chỗ').click();
    await person(first, 'Mường Lát').getByText('Đã ghim').waitFor();
    await person(third, 'Hàm Rồng').waitFor();

    await button('So sánh').click();
    await dialog().getByText('1 người có chỗ khác nhau').waitFor();
    const line = dialog().getByRole('row').filter({ hasText: 'Hạc Thành' });
    expect(await line.innerText()).toMatch(/Hạc Thành\s+1\s+1\s+2\s+−1/);
    await board.keyboard.press('Escape');
  }, 90_000);

  it('publishes one commune by itself: its people are asked, the rest stays a draft', async () => {
    await row('Mường Lát').click();
    await button('Công bố riêng nơi này').click();
    await board.getByRole('dialog', { name: 'Công bố Mường Lát?' }).waitFor();
    await dialog().getByText('1 người sẽ nhận lời mời trên điện thoại').waitFor();
    await dialog().getByRole('button', { name: 'Công bố và mời' }).click();
    await dialog().waitFor({ state: 'detached' });

    await eventually(async () => (await row('Mường Lát').innerText()).match(/Mường Lát\s+1\s+1\s+1\s+✓/));
    expect(await make.total(event.id, 'offered')).toBe(1);
    await board.locator('.plan-head .state').getByText('Bản thảo').waitFor();
    expect((await newestPlan()).state).toBe('draft');
  }, 60_000);
});
