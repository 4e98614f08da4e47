import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories, type OrgUnitRow } from '../factories/index.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { agree, phonePage } from './pages.js';

let server: TestServer;
let make: ReturnType<typeof factories>;
let browser: Browser;
let unit: OrgUnitRow;
let board: Page;
const open: BrowserContext[] = [];

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hàm Rồng', '38');
  unit = await make.orgUnit({ name: 'Đoàn phường Hàm Rồng', communeId: '14758' });
  const office = (await make.staff('province_coordinator', unit)).client;
  board = await signedIn('staff', office.cookies, { width: 1440, height: 900 });
  board.on('dialog', (dialog) => void dialog.accept());
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await Promise.all(open.map((context) => context.close()));
  await browser.close();
  await server.close();
});

async function signedIn(
  kind: 'staff' | 'volunteer',
  cookies: ReadonlyMap<string, string>,
  viewport: { width: number; height: number },
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN' });
  open.push(context);
  const name = cookieName(kind);
  await context.addCookies([{ name, value: cookies.get(name) ?? '', url: server.url }]);
  return context.newPage();
}

async function phoneOf(personId: string): Promise<Page> {
  const { cookies } = await make.signedIn('volunteer', { subjectId: personId });
  const { context, page } = await phonePage(browser, 'about:blank');
  open.push(context);
  const name = cookieName('volunteer');
  await context.addCookies([{ name, value: cookies.get(name) ?? '', url: server.url }]);
  await page.goto(`${server.url}/phone/`);
  return page;
}

const answers = (personId: string) =>
  make.sql(`SELECT purpose, given FROM consents WHERE person_id = $1 ORDER BY seq`, [personId]);
const card = (id: string) => board.getByTestId(id);

describe('consent on the first opening', () => {
  it('shows every purpose unticked; the necessary one is enough, and it is asked once', async () => {
    const person = await make.person({ unit, name: 'Lê Thị Hạnh' });
    const page = await phoneOf(person.id);
    const next = page.getByRole('button', { name: 'TIẾP TỤC' });
    await next.waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(3);
    for (const box of await page.getByRole('checkbox').all()) expect(await box.isChecked()).toBe(false);
    expect(await next.isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: 'Tham gia ra quân' }).check();
    await next.click();
    await page.getByText('Bạn chưa có nhiệm vụ nào').waitFor();
    expect(await answers(person.id)).toEqual([
      { purpose: 'participation', given: true },
      { purpose: 'next_campaigns', given: false },
      { purpose: 'publicity', given: false },
    ]);
    await page.reload();
    await page.getByText('Bạn chưa có nhiệm vụ nào').waitFor();
    expect(await next.count()).toBe(0);
  });

  it('may be refused: the phone says what that means, and lets one change one’s mind', async () => {
    const person = await make.person({ unit });
    const page = await phoneOf(person.id);
    await page.getByRole('button', { name: 'Tôi không tham gia' }).click();
    await page.getByRole('button', { name: 'Không tham gia nữa' }).click();
    await page.getByText('Bạn đã chọn không tham gia').waitFor();
    await page.getByRole('button', { name: 'Dữ liệu' }).click();
    await page.getByRole('checkbox', { name: 'Tham gia ra quân' }).click();
    await page.getByText(/^từ \d\d/).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Tham gia ra quân' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Nhiệm vụ' }).click();
    expect(await page.getByText('Bạn đã chọn không tham gia').count()).toBe(0);
  });

  it('tells a child that a guardian must agree too; the leader records the paper on the board', async () => {
    const child = await make.person({ unit, name: 'Vi Thị Nhi', birthDate: '2013-05-06' });
    const page = await phoneOf(child.id);
    await page.getByText('Bạn chưa đủ 16 tuổi').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(1);

    const event = await make.event({ unit, state: 'open' });
    await make.register(event.id, [child.id]);
    // Who plans the event is told of it too, and led to the list.
    await board.goto(`${server.url}/board/#/day/${event.id}`);
    await board.getByRole('button', { name: /Phương án/ }).click();
    await board.getByText('1 người dưới 16 tuổi chưa có phiếu đồng ý').waitFor();
    await board.getByRole('link', { name: 'Xem danh sách' }).click();
    await card('minors').getByText('1 đang chờ phiếu · 0 đã có phiếu').waitFor();
    // On paper first: one page, filled in as far as the roll knows, and nothing else of the board on it.
    await board.evaluate('window.print = () => undefined');
    await card('minors').getByRole('button', { name: 'In 1 phiếu để ký' }).click();
    await board.emulateMedia({ media: 'print' });
    const sheet = board.locator('.paper-sheets article');
    await sheet.getByText('Vi Thị Nhi').waitFor();
    expect(await sheet.innerText()).toContain('06/05/2013');
    expect(await card('minors').isVisible()).toBe(false);
    await board.evaluate("dispatchEvent(new Event('afterprint'))");
    await board.emulateMedia({ media: 'screen' });
    await sheet.waitFor({ state: 'detached' });
    await card('minors').getByRole('button', { name: 'Phiếu đồng ý của Vi Thị Nhi' }).click();
    const dialog = board.getByRole('dialog');
    await dialog.getByLabel('Họ tên người giám hộ').fill('Vi Văn Bố');
    await dialog.locator('select').selectOption('father');
    await dialog.getByLabel('Ngày ký').fill('2026-01-02');
    expect(await dialog.getByRole('button', { name: 'Ghi phiếu' }).isDisabled()).toBe(true);
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Ghi phiếu' }).click();
    await card('minors').getByText('Vi Văn Bố, ghi ngày').waitFor();
    await page.reload();
    await page.getByText('Bạn chưa có nhiệm vụ nào').waitFor();
  });
});

