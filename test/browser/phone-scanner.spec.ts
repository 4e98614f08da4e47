import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { factories } from '../factories/index.js';
import { eventually } from '../support/eventually.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { type FakeCamera, fakeCamera } from './fake-camera.js';
import { type Network, openNetwork } from './network.js';
import { OLD_PHONE, phonePage, stateOf } from './pages.js';
import { type PhoneDay, phoneDay } from './phone-day.js';
import { newVersionIsAlone } from './service-worker.js';

let server: TestServer;
let camera: FakeCamera;
let browser: Browser;
let make: ReturnType<typeof factories>;
let day: PhoneDay;
let person: { id: string };
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  camera = await fakeCamera();
  browser = await openChromium(camera.file);
  server = await startTestServer();
  make = factories(server);
  day = await phoneDay(make);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
  await camera.remove();
});

beforeEach(async () => {
  await camera.show(null);
  person = await day.volunteer();
  ({ context, page } = await phonePage(browser, `${server.url}/phone/`));
});
afterEach(() => context.close());

async function openScanner(): Promise<void> {
  await page.goto(server.url + (await day.linkOf(person)));
  await page.getByRole('button', { name: 'TÔI ĐÃ ĐẾN' }).click();
  await page.getByRole('button', { name: 'Quét mã QR ở cổng' }).click();
}
const allowCamera = () => context.grantPermissions(['camera'], { origin: server.url });
const gateText = async () => `RQG:${day.site.id}:${await day.gateCode()}`;
const inLedger = () => day.inLedger(person);

describe('a browser that reads no codes itself', () => {
  it('checks in by what its camera sees of the gate, and by nothing else', async () => {
    await allowCamera();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
    });
    await openScanner();
    await page.getByText('Hướng máy ảnh vào mã QR').waitFor();
    for (const rubbish of ['https://example.org/qr', 'x'.repeat(900), 'RQG:khong-phai']) {
      await camera.show(rubbish);
      await page.getByText('Mã này không phải mã cổng').waitFor();
    }
    expect(await inLedger()).toBe(0);

    await camera.show(await gateText());
    await stateOf(page, 'good').waitFor();
    expect(await inLedger()).toBe(1);
    expect(refused).toEqual([]);
  });

  it('and is some years old checks in so, too', async () => {
    await allowCamera();
    await context.addInitScript({ content: OLD_PHONE });
    await openScanner();
    await page.getByText('Hướng máy ảnh vào mã QR').waitFor();
    await camera.show(await gateText());
    await stateOf(page, 'good').waitFor();
  });

  it('says so when the reader cannot be loaded, and takes the digits', async () => {
    await allowCamera();
    await page.route('**/*.wasm', (route) => route.abort());
    await openScanner();
    await page.getByText('Chưa tải được phần quét mã').waitFor();
    await page.getByLabel('Mã cổng, 6 chữ số').fill((await gateText()).slice(-6));
    await page.getByRole('button', { name: 'ĐIỂM DANH' }).click();
    await stateOf(page, 'good').waitFor();
  });

  it('without leave for the camera asks for the digits instead', async () => {
    await openScanner();
    await page.getByText('Chưa được phép dùng máy ảnh').waitFor();
  });
});

describe('a browser that reads codes', () => {
  /** Debian's Chromium has no reader: this one reads what we say. */
  const has = (detect: string) =>
    context.addInitScript(
      `globalThis.BarcodeDetector = class {
        static getSupportedFormats() { return Promise.resolve(['qr_code']); }
        detect() { ${detect} }
      }`,
    );

  it('needs nothing of ours', async () => {
    await allowCamera();
    await has(`return Promise.resolve([{ rawValue: ${JSON.stringify(await gateText())} }])`);
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await openScanner();
    await stateOf(page, 'good').waitFor();
    expect(loaded.filter((url) => url.endsWith('.wasm'))).toEqual([]);
  });

  it('but cannot, for want of a service behind, gets ours', async () => {
    await allowCamera();
    await has(`return Promise.reject(new DOMException('none', 'NotSupportedError'))`);
    await openScanner();
    await camera.show(await gateText());
    await stateOf(page, 'good').waitFor();
  });
});

