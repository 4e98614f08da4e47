import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { launchMorning } from '../factories/launch-morning.js';
import { SetClock } from '../support/set-clock.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let board: Page;

/** Hạc Thành with two people, one of them in Chi đoàn 1, and a leader; Sầm Sơn with a Chi đoàn 1 of its own. */
beforeAll(async () => {
  browser = await openChromium();
  const clock = new SetClock();
  server = await startTestServer({}, clock);
  const day = await launchMorning(server, clock);
  await day.person(day.hacThanh, 'Trần Văn Bình');
  await day.person(day.branch, 'Lê Thị An');
  await day.make.orgUnit({ parent: day.samSon, kind: 'branch', name: 'Chi đoàn 1' });
  await day.make.staff('unit_leader', day.hacThanh);
  const { client } = await day.make.staff('province_coordinator', day.province);
  const name = cookieName('staff');
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' });
  await context.addCookies([{ name, value: client.cookies.get(name) ?? '', url: server.url }]);
  board = await context.newPage();
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

const rows = () => board.locator('.units tbody tr');

describe('the page of units', () => {
  it('says in numbers what a merge means, merges, and keeps the old unit as history', async () => {
    await board.goto(`${server.url}/board/`);
    await board.getByRole('link', { name: 'Đơn vị Đoàn' }).click();
    await board.getByLabel('Tìm đơn vị').fill('hac thanh');
    await board.getByRole('button', { name: 'Sáp nhập Đoàn Hạc Thành' }).click();
    const dialog = board.getByRole('dialog', { name: 'Sáp nhập Đoàn Hạc Thành' });
    const submit = dialog.getByRole('button', { name: 'Sáp nhập' });
    expect(await submit.isDisabled()).toBe(true);
    expect(await dialog.locator('option').allInnerTexts()).toEqual(['Chọn đơn vị nhận', 'Đoàn Sầm Sơn']);
    await dialog.getByLabel('Vào đơn vị').selectOption({ label: 'Đoàn Sầm Sơn' });
    await dialog
      .getByText('2 đoàn viên, 1 chi đoàn, 1 vai trò cán bộ sẽ chuyển sang Đoàn Sầm Sơn.')
      .waitFor();
    await dialog.getByText('Chi đoàn 1 → Chi đoàn 1 (Đoàn Hạc Thành)').waitFor();
    await submit.click();
    await board.getByText('Đã sáp nhập Đoàn Hạc Thành vào Đoàn Sầm Sơn.').waitFor();
    const history = board.locator('.merged-units');
    await history.getByText('Đã sáp nhập').click();
    await history.getByText('Đoàn Hạc Thành → Đoàn Sầm Sơn').waitFor();
    expect(await rows().count()).toBe(1);
    await board.getByLabel('Tìm đơn vị').fill('');
    const names = await rows().locator('td:first-child').allInnerTexts();
    expect(names.slice(1)).toEqual(['Đoàn Sầm Sơn', 'Chi đoàn 1', 'Chi đoàn 1 (Đoàn Hạc Thành)']);
    expect(await rows().nth(1).locator('td').nth(2).innerText()).toBe('2');
  }, 60_000);

  it('speaks English too', async () => {
    await board.getByRole('button', { name: 'EN', exact: true }).click();
    await board.getByRole('button', { name: 'Merge Chi đoàn 1', exact: true }).click();
    const dialog = board.getByRole('dialog', { name: 'Merge Chi đoàn 1' });
    await dialog.getByLabel('Into').selectOption({ label: 'Chi đoàn 1 (Đoàn Hạc Thành)' });
    await dialog.getByText('0 members will go over to Chi đoàn 1 (Đoàn Hạc Thành).').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
  }, 60_000);

  it('leaves thousands of branches to the search', async () => {
    await server.dataSource.query(
      `INSERT INTO org_units (id, parent_id, ancestors, kind, name, folded, province_id, created_at)
       SELECT n.id, o.id, o.ancestors || n.id, 'branch', 'Chi đoàn thôn ' || n.n, 'chi doan thon ' || n.n, o.province_id, now()
       FROM org_units o, LATERAL (SELECT gen_random_uuid() AS id, n FROM generate_series(1, 2000) n) n
       WHERE o.name = 'Đoàn Sầm Sơn'`,
    );
    await board.reload();
    await board.getByText('and 2,002 more units: type a name to find it').waitFor();
    const names = await rows().locator('td:first-child').allInnerTexts();
    expect(names).toEqual([expect.any(String), 'Đoàn Sầm Sơn']);
    await board.getByLabel('Find a unit').fill('thon');
    await board.getByText('and 1,500 more units: type a name to find it').waitFor();
    expect(await rows().count()).toBe(500);
    await board.getByLabel('Find a unit').fill('thôn 1234');
    expect(await rows().locator('td:first-child').allInnerTexts()).toEqual(['Chi đoàn thôn 1234']);
    await board.getByText('more units').waitFor({ state: 'detached' });
  }, 60_000);
});
