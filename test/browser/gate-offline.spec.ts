import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { ownCode } from '../../src/events/index.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories } from '../factories/index.js';
import { type LedgerDay, ledgerDay } from '../factories/ledger-day.js';
import { eventually } from '../support/eventually.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { type FakeCamera, fakeCamera } from './fake-camera.js';
import { type Network, openNetwork } from './network.js';
import { keptBooks } from './pages.js';

let server: TestServer;
let camera: FakeCamera;
let browser: Browser;
let make: ReturnType<typeof factories>;
let day: LedgerDay;
let key: Buffer;
const open: BrowserContext[] = [];

beforeAll(async () => {
  camera = await fakeCamera();
  browser = await openChromium(camera.file);
  server = await startTestServer();
  make = factories(server);
  day = await ledgerDay(server, make);
  const [row] = await make.sql<{ code_key: Buffer }>('SELECT code_key FROM events WHERE id = $1', [
    day.event.id,
  ]);
  key = row!.code_key;
}, OPEN_TIMEOUT_MS);
afterEach(async () => {
  await Promise.all(open.splice(0).map((context) => context.close()));
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await camera.remove();
});

let person: { id: string; name: string; phone: string };
beforeEach(async () => {
  person = await expected('Lê Thị Hạnh');
});

async function expected(name: string) {
  const made = await make.person({ unit: day.unit, name });
  await make.register(day.event.id, [made.id]);
  await make.assignment(day.event, day.shifts.hall, made.id, 'accepted');
  await day.settle();
  return made;
}
const codeOf = (of: { id: string }) => ownCode(key, of.id, new Date(Date.now() + 3_600_000));
const inLedger = async (of: { id: string }) =>
  (await make.sql('SELECT 1 FROM check_ins WHERE person_id = $1', [of.id])).length;

/** The phone of somebody who keeps the gate. */
async function gate(
  url = server.url,
  time = new Date(),
  more: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const { client } = await make.staff('gate_keeper', day.province);
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    locale: 'vi-VN',
    permissions: ['camera'],
    ...more,
  });
  open.push(context);
  const name = cookieName('staff');
  await context.addCookies([{ name, value: client.cookies.get(name) ?? '', url }]);
  const page = await context.newPage();
  await page.clock.install({ time });
  await page.goto(`${url}/gate/#/${day.event.id}/${day.sites.hall.id}`);
  await page.getByTestId('link').getByText('Trực tiếp').waitFor();
  await page.locator('.top-place p').getByText('·').waitFor(); // its list has come
  return { context, page };
}
const tab = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
const verdict = (page: Page, title: string) => page.locator(`[data-testid=verdict][data-title=${title}]`);
const waiting = (page: Page) => page.getByTestId('waiting');
async function type(page: Page, code: string): Promise<void> {
  await page.getByLabel('Mã của tình nguyện viên').fill(code);
  await page.getByRole('button', { name: 'Kiểm tra' }).click();
}
async function offline(context: BrowserContext, page: Page): Promise<void> {
  await context.setOffline(true);
  await page.getByText('Mất kết nối: vẫn điểm danh được').waitFor();
}

