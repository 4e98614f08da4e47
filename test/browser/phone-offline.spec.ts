import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { factories } from '../factories/index.js';
import { eventually } from '../support/eventually.js';
import { startNode, startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { type Network, openNetwork } from './network.js';
import { OLD_BROWSER, phonePage, stateOf, typeGateCode, untilKept } from './pages.js';
import { type PhoneDay, phoneDay } from './phone-day.js';
import { newVersionIsAlone, serviceWorkerOf } from './service-worker.js';

let server: TestServer;
let network: Network;
let browser: Browser;
let make: ReturnType<typeof factories>;
let day: PhoneDay;
let person: { id: string };
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  make = factories(server);
  day = await phoneDay(make);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
});

beforeEach(async () => {
  network = await openNetwork(server.url);
  person = await day.volunteer();
  ({ context, page } = await phonePage(browser, 'about:blank'));
});
afterEach(async () => {
  await context.close();
  await network.close();
});

/** Opens the personal link, and stays until the phone keeps the app. */
async function openAndKeep(tone: 'plain' | 'ask' = 'plain'): Promise<void> {
  await page.clock.install();
  await page.goto(network.url + (await day.linkOf(person)));
  await stateOf(page, tone).waitFor();
  await untilKept(page);
}
const inLedger = () => day.inLedger(person);

describe('the phone without any network', () => {
  it('opens with what was known last, says when that was, and checks in', async () => {
    await openAndKeep();
    const code = await day.gateCode();
    network.cut();
    await page.close();
    page = await context.newPage();
    await page.goto(`${network.url}/phone/`);
    await page.locator('article.card').waitFor();
    await page.getByText(/thông tin máy nhận lúc \d\d:\d\d ngày \d\d\/\d\d\/\d{4}/).waitFor();
    await typeGateCode(page, code);
    await stateOf(page, 'wait').getByText('Đã lưu, chờ gửi').waitFor();

    // Opened once more, still without network: it waits as before.
    await page.reload();
    await stateOf(page, 'wait').waitFor();
    await page.clock.fastForward('10:00');
    await stateOf(page, 'wait').waitFor();
    expect(await inLedger()).toBe(0);

    network.mend();
    await page.clock.fastForward('01:05');
    await stateOf(page, 'good').getByText('Đã điểm danh lúc').waitFor();
    expect(await inLedger()).toBe(1);
  });

  it('opens the sheets and pages it has not opened before', async () => {
    await openAndKeep();
    network.cut();
    await page.reload();
    await page.getByRole('button', { name: 'Mã của tôi' }).click();
    await page.getByRole('img', { name: 'Mã của tôi' }).waitFor();
  });

  it('keeps its own files, and never an answer that says something of a person', async () => {
    await openAndKeep();
    await page.getByRole('button', { name: 'Dữ liệu' }).click();
    await page.getByRole('heading', { name: 'Dữ liệu của tôi' }).waitFor();
    const kept = await page.evaluate<string[]>(`(async () => {
      const urls = [];
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
      return urls;
    })()`);
    expect(kept).toContain('/phone/');
    expect(kept.filter((path) => path !== '/phone/' && !path.startsWith('/assets/'))).toEqual([]);
  });
});

describe('a check-in', () => {
  it('whose answer is lost while the server is stopped and another started is counted once', async () => {
    await openAndKeep();
    const code = await day.gateCode();
    const other = await startNode(server.databaseUrl);
    try {
      const given = network.loseAnswer(/\/check-ins$/);
      await typeGateCode(page, code);
      await given;
      network.cut();
      await stateOf(page, 'wait').waitFor();
      network.leadTo(other.url);
      network.mend();
      await page.clock.fastForward('01:05');
      await stateOf(page, 'good').waitFor();
      expect(await inLedger()).toBe(1);
    } finally {
      await other.close();
    }
  });
});

describe('an answer to an offer', () => {
  beforeEach(async () => {
    await make.sql(`UPDATE assignments SET state = 'offered' WHERE person_id = $1`, [person.id]);
  });
  const stateInDatabase = async () =>
    (await make.sql<{ state: string }>('SELECT state FROM assignments WHERE person_id = $1', [person.id]))[0]
      ?.state;

  it('without network is kept, and so is the arrival after it; both are sent in their order', async () => {
    await openAndKeep('ask');
    const code = await day.gateCode();
    network.cut();
    await page.getByRole('button', { name: 'NHẬN NHIỆM VỤ' }).click();
    await stateOf(page, 'wait').getByText('Bạn đã bấm nhận lúc').waitFor();
    await typeGateCode(page, code);
    await stateOf(page, 'wait').getByText('Điểm danh lúc').waitFor();
    expect(await stateInDatabase()).toBe('offered');

    network.mend();
    await page.clock.fastForward('01:05');
    await stateOf(page, 'good').waitFor();
    expect(await stateInDatabase()).toBe('checked_in');
  });

  it('that comes too late is refused in the server’s words', async () => {
    await openAndKeep('ask');
    network.cut();
    await page.getByRole('button', { name: 'NHẬN NHIỆM VỤ' }).click();
    await stateOf(page, 'wait').waitFor();
    await make.sql(`UPDATE assignments SET state = 'withdrawn' WHERE person_id = $1`, [person.id]);
    network.mend();
    await page.clock.fastForward('01:05');
    await stateOf(page, 'over').getByText('Nhiệm vụ đã được rút lại').waitFor();
    await page.locator('.toast.bad').waitFor();
  });
});