describe('somebody whose date of birth the roll does not know', () => {
  it('is asked for it first, then for consent', async () => {
    const person = await make.person({ unit, name: 'Lò Văn Không', birthDate: null });
    const page = await phoneOf(person.id);
    await page.getByText('Danh sách của đơn vị chưa có ngày sinh của bạn').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.getByLabel('Ngày sinh').fill('2031-01-01');
    await page.getByRole('button', { name: 'TIẾP TỤC' }).click();
    await page.getByText('Ngày sinh chưa đúng').waitFor();
    await page.getByLabel('Ngày sinh').fill('2001-02-03');
    await page.getByRole('button', { name: 'TIẾP TỤC' }).click();
    await agree(page);
    await page.getByText('Bạn chưa có nhiệm vụ nào').waitFor();
  });
});

describe('my data on the phone, and the office’s queue', () => {
  it('goes from the phone to the queue and back: a correction, a copy, an erasure', async () => {
    await board.goto(`${server.url}/board/#/`);
    await board.goto(`${server.url}/board/#/privacy`);
    await card('requests').getByText('Không có yêu cầu nào đang chờ').waitFor();

    const person = await make.person({ unit, name: 'Phan Thị Trân', birthDate: '2001-02-03' });
    await make.consent(person.id);
    const page = await phoneOf(person.id);
    await page.getByRole('button', { name: 'Dữ liệu' }).click();
    await page.getByText('03/02/2001').waitFor();
    await page.getByRole('button', { name: 'Sửa thông tin' }).click();
    await page.getByRole('textbox', { name: 'Họ tên' }).fill('Phan Huyền Trân');
    await page.getByRole('button', { name: 'Gửi yêu cầu' }).click();
    await page.getByText(/đang chờ, hạn/).waitFor();

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải trang để đọc' }).click();
    const file = await (await download).path();
    expect(await readFile(file, 'utf8')).toContain('Phan Thị Trân');

    await make.sql(`UPDATE privacy_requests SET due_at = now() - interval '3 days' WHERE state = 'open'`);
    await board.reload();
    await card('requests').getByText('quá hạn 3 ngày').waitFor();
    await card('requests').getByText('Họ tên: Phan Thị Trân → Phan Huyền Trân').waitFor();
    await card('requests')
      .getByRole('button', { name: /^Trả lời/ })
      .click();
    const dialog = board.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Gửi trả lời' }).click();
    await card('requests').getByText('Không có yêu cầu nào đang chờ').waitFor();

    await page.reload();
    await page.getByRole('button', { name: 'Dữ liệu' }).click();
    await page.getByRole('definition').getByText('Phan Huyền Trân').waitFor();
    await page.getByRole('button', { name: 'Xóa dữ liệu của tôi' }).click();
    await page.getByRole('button', { name: 'Gửi yêu cầu xóa' }).click();
    await page.getByText('Đã gửi yêu cầu xóa.').waitFor();

    await board.reload();
    await card('requests')
      .getByRole('button', { name: /^Trả lời/ })
      .click();
    await dialog.getByText('Không hoàn tác được').waitFor();
    await dialog.getByRole('button', { name: 'Gửi trả lời' }).click();
    await card('requests').getByText('Không có yêu cầu nào đang chờ').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Nhận mã qua tin nhắn' }).waitFor();
    const [row] = await make.sql<{ full_name: string }>('SELECT full_name FROM people WHERE id = $1', [
      person.id,
    ]);
    expect(row?.full_name).toMatch(/^Đã xóa dữ liệu/);
  });

  it('refuses with a reason that the person reads', async () => {
    const person = await make.person({ unit, name: 'Lò Văn Tú' });
    await make.consent(person.id);
    const volunteer = await make.signedIn('volunteer', { subjectId: person.id });
    await volunteer.post('/api/me/privacy-requests', { kind: 'correct', birthDate: '1990-01-01' });
    await board.reload();
    await card('requests')
      .getByRole('button', { name: /^Trả lời/ })
      .click();
    const dialog = board.getByRole('dialog');
    await dialog.getByLabel('Không thực hiện').check();
    await dialog.locator('textarea').fill('Ngày sinh khác giấy tờ.');
    await dialog.getByRole('button', { name: 'Gửi trả lời' }).click();
    await card('requests').getByText('Không có yêu cầu nào đang chờ').waitFor();
    const page = await phoneOf(person.id);
    await page.getByRole('button', { name: 'Dữ liệu' }).click();
    await page.getByText('Ngày sinh khác giấy tờ.').waitFor();
  });
});