describe('a gate without a network', () => {
  it('finds somebody by name or digits, ticks, and sends it when the network is back', async () => {
    const { context, page } = await gate();
    await offline(context, page);
    await tab(page, 'Danh sách');
    const search = page.getByLabel('Tìm tên hoặc 4 số cuối');
    await search.fill(person.phone.slice(-4));
    const tick = page.getByRole('button', { name: `Điểm danh ${person.name}` });
    await tick.waitFor();
    await search.fill('le thi hanh');
    await tick.first().click();
    await waiting(page).getByText('1 lượt đã lưu, chờ gửi').waitFor();
    expect(await inLedger(person)).toBe(0);
    await context.setOffline(false);
    await page.clock.runFor(11_000);
    await page.getByText(/✓ Có mặt/).waitFor();
    expect(await inLedger(person)).toBe(1);
  });

  it('is not called live before the server has answered', async () => {
    const { context, page } = await gate();
    await context.route(/\/roster/, () => undefined); // never answered
    await page.reload();
    await page.getByTestId('link').getByText('Đang kết nối…').waitFor();
  });

  it('goes on with typed codes where the camera’s part cannot be loaded, and loads it later', async () => {
    const { context, page } = await gate(server.url, new Date(), { serviceWorkers: 'block' });
    await offline(context, page);
    const start = page.getByRole('button', { name: 'Bắt đầu quét' });
    await start.click();
    await page.getByRole('alert').getByText('Chưa tải được bộ đọc mã').waitFor();
    await type(page, codeOf(person));
    await verdict(page, 'saved').getByText(person.name).waitFor();
    await context.setOffline(false);
    await start.click();
    await page.getByLabel('Hình từ máy ảnh').waitFor();
  });

  it('takes genuine codes and keeps its list on a device whose clock runs a year ahead', async () => {
    const { context, page } = await gate(server.url, new Date(Date.now() + 365 * 86_400_000));
    await offline(context, page);
    await page.clock.runFor(11_000); // it has asked for the list in vain
    await type(page, codeOf(person));
    await verdict(page, 'saved').getByText(person.name).waitFor();
    await tab(page, 'Danh sách');
    await page.getByText(person.name).first().waitFor();
  });

  it('takes a tick back within ten seconds, and nothing was ever sent', async () => {
    const { page } = await gate();
    await tab(page, 'Danh sách');
    await page
      .getByRole('button', { name: `Điểm danh ${person.name}` })
      .first()
      .click();
    await page.getByRole('button', { name: `Hoàn tác điểm danh ${person.name}` }).click();
    await waiting(page).getByText('chờ gửi').waitFor({ state: 'detached' });
    await page.clock.runFor(15_000);
    expect(await inLedger(person)).toBe(0);
  });

  it('counts people without a phone, and sends that later too', async () => {
    const { context, page } = await gate();
    await offline(context, page);
    await tab(page, 'Tại chỗ');
    await page.getByLabel('Số người').fill('11');
    await page.getByRole('button', { name: 'Thêm một' }).click();
    await page.getByRole('button', { name: 'Lưu số đếm' }).click();
    await page.getByText('12 người · đã lưu, chờ gửi').waitFor();
    await context.setOffline(false);
    await page.getByText(/^12 người · \d\d:\d\d$/).waitFor();
    const rows = await make.sql('SELECT people FROM headcounts WHERE event_id = $1', [day.event.id]);
    expect(rows).toEqual([{ people: 12 }]);
  });

  it('keeps nothing that can be read on its disk, and nothing of people after it was left', async () => {
    const { page } = await gate();
    await eventually(async () => (await keptBooks(page)) === 1);
    const kept = await page.evaluate<string>(`new Promise((resolve) => {
      const request = indexedDB.open('rq-gate');
      request.onsuccess = () => {
        const books = request.result.transaction('books').objectStore('books').getAll();
        books.onsuccess = () => resolve(books.result.map((row) => new TextDecoder().decode(row.data) + Object.keys(row)).join());
      };
    })`);
    expect(kept.length).toBeGreaterThan(300);
    expect(kept).not.toMatch(/Hạnh|fullName|phoneLast4/);
    await page.getByRole('button', { name: 'Mở menu' }).click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByText('Dùng máy này làm cổng').waitFor();
    expect(await keptBooks(page)).toBe(0);
  });
});