describe('“I am on the way”', () => {
  const said = async () =>
    (
      await make.sql<{ state: string; on_the_way_at: Date | null }>(
        'SELECT state, on_the_way_at FROM assignments WHERE person_id = $1',
        [person.id],
      )
    )[0]!;
  const setOut = () => page.getByRole('button', { name: 'TÔI ĐANG ĐI' });
  const turnBack = () => page.getByRole('button', { name: 'Tôi chưa đi' });
  const back = async () => {
    network.mend();
    await page.clock.fastForward('01:05');
  };

  it('without network is kept over a closed page, and said when the network is back', async () => {
    await openAndKeep();
    network.cut();
    await setOut().click();
    await stateOf(page, 'wait').getByText('Bạn báo đang đi lúc').waitFor();
    await page.reload();
    await stateOf(page, 'wait').getByText('Bạn báo đang đi lúc').waitFor();
    expect((await said()).on_the_way_at).toBeNull();
    await back();
    await stateOf(page, 'plain').getByText('Bạn đang đi, từ').waitFor();
    expect((await said()).on_the_way_at).not.toBeNull();
  });

  it('can be taken back without network, and said again', async () => {
    await openAndKeep();
    await setOut().click();
    await stateOf(page, 'plain').getByText('Bạn đang đi, từ').waitFor();
    network.cut();
    await turnBack().click();
    await stateOf(page, 'wait').getByText('Bạn báo chưa đi lúc').waitFor();
    await setOut().click();
    await stateOf(page, 'wait').getByText('Bạn báo đang đi lúc').waitFor();
    await turnBack().click();
    await stateOf(page, 'wait').getByText('Bạn báo chưa đi lúc').waitFor();
    expect((await said()).on_the_way_at).not.toBeNull();
    await back();
    await stateOf(page, 'plain').waitFor();
    await setOut().waitFor();
    expect((await said()).on_the_way_at).toBeNull();
  });

  it('whose answer is lost is said once more, and is the same word', async () => {
    await openAndKeep();
    const given = network.loseAnswer(/\/on-the-way$/);
    await setOut().click();
    await given;
    const { on_the_way_at: first } = await said();
    await page.clock.fastForward('01:05');
    await stateOf(page, 'plain').getByText('Bạn đang đi, từ').waitFor();
    expect((await said()).on_the_way_at).toEqual(first);
  });

  it('goes after the yes that waits before it', async () => {
    await make.sql(`UPDATE assignments SET state = 'offered' WHERE person_id = $1`, [person.id]);
    await openAndKeep('ask');
    network.cut();
    await page.getByRole('button', { name: 'NHẬN NHIỆM VỤ' }).click();
    await stateOf(page, 'wait').getByText('Bạn đã bấm nhận lúc').waitFor();
    await setOut().click();
    await stateOf(page, 'wait').getByText('Bạn báo đang đi lúc').waitFor();
    await back();
    await stateOf(page, 'plain').getByText('Bạn đang đi, từ').waitFor();
    expect(await said()).toEqual({ state: 'accepted', on_the_way_at: expect.any(Date) as unknown });
  });

  it('that comes too late is refused in the server’s words', async () => {
    await openAndKeep();
    network.cut();
    await setOut().click();
    await stateOf(page, 'wait').waitFor();
    await make.sql(`UPDATE assignments SET state = 'withdrawn' WHERE person_id = $1`, [person.id]);
    await back();
    await page.locator('.toast.bad').getByText('Lời mời này không còn hiệu lực').waitFor();
    await stateOf(page, 'over').getByText('Nhiệm vụ đã được rút lại').waitFor();
    expect((await said()).on_the_way_at).toBeNull();
  });
});

describe('a phone whose page is closed', () => {
  it.each([
    ['of today', ''],
    ['of some years ago', OLD_BROWSER],
  ])('%s sends what it has saved as soon as the browser says that there is a network', async (_, old) => {
    network.change('/phone/worker.js', (text) => old + text);
    await openAndKeep();
    const code = await day.gateCode();
    network.cut();
    await typeGateCode(page, code);
    await stateOf(page, 'wait').waitFor();
    // Closed before the network is back: the page would send it by itself, and sooner.
    await page.close();
    page = await context.newPage();
    expect(await inLedger()).toBe(0);
    network.mend();
    const worker = await serviceWorkerOf(context, page, `${network.url}/phone/`);
    await worker.sync('outbox');
    await eventually(async () => (await inLedger()) === 1);
  });
});

