import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type ClosingState, ClosingStateSchema } from '../../src/contracts/closing.js';
import { newId } from '../../src/kernel/ids.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories } from '../factories/index.js';
import { type LedgerDay, ledgerDay } from '../factories/ledger-day.js';
import { eventually } from '../support/eventually.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let board: Page;
let day: LedgerDay;
let first: { name: string };
let late: { name: string };

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  const make = factories(server);
  day = await ledgerDay(server, make);
  // Two are counted, one of them is scanned again, another goes to the wrong gate; nobody knows the last.
  const again = await day.volunteer('hall');
  const [second, third] = [await day.volunteer('hall'), await day.volunteer('beach')];
  first = again;
  late = await day.volunteer('hall');
  for (const person of [again, second, again]) await day.tick(person.id, 'hall');
  for (const at of ['hall', 'beach'] as const) await day.tick(third.id, at);
  await day.tick(newId(), 'hall');
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' });
  const name = cookieName('staff');
  const value = day.organiser.client.cookies.get(name) ?? '';
  await context.addCookies([{ name, value, url: server.url }]);
  board = await context.newPage();
  board.on('dialog', (dialog) => void dialog.accept());
  await board.goto(`${server.url}/board/#/day/${day.event.id}`);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

const row = (text: string) => board.locator('.kept-row').filter({ hasText: text });
const button = (name: string | RegExp) => board.getByRole('button', { name });
async function state(): Promise<ClosingState> {
  return ClosingStateSchema.parse((await day.organiser.client.get(`${day.path}/closing`)).body);
}

describe('the closing page', () => {
  it('shows what was kept by group, takes a decision by one tap, and takes it back', async () => {
    await board.getByRole('link', { name: 'Chốt số' }).click();
    await board.getByText('Số hiện tại').waitFor();
    await board.locator('.kept-row').nth(2).waitFor();
    await button(/^Hai cổng/).click();
    await board.getByText('“Tính ở đây” sẽ hủy lượt ở điểm kia').waitFor();
    await row('Nhà văn hóa').getByRole('button', { name: 'Tính ở đây, hủy lượt kia' }).click();
    await board.getByText('Không có lượt quét nào chờ quyết định').waitFor();
    expect(await state()).toMatchObject({ undecided: 2, now: { people: 3, turns: 3 } });
    await board.getByText('Đã quyết định 1 lượt quét.').waitFor();
    await board.locator('.toast').getByRole('button', { name: 'Hoàn tác' }).click();
    await row('Nhà văn hóa').waitFor();
    expect(await state()).toMatchObject({ undecided: 3 });
  });

  it('decides on many at once, and says what could not be done', async () => {
    await button(/^Tất cả/).click();
    await board.locator('.kept-row').nth(2).waitFor();
    await board.getByLabel('Chọn cả trang').check();
    await board.locator('.decision-bar').getByRole('button', { name: 'Tính', exact: true }).click();
    await board.getByText('1 lượt không xử lý được: không rõ người, điểm hoặc ca').waitFor();
    await board.getByText('1 lượt không xử lý được: người này đã được tính ở ca đó').waitFor();
    await board.getByText('Đã quyết định 1 lượt quét.').waitFor();
    await button(/^Đã quyết định/).click();
    await row('Đã tính').getByRole('button', { name: 'Hoàn tác' }).click();
    await board.getByText('Chưa có quyết định nào').waitFor();
    await button(/^Chờ quyết định/).click();
    expect(await state()).toMatchObject({ undecided: 3, now: { people: 3, turns: 3 } });
  });

  it('voids a check-in of the ledger, with a reason, and puts it back', async () => {
    const ledger = board.locator('.ledger');
    await ledger.getByRole('searchbox').fill(first.name.toLowerCase());
    const rows = ledger.locator('.ledger-row');
    await eventually(async () => (await rows.allInnerTexts()).every((text) => text.includes(first.name)));
    await ledger.getByRole('button', { name: 'Hủy lượt này' }).click();
    await board.getByRole('dialog').getByLabel('Lý do').selectOption('not_there');
    await board.getByRole('dialog').getByRole('button', { name: 'Hủy lượt này' }).click();
    await ledger.locator('.ledger-row.voided').waitFor();
    expect(await state()).toMatchObject({ now: { people: 2, turns: 2 } });
    await ledger.getByRole('button', { name: 'Tính lại' }).click();
    await ledger.locator('.ledger-row').nth(1).waitFor();
    await ledger.getByRole('button', { name: 'Tính lại' }).waitFor({ state: 'detached' });
    expect(await state()).toMatchObject({ now: { people: 3, turns: 3 } });
  });

  it('signs the figure, and shows later decisions as amendments beside it', async () => {
    await button('Chốt số và kết thúc sự kiện').click();
    const dialog = board.getByRole('dialog');
    await dialog.getByText('Bạn sẽ ký số 3 người, 3 lượt').waitFor();
    await dialog.getByText('Còn 3 lượt quét chưa quyết định').waitFor();
    await dialog.getByRole('button', { name: 'Chốt số và kết thúc sự kiện' }).click();
    await board.getByText(/Cán bộ ký lúc/).waitFor();

    const people = await day.organiser.client.get<{ items: { personId: string; fullName: string }[] }>(
      `${day.path}/assignments`,
    );
    const person = people.body.items.find((one) => one.fullName === late.name)!;
    await day.tick(person.personId, 'hall');
    await button('1 lượt quét mới · Hiện').click();
    await button(/^Đến sau khi chốt/).click();
    await row(late.name).getByRole('button', { name: 'Tính', exact: true }).click();
    await board
      .locator('.closing-figure')
      .getByRole('button', { name: /^Có mặt: 4/ })
      .waitFor();

    // What was signed opens as it stood when it was signed.
    await board
      .locator('.closing-signed')
      .getByRole('button', { name: /^Có mặt: 3/ })
      .click();
    const behind = board.getByRole('dialog', { name: 'Con số này từ đâu' });
    await behind.getByText('như sổ đã ghi đến').waitFor();
    expect(await behind.getByTestId('counted').innerText()).toBe('3');
    expect(await behind.locator('tbody tr').count()).toBe(3);
    await board.keyboard.press('Escape');
    // What was added opens as what it is: an entry that counts one more.
    await board
      .locator('.closing-figure')
      .getByRole('button', { name: /^Có mặt: \+1/ })
      .click();
    await behind.getByText('chỉ phần thay đổi sau khi chốt số').waitFor();
    await behind.getByText('Đếm lại từng dòng: khớp với bộ đếm').waitFor();
    expect(await behind.getByTestId('counted').innerText()).toBe('+1');
    await behind.getByRole('row').filter({ hasText: late.name }).getByText('+1').waitFor();
    await board.keyboard.press('Escape');
    await board
      .locator('.closing-figure')
      .getByRole('button', { name: /^Điều chỉnh: 1/ })
      .first()
      .click();
    await behind.getByRole('row').filter({ hasText: late.name }).waitFor();
    await board.keyboard.press('Escape');
    await button(/^Đã quyết định/).click();
    await row(late.name).getByText('Đã tính').waitFor();
    expect(await row(late.name).innerText()).not.toContain('chưa được tính ở đâu');
    await board.locator('.page-bar a.button').click();
    const line = board.locator('.closing-line');
    await line.waitFor();
    const says = /Số chốt 3 người \(Cán bộ ký lúc \d\d:\d\d\)\s+\+ 1 điều chỉnh \(\+1\) = 4 người/;
    await eventually(async () => says.test(await line.innerText()));
  });
});
