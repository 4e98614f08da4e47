import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { factories } from '../factories/index.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { phoneDay } from './phone-day.js';

let server: TestServer;
let browser: Browser;
let link: string;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer({ ROLE: 'web' });
  const day = await phoneDay(factories(server));
  link = server.url + (await day.linkOf(await day.volunteer()));
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
});

it('the phone has all that its first screen says before the script that draws it has come, and asks for it once', async () => {
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) asked.push(`${request.method()} ${pathname}`);
  });
  const answered = Promise.all(
    ['/api/me/assignments', '/api/me/inbox', '/api/me/consents'].map((path) =>
      page.waitForResponse((response) => response.url().endsWith(path) && response.ok()),
    ),
  );
  // What draws the page waits for the answers; and neither asks for the live link, whose coming is heard below.
  await page.route(/\/assets\/phone-[^/]*\.js$/, async (route) => {
    await answered;
    await route.continue();
  });
  await page.routeWebSocket(/\/socket\.io\//, () => undefined);
  await page.goto(link, { waitUntil: 'commit' });
  await page.locator('.actions .button.primary').waitFor();
  expect(page.url()).not.toContain('link=');
  expect(asked.toSorted()).toEqual([
    'GET /api/me/assignments',
    'GET /api/me/consents',
    'GET /api/me/inbox',
    'POST /api/sessions/link',
  ]);
}, 60_000);

it('the page loads two scripts at once, and the first draws nothing', () => {
  const dist = join(PROJECT_ROOT, 'web/dist');
  const html = readFileSync(join(dist, 'phone/index.html'), 'utf8');
  const scripts = [...html.matchAll(/<script [^>]*src="([^"]+)"/g)].map(([, src]) => src ?? '');
  expect(scripts.map((src) => src.replace(/-[\w-]+\.js$/, ''))).toEqual(['/assets/start', '/assets/phone']);
  expect(readdirSync(join(dist, 'assets'))).toContain(scripts[0]?.replace('/assets/', ''));
  // An import would be one more round trip before the server is asked for anything.
  expect(readFileSync(join(dist, scripts[0] ?? ''), 'utf8')).not.toMatch(/^import|[;}]import[{*"]/);
});
