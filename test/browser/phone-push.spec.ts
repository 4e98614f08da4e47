import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Inbox as InboxAnswer, PersonalLink } from '../../src/contracts/people.js';
import { Inbox } from '../../src/people/index.js';
import { factories, type OrgUnitRow } from '../factories/index.js';
import { eventually } from '../support/eventually.js';
import type { HttpClient } from '../support/http-client.js';
import { browserSubscription, openPushService } from '../support/push-service.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { phonePage, stateOf } from './pages.js';
import { serviceWorkerOf } from './service-worker.js';

let service: Awaited<ReturnType<typeof openPushService>>;
let server: TestServer;
let browser: Browser;
let make: ReturnType<typeof factories>;
let unit: OrgUnitRow;
let organiser: HttpClient;
let event: { id: string; startsAt: Date; endsAt: Date };
let shift: { id: string; siteId: string };
let person: { id: string };
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  service = await openPushService();
  browser = await openChromium();
  server = await startTestServer({ PUSH_SERVICES: service.origin });
  make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  unit = await make.orgUnit({ communeId: '14758' });
  organiser = (await make.staff('province_coordinator', unit)).client;
  event = await make.event({ unit });
  const site = await make.site(event.id, '14758');
  shift = await make.shift(event, site.id, [{ target: 5 }]);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
  await service.close();
});

beforeEach(async () => {
  person = await make.person({ unit, name: 'Lê Thị Hạnh', communeId: '14758' });
  await make.consent(person.id);
  await make.register(event.id, [person.id]);
  await make.assignment(event, shift, person.id, 'offered');
  ({ context, page } = await phonePage(browser, 'about:blank'));
});
afterEach(() => context.close());

async function open(): Promise<void> {
  const link = await organiser.post<PersonalLink>(`/api/people/${person.id}/links`);
  await page.clock.install();
  await page.goto(server.url + link.body.path);
  await stateOf(page, 'ask').waitFor();
}
async function keep(): Promise<void> {
  await page.clock.runFor(4_000);
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
}
const deliver = () =>
  server.transactions.run((tx) =>
    server.get(Inbox).deliver(tx, [
      {
        personId: person.id,
        kind: 'offer',
        eventId: event.id,
        assignmentId: null,
        text: { vi: 'Mời Hạnh', en: 'Hạnh is invited' },
      },
    ]),
  );

describe('notifications', () => {
  it('are asked for after an acceptance, in a sentence, and turned on by a press', async () => {
    await context.grantPermissions([], { origin: server.url });
    // Debian's Chromium has no push service behind it: this one is the test's.
    const device = browserSubscription(service.origin, 'phone');
    await context.addInitScript(`
      let permission = 'default';
      Object.defineProperty(Notification, 'permission', { get: () => permission });
      Notification.requestPermission = () => Promise.resolve((permission = 'granted'));
      PushManager.prototype.getSubscription = () => Promise.resolve(null);
      PushManager.prototype.subscribe = () =>
        Promise.resolve({ toJSON: () => (${JSON.stringify(device.subscription)}), options: {} });
    `);
    await open();
    await keep();
    expect(await page.getByText('Báo cho bạn khi có tin?').count()).toBe(0);
    await page.getByRole('button', { name: 'NHẬN NHIỆM VỤ' }).click();
    await page.getByRole('button', { name: 'Bật thông báo' }).click();
    await page.getByText('Báo cho bạn khi có tin?').waitFor({ state: 'detached' });
    await page.close();

    await deliver();
    const [push] = await service.to(device.path, 1);
    expect(device.read(push!)).toMatchObject({ kind: 'offer', lang: 'vi' });
  });

  it('put off are not asked for again', async () => {
    await open();
    await page.getByRole('button', { name: 'NHẬN NHIỆM VỤ' }).click();
    await page.getByRole('button', { name: 'Không cần' }).click();
    await page.reload();
    await stateOf(page, 'plain').waitFor();
    expect(await page.getByText('Báo cho bạn khi có tin?').count()).toBe(0);
  });

  it('are shown while no page is open, name nobody, and a press on one is seen', async () => {
    await context.grantPermissions(['notifications'], { origin: server.url });
    await open();
    await keep();
    await deliver();
    // Another page of the same server, which is not the phone's.
    await page.goto(`${server.url}/icon.svg`);
    const worker = await serviceWorkerOf(context, page, `${server.url}/phone/`);
    await worker.push(JSON.stringify({ kind: 'offer', seq: 1, lang: 'vi' }));
    const shown = () =>
      page.evaluate<{ title: string; body: string }[]>(
        `navigator.serviceWorker.getRegistration('/phone/')
          .then((one) => one.getNotifications())
          .then((all) => all.map(({ title, body }) => ({ title, body })))`,
      );
    await eventually(async () => (await shown()).length === 1);
    expect(await shown()).toEqual([
      { title: 'Ra Quân', body: 'Bạn có lời mời nhận nhiệm vụ. Chạm để xem và trả lời.' },
    ]);

    // A press cannot be made by a test; what the worker does then can.
    await context.serviceWorkers()[0]?.evaluate(`registration.getNotifications().then(([notification]) => {
      const press = new NotificationEvent('notificationclick', { notification });
      press.waitUntil = () => undefined;
      self.dispatchEvent(press);
    })`);
    const cookies = Object.fromEntries((await context.cookies()).map(({ name, value }) => [name, value]));
    const phone = server.client(cookies);
    await eventually(async () => (await phone.get<InboxAnswer>('/api/me/inbox')).body.unseen === 0);
  });
});

it('a letter that comes while the page is open sounds and buzzes, without reload', async () => {
  await context.addInitScript(`
    globalThis.heard = { buzzes: 0, tones: 0 };
    Navigator.prototype.vibrate = () => { heard.buzzes++; return true; };
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () { heard.tones++; return make.call(this); };
  `);
  await open();
  await page.getByRole('button', { name: 'Hộp thư' }).click(); // browsers want a touch first
  await page.getByText('Hộp thư trống').waitFor();
  await deliver();
  await page.getByText('Mời Hạnh').waitFor();
  expect(await page.evaluate<unknown>('heard')).toEqual({ buzzes: 1, tones: 1 });
});