it('says in English that English cannot be loaded, where the browser keeps no app', async () => {
  await context.close();
  context = await browser.newContext({ serviceWorkers: 'block' });
  page = await context.newPage();
  await page.goto(network.url + (await day.linkOf(person)));
  await stateOf(page, 'plain').waitFor();
  const english = page.getByRole('button', { name: 'EN', exact: true });
  network.cut();
  await english.click();
  await page.locator('.toast.bad').getByText('English could not be loaded').waitFor();
  await stateOf(page, 'plain').getByText('Đã nhận').waitFor();
  network.mend();
  await english.click();
  await stateOf(page, 'plain').getByText('Accepted').waitFor();

  // Chosen once is chosen, though it does not come at one visit.
  await page.route(/\/assets\/en-/, (route) => route.abort(), { times: 1 });
  await page.reload();
  await stateOf(page, 'plain').getByText('Đã nhận').waitFor();
  await page.reload();
  await stateOf(page, 'plain').getByText('Accepted').waitFor();
});

it('opens a page anew whose part the server has no more, being a newer version, where the browser keeps no app', async () => {
  await context.close();
  context = await browser.newContext({ serviceWorkers: 'block' });
  page = await context.newPage();
  await page.goto(network.url + (await day.linkOf(person)));
  const part = /\/assets\/own-code-sheet-/;
  await page.route(part, (route) => route.fulfill({ status: 404 }));
  const ownCode = page.getByRole('button', { name: 'Mã của tôi' });
  await ownCode.click();
  const again = page.getByRole('button', { name: 'Thử lại' });
  network.cut();
  await again.click();
  await again.waitFor(); // it cannot be opened anew now
  network.mend();
  await Promise.all([page.waitForEvent('load'), again.click()]);
  await page.unroute(part);
  await ownCode.click();
  await page.getByRole('dialog').getByRole('img').waitFor();
});

describe('a new version', () => {
  const title = 'Ra Quân mới';
  beforeEach(async () => {
    await openAndKeep();
    network.change('/phone/worker.js', (text) => text.replaceAll(/`phone-[0-9a-f]+`/g, '`phone-next`'));
    network.change('/phone/', (html) => html.replace('<title>Ra Quân', `<title>${title}`));
    await page.evaluate(
      'navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => undefined)',
    );
    await page.getByText('Đã có bản mới, dùng từ lần mở sau').waitFor();
  });
  /** It alone is kept, and opens without network. */
  async function hasTakenOver(): Promise<void> {
    await stateOf(page, 'plain').waitFor();
    await newVersionIsAlone(page);
    network.cut();
    await page.reload();
    expect(await page.title()).toBe(title);
  }

  it('is told, waits while the old one is open, and takes over when the app is opened the next time', async () => {
    await page.reload();
    expect(await page.title()).toBe('Ra Quân');
    // The browser lets the old one go some time after its last page is closed.
    await eventually(async () => {
      await page.close();
      page = await context.newPage();
      await page.goto(`${network.url}/phone/`);
      return (await page.title()) === title;
    });
    await hasTakenOver();
  });

  it('takes over at once where somebody wants it', async () => {
    await page.getByRole('button', { name: 'Dùng ngay' }).click();
    await page.waitForFunction(`document.title === '${title}'`);
    await hasTakenOver();
  });
});

describe('signing out', () => {
  it('leaves nothing of the person on the phone, and nothing that opens without network', async () => {
    await openAndKeep();
    await page.getByRole('button', { name: 'Dữ liệu' }).click();
    await page.getByRole('button', { name: 'Thoát khỏi máy này' }).click();
    // The page still shows something new in the meantime, and asks for its files.
    const asked = page.waitForRequest((one) => one.url().endsWith('?after'));
    await page.evaluate(`(() => {
      const drop = caches.delete.bind(caches);
      caches.delete = async (name) => {
        const done = await drop(name);
        await fetch(document.querySelector('script[src^="/assets/"]').src + '?after');
        return done;
      };
    })()`);
    const loaded = page.waitForEvent('load');
    await page.getByRole('dialog').getByRole('button', { name: 'Thoát', exact: true }).click();
    await asked;
    await loaded;
    await page.getByText('Mở lại đường dẫn riêng').waitFor();
    const left = await page.evaluate<unknown>(`(async () => ({
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      remembered: localStorage.getItem('rq.phone'),
    }))()`);
    expect(left).toEqual({ caches: [], workers: 0, remembered: null });
  });
});