describe('a phone that has never scanned', () => {
  let network: Network;
  beforeEach(async () => {
    network = await openNetwork(server.url);
    await context.grantPermissions(['camera'], { origin: network.url });
    await context.addInitScript(`{
      globalThis.told = [];
      const { postMessage } = ServiceWorker.prototype;
      ServiceWorker.prototype.postMessage = function (message) {
        told.push(message);
        return postMessage.apply(this, arguments);
      };
    }`);
  });
  afterEach(() => network.close());

  /** Opens the link and leaves the page alone until it is kept and has been at rest. */
  async function openAndRest(): Promise<void> {
    await page.clock.install();
    await page.goto(network.url + (await day.linkOf(person)));
    await stateOf(page, 'plain').waitFor();
    await page.clock.runFor(4_000);
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.clock.runFor(10_000);
  }
  /** All of it: what is still coming is listed already. */
  const readerIsKept = () =>
    eventually(() =>
      page.evaluate<boolean>(`(async () => {
        for (const name of await caches.keys())
          for (const request of await (await caches.open(name)).keys()) {
            if (!request.url.endsWith('.wasm')) continue;
            const kept = await caches.match(request);
            return kept !== undefined && WebAssembly.validate(await kept.arrayBuffer());
          }
        return false;
      })().catch(() => false)`),
    );
  async function scansWithoutNetwork(): Promise<void> {
    await camera.show(await gateText());
    network.cut();
    await page.reload();
    await page.getByRole('button', { name: 'TÔI ĐÃ ĐẾN' }).click();
    await page.getByRole('button', { name: 'Quét mã QR ở cổng' }).click();
    await stateOf(page, 'wait').getByText('Điểm danh lúc').waitFor();
    expect(await inLedger()).toBe(0);
    network.mend();
    await page.clock.fastForward('01:05');
    await stateOf(page, 'good').waitFor();
    expect(await inLedger()).toBe(1);
  }

  it('fetches the reader by itself once it is at rest, and then scans without any network', async () => {
    await openAndRest();
    await readerIsKept();
    await scansWithoutNetwork();
  });

  it('has the reader still when a new version has taken over', async () => {
    await openAndRest();
    await readerIsKept();
    network.change('/phone/worker.js', (text) => text.replaceAll(/`phone-[0-9a-f]+`/g, '`phone-next`'));
    await page.evaluate(
      'navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => undefined)',
    );
    const loaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Dùng ngay' }).click();
    await loaded;
    await newVersionIsAlone(page);
    await scansWithoutNetwork();
  });

  it('fetches nothing where the person wants to save data', async () => {
    await context.addInitScript(`Object.defineProperty(Navigator.prototype, 'connection', {
      get: () => ({ get saveData() { globalThis.asked = true; return true; } }),
    })`);
    await openAndRest();
    await page.waitForFunction('globalThis.asked');
    expect(await page.evaluate(AFTER_WHAT_IS_UNDER_WAY)).not.toContain('keep_reader');
  });

  it('fetches nothing where the browser reads codes itself, and ours where it only says so', async () => {
    const reads = (looked: string) =>
      context.addInitScript(`globalThis.BarcodeDetector = class {
        static getSupportedFormats() { return Promise.resolve(['qr_code']); }
        detect() { globalThis.asked = true; return ${looked}; }
      }`);
    await reads('Promise.resolve([])');
    await openAndRest();
    await page.waitForFunction('globalThis.asked');
    expect(await page.evaluate(AFTER_WHAT_IS_UNDER_WAY)).not.toContain('keep_reader');
    await reads(`Promise.reject(new DOMException('none', 'NotSupportedError'))`);
    await page.reload();
    await stateOf(page, 'plain').waitFor();
    await page.clock.runFor(4_000);
    await page.waitForFunction('navigator.serviceWorker.controller');
    await page.clock.runFor(10_000);
    await readerIsKept();
  });
});

/** What the worker was told by the page, when all has run that was waiting for an answer already given. */
const AFTER_WHAT_IS_UNDER_WAY = `(() => {
  const channel = new MessageChannel();
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve(told);
    channel.port2.postMessage(0);
  });
})()`;
