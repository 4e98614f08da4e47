import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories } from '../factories/index.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';

let server: TestServer;
let browser: Browser;
let cookies: { name: string; value: string; url: string }[];
let eventId: string;
let siteId: string;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer({ ROLE: 'web' });
  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hạc Thành', '38');
  const unit = await make.orgUnit();
  const event = await make.event({ unit, state: 'live' });
  siteId = (await make.site(event.id, '14758')).id;
  const person = await make.person({ unit });
  eventId = event.id;
  const clients = {
    staff: (await make.staff('province_coordinator', unit)).client,
    volunteer: await make.signedIn('volunteer', { subjectId: person.id }),
    screen: await make.signedIn('screen', { eventId }),
  };
  cookies = (['staff', 'volunteer', 'screen'] as const).map((kind) => ({
    name: cookieName(kind),
    value: clients[kind].cookies.get(cookieName(kind)) ?? '',
    url: server.url,
  }));
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Opens a page, waits until it is live, and tells what its policy refused. */
async function refusedOn(path: string, signedIn: boolean): Promise<{ refused: string[]; live: boolean }> {
  const context = await browser.newContext({ locale: 'vi-VN' });
  if (signedIn) await context.addCookies(cookies);
  const page = await context.newPage();
  const refused: string[] = [];
  await page.exposeFunction('tellRefused', (said: string) => refused.push(said));
  await page.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      tellRefused(violatedDirective + ' ' + blockedURI));`,
  });
  let live = false;
  page.on('websocket', () => (live = true));
  page.on('console', (message) => {
    if (/Content.Security.Policy|nonce/i.test(message.text())) refused.push(message.text());
  });
  await page.goto(server.url + path, { waitUntil: 'networkidle' });
  await page.locator('#app > :not(.loading)').first().waitFor();
  await context.close();
  return { refused, live };
}

it('raises no refusal of its own policy on any face, signed in or not', async () => {
  for (const [path, signedIn] of [
    ['/board/', false],
    ['/phone/', false],
    ['/screen/', false],
    ['/gate/', false],
    ['/board/', true],
    [`/board/#/events/${eventId}`, true],
    ['/phone/', true],
    ['/screen/', true],
    ['/gate/', true],
    [`/gate/#/${eventId}/${siteId}`, true],
  ] as const) {
    const { refused } = await refusedOn(path, signedIn);
    expect([path, signedIn, refused]).toEqual([path, signedIn, []]);
  }
  expect((await refusedOn('/screen/', true)).live).toBe(true);
});

it('runs no script that somebody has put into a page', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}/board/`);
  const ran = await page.evaluate(`(async () => {
    const holder = document.createElement('div');
    holder.innerHTML = '<img src="data:x" onerror="window.ran = true">';
    document.body.append(holder);
    await new Promise((resolve) => document.addEventListener('securitypolicyviolation', resolve, { once: true }));
    return 'ran' in window;
  })()`);
  expect(ran).toBe(false);
  await page.close();
});
