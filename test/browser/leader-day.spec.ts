import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories } from '../factories/index.js';
import { recount } from '../factories/recount.js';
import { settled } from '../factories/settled.js';
import { HAC_THANH, HAM_RONG } from '../factories/short-morning.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let board: Page;
let make: ReturnType<typeof factories>;
let eventId: string;
let leaderId: string;
const dialled: string[] = [];

/** Chromium asks which program may dial, and takes every click and key until somebody has answered: nobody would. */
const DIALS = `navigation.addEventListener('navigate', (event) => {
  if (!event.destination.url.startsWith('tel:')) return;
  event.preventDefault();
  dial(event.destination.url);
});`;

/** The province's day: people of Đoàn Hạc Thành go to its own commune and to Hàm Rồng, and Hàm Rồng's come too. */
beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  make = factories(server);
  const province = await make.orgUnit({ kind: 'province', name: 'Tỉnh đoàn' });
  const own = await make.orgUnit({ parent: province, communeId: HAC_THANH, name: 'Đoàn Hạc Thành' });
  const branch = await make.orgUnit({ parent: own, communeId: HAC_THANH, name: 'Chi đoàn 1' });
  const other = await make.orgUnit({ parent: province, communeId: HAM_RONG, name: 'Đoàn Hàm Rồng' });
  const event = await make.event({ unit: province, startsAt: new Date(Date.now() - 600_000) });
  eventId = event.id;
  const here = await make.shift(event, (await make.site(eventId, HAC_THANH, 'Quảng trường')).id);
  const there = await make.shift(event, (await make.site(eventId, HAM_RONG, 'Nhà văn hóa')).id);
  const send = async (name: string, unit: typeof own, shift: typeof here, state: 'accepted' | 'offered') => {
    const person = await make.person({ unit, name });
    await make.consent(person.id);
    await make.register(eventId, [person.id]);
    await make.assignment(event, shift, person.id, state);
  };
  await send('Lê Thị Mỹ Hạnh', branch, here, 'accepted');
  await send('Trần Văn Bình', own, there, 'accepted');
  await send('Đỗ Thị Chi', own, there, 'offered');
  await send('Người Xã Khác', other, here, 'accepted');
  await settled(server, eventId);
  const { id, client } = await make.staff('unit_leader', own);
  leaderId = id;
  context = await browser.newContext({ viewport: { width: 1024, height: 768 }, locale: 'vi-VN' });
  const name = cookieName('staff');
  await context.addCookies([{ name, value: client.cookies.get(name) ?? '', url: server.url }]);
  await context.exposeFunction('dial', (number: string) => dialled.push(number));
  await context.addInitScript({ content: DIALS });
  board = await context.newPage();
  await board.goto(`${server.url}/board/`);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

const line = (name: string): Locator => board.locator('.person-line').filter({ hasText: name });
const tick = (name: string) => board.getByRole('checkbox', { name: `Chọn ${name}` }).check();
const act = (name: string) =>
  board.getByRole('toolbar', { name: 'Việc cho những người đã chọn' }).getByRole('button', { name }).click();
const confirm = (title: string, button: string) =>
  board.getByRole('dialog', { name: title }).getByRole('button', { name: button }).click();

describe('the day of who leads a unit', () => {
  it('is the own people alone, with what each has done and where each is sent', async () => {
    await board.locator('.event-row').click();
    await line('Trần Văn Bình').getByText('Nhà văn hóa, Phường Hàm Rồng').waitFor();
    await line('Lê Thị Mỹ Hạnh').getByText('Quảng trường, Phường Hạc Thành').waitFor();
    await line('Đỗ Thị Chi').getByText('Đã mời').waitFor();
    expect(await board.locator('.person-line').count()).toBe(3);
    expect(await board.locator('.big-total').innerText()).toBe('0 / 3 có mặt');
  });

  it('shows one number in full, of who is called', async () => {
    await line('Trần Văn Bình').getByRole('button', { name: 'Gọi' }).click();
    await line('Trần Văn Bình').locator('a[href^="tel:"]').waitFor();
    expect(dialled).toEqual([await line('Trần Văn Bình').locator('a').getAttribute('href')]);
  });

  it('ticks people present wherever they are, once asked, and says who was there already', async () => {
    await tick('Lê Thị Mỹ Hạnh');
    await tick('Trần Văn Bình');
    await act('Điểm danh');
    await confirm('Điểm danh 2 người?', 'Điểm danh');
    await board.getByText('Đã điểm danh 2 người.').waitFor();
    await board.locator('.big-total').getByText('2', { exact: true }).waitFor();
    await line('Trần Văn Bình').getByText('Có mặt').waitFor();
    const ledger = await make.sql<{ method: string; recorded_by: string }>(
      'SELECT method, recorded_by FROM check_ins WHERE event_id = $1',
      [eventId],
    );
    expect(ledger).toEqual(Array(2).fill({ method: 'leader', recorded_by: leaderId }));
    expect(await recount(make, eventId)).toEqual([]);
  });

  it('keeps the whole in sight while one looks for a name', async () => {
    await board.getByRole('searchbox', { name: 'Tìm người theo tên' }).fill('chi');
    await line('Lê Thị Mỹ Hạnh').waitFor({ state: 'detached' });
    expect(await board.locator('.big-total').innerText()).toBe('2 / 3 có mặt');
    await board.getByRole('searchbox', { name: 'Tìm người theo tên' }).fill('');
    await line('Lê Thị Mỹ Hạnh').waitFor();
  });

  it('reminds who has not come', async () => {
    await tick('Đỗ Thị Chi');
    await act('Nhắc');
    await confirm('Nhắc 1 người?', 'Nhắc ngay');
    await board.getByText('Đã nhắc 1 người.').waitFor();
  });

  it('checks in once what is sent again because nobody knew whether it had arrived', async () => {
    let uploads = 0;
    await context.route('**/check-ins', async (route) => {
      uploads += 1;
      if (uploads > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await tick('Đỗ Thị Chi');
    await act('Điểm danh');
    await confirm('Điểm danh 1 người?', 'Điểm danh');
    await board.locator('.toast.bad').waitFor();
    await confirm('Điểm danh 1 người?', 'Điểm danh');
    await board.getByText('Đã điểm danh 1 người.').waitFor();
    expect(uploads).toBe(2);
    await board.locator('.big-total').getByText('3', { exact: true }).waitFor();
  });

  it('tells the audit who looked at whom', async () => {
    const looks = await make.sql<{ rows: string[] }>(
      `SELECT row_ids AS rows FROM audit_entries
       WHERE kind = 'look' AND actor_id = $1 AND route = 'GET /api/events/:eventId/assignments'`,
      [leaderId],
    );
    const seen = new Set(looks.flatMap(({ rows }) => rows));
    const people = await make.sql<{ id: string; name: string }>('SELECT id, full_name AS name FROM people');
    expect(
      people
        .filter(({ id }) => seen.has(id))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Lê Thị Mỹ Hạnh', 'Trần Văn Bình', 'Đỗ Thị Chi']);
  });

  it('is gone with the role', async () => {
    await make.sql('UPDATE role_grants SET ends_at = now() WHERE staff_id = $1', [leaderId]);
    await board.getByText('Bạn không được xem sự kiện này').waitFor();
    expect(await board.locator('.person-line').count()).toBe(0);
  });
});
