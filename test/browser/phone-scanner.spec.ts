import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { GateCode } from '../../src/contracts/participation.js';
import type { PersonalLink } from '../../src/contracts/people.js';
import { factories, type OrgUnitRow } from '../factories/index.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { type FakeCamera, fakeCamera } from './fake-camera.js';
import { phonePage, stateOf } from './pages.js';

let server: TestServer;
let camera: FakeCamera;
let browser: Browser;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;
let organiser: HttpClient;
let event: { id: string; startsAt: Date; endsAt: Date };
let site: { id: string };
let shift: { id: string; siteId: string };
let person: { id: string };
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  camera = await fakeCamera();
  browser = await openChromium(camera.file);
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  unit = await make.orgUnit({ communeId: '14758' });
  organiser = (await make.staff('province_coordinator', unit)).client;
  event = await make.event({ unit });
  site = await make.site(event.id, '14758');
  shift = await make.shift(event, site.id, [{ target: 5 }]);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
  await camera.remove();
});

beforeEach(async () => {
  await camera.show(null);
  person = await make.person({ unit, communeId: '14758' });
  await make.consent(person.id);
  await make.register(event.id, [person.id]);
  await make.assignment(event, shift, person.id, 'accepted');
  ({ context, page } = await phonePage(browser, `${server.url}/phone/`));
});
afterEach(() => context.close());

async function openScanner(): Promise<void> {
  const link = await organiser.post<PersonalLink>(`/api/people/${person.id}/links`);
  await page.goto(server.url + link.body.path);
  await page.getByRole('button', { name: 'TÔI ĐÃ ĐẾN' }).click();
  await page.getByRole('button', { name: 'Quét mã QR ở cổng' }).click();
}
const allowCamera = () => context.grantPermissions(['camera'], { origin: server.url });
const gateText = async (): Promise<string> => {
  const code = await organiser.get<GateCode>(`/api/events/${event.id}/sites/${site.id}/gate-code`);
  return `RQG:${site.id}:${code.body.code}`;
};
const inLedger = async (): Promise<number> =>
  (await make.sql('SELECT 1 FROM check_ins WHERE person_id = $1', [person.id])).length;

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