describe('a gate that was closed without a network', () => {
  let network: Network;
  beforeEach(async () => {
    network = await openNetwork(server.url);
  });
  afterEach(() => network.close());

  /** Opened once, so that it has kept itself. */
  async function keptGate() {
    const opened = await gate(network.url);
    await opened.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await eventually(async () => (await keptBooks(opened.page)) === 1);
    return opened;
  }

  it('opens again without one, with its roster, what waits and its scanner; and sends it when there is one', async () => {
    const { context, page } = await keptGate();
    network.cut();
    await type(page, codeOf(person));
    await verdict(page, 'saved').getByText(person.name).waitFor();
    await page.close();

    const again = await context.newPage();
    await again.clock.install();
    await again.goto(`${network.url}/gate/`);
    await again.getByText('Mất kết nối: vẫn điểm danh được').waitFor();
    await waiting(again).getByText('1 lượt đã lưu, chờ gửi').waitFor();
    const next = (await day.volunteer('hall')).id;
    await camera.show(codeOf({ id: next }));
    await again.getByRole('button', { name: 'Bắt đầu quét' }).click();
    await verdict(again, 'saved').getByText('không có trong danh sách').waitFor();
    expect(await inLedger(person)).toBe(0);

    network.mend();
    await again.clock.fastForward(11_000);
    await waiting(again).getByText('chờ gửi').waitFor({ state: 'detached' });
    expect(await Promise.all([inLedger(person), inLedger({ id: next })])).toEqual([1, 1]);
  });

  it('shows nobody when its time is over, and has forgotten them', async () => {
    const { context } = await keptGate();
    network.cut();
    const again = await context.newPage();
    await again.clock.install({ time: day.event.endsAt.getTime() + 6 * 3_600_000 + 1_000 });
    await again.goto(`${network.url}/gate/`);
    await again.getByText('Chưa kết nối được máy chủ').waitFor();
    expect(await keptBooks(again)).toBe(0);
  });
});

describe('two gates that take in the same person without a network', () => {
  it('count the person once, and tell the other gate', async () => {
    const [one, other] = await Promise.all([gate(), gate()]);
    for (const { context, page } of [one, other]) {
      await offline(context, page);
      await type(page, codeOf(person));
      await verdict(page, 'saved').getByText(person.name).waitFor();
      // Once more at the same gate: it knows, and sends nothing.
      await type(page, codeOf(person));
      await verdict(page, 'duplicate').getByText('Cổng này đã nhận người này').waitFor();
      await waiting(page).getByText('1 lượt đã lưu, chờ gửi').waitFor();
      await page.clock.fastForward(60_000);
    }
    await one.context.setOffline(false);
    await eventually(async () => (await inLedger(person)) === 1);
    await other.context.setOffline(false);
    const toClear = other.page.getByRole('button', { name: '1 lượt cần xem lại' });
    await toClear.click();
    await other.page.getByRole('dialog').getByText(person.name).waitFor();
    await other.page.getByRole('dialog').getByText('ĐÃ CÓ TỪ TRƯỚC').waitFor();
    await other.page.getByRole('button', { name: `Đã xem ${person.name}` }).click();
    await toClear.waitFor({ state: 'detached' });
    expect(await inLedger(person)).toBe(1);
    expect(await one.page.getByText('cần xem lại').count()).toBe(0);
  });
});

describe('the camera of a gate', () => {
  it('takes whatever is held before it, one after the other: rubbish wedges nothing, and a held code counts once', async () => {
    const next = await expected('Đỗ Văn Bình');
    const { page } = await gate();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await camera.show(codeOf(person));
    await page.getByRole('button', { name: 'Bắt đầu quét' }).click();
    await verdict(page, 'counted').getByText(person.name).waitFor();
    for (const rubbish of ['https://zalo.me/g/abc', 'x'.repeat(700), `RQG:${day.sites.hall.id}:123456`]) {
      await camera.show(rubbish);
      await verdict(page, 'refused').getByText('Đây không phải mã của tình nguyện viên').waitFor();
      await page.keyboard.press('Escape');
      await verdict(page, 'refused').waitFor({ state: 'detached' });
    }
    await camera.show(codeOf(next));
    await verdict(page, 'counted').getByText(next.name).waitFor();
    expect(await Promise.all([inLedger(person), inLedger(next)])).toEqual([1, 1]);
    expect(sent.filter((url) => url.endsWith('/check-ins'))).toHaveLength(2);
  });
});
