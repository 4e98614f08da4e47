import { mkdirSync, chmodSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import type { PersonalLink } from '../../src/contracts/people.js';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { openChromium } from './chromium.js';
import { factories } from '../factories/index.js';
import { startNode } from '../support/test-server.js';
import { opened, runAndClose } from '../../bench/opened.js';

/**
 * How long a volunteer waits from opening the personal link to seeing the own assignment, on a cheap
 * phone with one bar: Slow 4G as Chromium's own tools mean it, a processor four times slower, nothing
 * cached.
 */
const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const TIMES = options.quick ? 3 : 7;
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
const SLOWER = 4;
const TIMEOUT_MS = 60_000;
const FOLDER = join(PROJECT_ROOT, 'var/bench');

await runAndClose(bench);

async function bench(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  chmodSync(FOLDER, 0o711);
  const folder = await mkdtemp(join(FOLDER, 'in-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres(folder);
  opened.push(() => postgres.stop());
  const server = await startNode(postgres.url, { ROLE: 'web' });
  opened.push(() => server.close());
  const browser = await openChromium();
  opened.push(() => browser.close());

  const make = factories(server);
  await make.place('38', 'province', 'Thanh Hóa');
  await make.place('14758', 'commune', 'Hàm Rồng', '38');
  const unit = await make.orgUnit();
  const staff = (await make.staff('province_coordinator', unit)).client;
  const event = await make.event({ unit });
  const site = await make.site(event.id, '14758');
  const shift = await make.shift(event, site.id, [{ target: 100 }]);
  const times: number[] = [];
  // The first one warms the server and the browser, not the phone's cache.
  for (let i = 0; i <= TIMES; i++) {
    const { id } = await make.person({ unit });
    await make.register(event.id, [id]);
    await make.assignment(event, shift, id, 'offered');
    const link = await staff.post<PersonalLink>(`/api/people/${id}/links`);
    const seconds = await timeToBeIn(browser, server.url + link.body.path);
    if (i === 0) continue;
    times.push(seconds);
    console.log(`${i}: ${seconds.toFixed(2)} s`);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const figures = {
    median_s: round(sorted[Math.floor(TIMES / 2)] ?? NaN),
    slowest_s: round(sorted.at(-1) ?? NaN),
  };
  console.log(JSON.stringify({ bench: 'time-to-be-in', figures }));
}

/** From the tap on the link until the frame that shows the assignment. */
async function timeToBeIn(browser: Browser, link: string): Promise<number> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    locale: 'vi-VN',
  });
  try {
    const page = await context.newPage();
    const tools = await context.newCDPSession(page);
    await tools.send('Network.enable');
    await tools.send('Network.emulateNetworkConditions', SLOW_4G);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    let tell: (ms: number) => void = () => undefined;
    const seen = new Promise<number>((resolve, reject) => {
      tell = resolve;
      setTimeout(() => reject(new Error('the assignment was not seen')), TIMEOUT_MS).unref();
    });
    await page.exposeFunction('tellSeen', (ms: number) => tell(ms));
    await page.addInitScript({
      content: `new MutationObserver((_, observer) => {
        if (!document.querySelector('article.card')) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => { tellSeen(performance.now()); }));
      }).observe(document, { childList: true, subtree: true });`,
    });
    await page.goto(link, { waitUntil: 'commit', timeout: TIMEOUT_MS });
    return (await seen) / 1000;
  } finally {
    await context.close();
  }
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
