import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { GateCode } from '../../src/contracts/participation.js';
import type { PersonalLink } from '../../src/contracts/people.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories } from '../factories/index.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { phonePage, presentIs, stateOf } from './pages.js';

/** The walks of docs/walks.md: the clicks it names are counted here. */
const HAC_THANH = '14797';
let server: TestServer;
let browser: Browser;
let make: ReturnType<typeof factories>;
let unit: Awaited<ReturnType<ReturnType<typeof factories>['orgUnit']>>;
let organiser: HttpClient;
const open: BrowserContext[] = [];

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  make = factories(server);
  unit = await make.orgUnit({ name: 'Tỉnh đoàn Thanh Hóa', communeId: HAC_THANH });
  organiser = (await make.staff('province_coordinator', unit)).client;
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await Promise.all(open.map((context) => context.close()));
  await browser.close();
  await server.close();
});

/** What a hand does on a page, counted by the page itself. */
async function counted(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(`globalThis.clicks = 0; addEventListener('click', (event) => {
    if (event.isTrusted && event.detail > 0) clicks++;
  }, true)`);
  return () => page.evaluate<number>('clicks');
}

async function board(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  open.push(context);
  const name = cookieName('staff');
  await context.addCookies([{ name, value: organiser.cookies.get(name) ?? '', url: server.url }]);
  const page = await context.newPage();
  await page.goto(`${server.url}/board/${path}`);
  return page;
}

it('a volunteer is present with the network off: two taps and six digits', async () => {
  const event = await make.event({ unit });
  const site = await make.site(event.id, HAC_THANH, 'Nhà văn hóa Hạc Thành');
  const shift = await make.shift(event, site.id, [{ target: 5 }]);
  const person = await make.person({ unit, name: 'Lê Thị Hạnh', communeId: HAC_THANH });
  await make.consent(person.id);
  await make.register(event.id, [person.id]);
  await make.assignment(event, shift, person.id, 'accepted');
  const { body } = await organiser.post<PersonalLink>(`/api/people/${person.id}/links`);
  const { context, page } = await phonePage(browser, server.url + body.path);
  open.push(context);
  await stateOf(page, 'plain').waitFor();
  const answer = await organiser.get<GateCode>(`/api/events/${event.id}/sites/${site.id}/gate-code`);

  await context.setOffline(true);
  const clicks = await counted(page);
  await page.getByRole('button', { name: 'TÔI ĐÃ ĐẾN' }).tap();
  await page.getByLabel('Mã cổng, 6 chữ số').pressSequentially(answer.body.code);
  await page.getByRole('button', { name: 'ĐIỂM DANH' }).tap();
  await stateOf(page, 'wait').waitFor();
  expect(await clicks()).toBe(2);
  await context.setOffline(false);
  await stateOf(page, 'good').getByText('Đã điểm danh lúc').waitFor();
  expect(await clicks()).toBe(2);
}, 60_000);

it('the hall goes from an empty screen to the number: four clicks and the code on the wall', async () => {
  const event = await make.event({ unit, title: 'Lễ ra quân' });
  const site = await make.site(event.id, HAC_THANH);
  await make.shift(event, site.id, [{ target: 5 }]);
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'vi-VN' });
  open.push(context);
  const wall = await context.newPage();
  await wall.goto(`${server.url}/screen/`);
  const code = (await wall.locator('.pairing strong').innerText()).trim();

  const page = await board(`#/day/${event.id}`);
  await page.getByRole('link', { name: 'Thiết bị' }).waitFor();
  const clicks = await counted(page);
  await page.getByRole('link', { name: 'Thiết bị' }).click();
  await page.getByLabel('Mã trên máy').click();
  await page.keyboard.type(code);
  // A choice from a list: one click opens it, one chooses.
  await page.getByLabel('Loại máy').selectOption({ label: 'Màn hình' });
  await page.getByLabel('Tên gọi').focus();
  await page.keyboard.type('Hội trường');
  await page.keyboard.press('Enter');
  await presentIs(wall, 0).waitFor();
  expect(2 + (await clicks())).toBe(4);
}, 60_000);
