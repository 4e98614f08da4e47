import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import type { LiveDay } from './day.js';

export interface Ticks {
  /** Of the page's main thread, for each frame that came. */
  tickMs: number;
  frames: number;
  /** The longest task while they came. */
  longestMs: number;
}

/** A board that stands open, and what each frame costs it. */
export async function measureBoard(
  browser: Browser,
  url: string,
  day: LiveDay,
  { ticks, slower }: { ticks: number; slower: number },
): Promise<Ticks> {
  const context = await openBoard(browser, url, day);
  try {
    const page = context.pages()[0]!;
    const tools = await context.newCDPSession(page);
    // Time of the thread itself: a machine that does other things besides does not count.
    await tools.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' }).catch(() => undefined);
    await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
    if (slower > 1) await tools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    // The first ones warm the page's code.
    await day.come((done) => done >= 8);
    await page.evaluate(FORGET);
    const before = await taskMs(tools);
    await day.come((done) => done >= ticks);
    const spent = (await taskMs(tools)) - before;
    const came = await page.evaluate<number>('framesHeard');
    if (came < ticks * 0.6) throw new Error(`only ${came} frames of ${ticks} came`);
    // Nothing was put off: what it cost is what the board says.
    const said = new Intl.NumberFormat('vi-VN').format(day.present);
    await page.locator('.big-total strong').filter({ hasText: said }).waitFor({ timeout: 2_000 });
    return { tickMs: spent / came, frames: came, longestMs: await page.evaluate<number>('longestTask') };
  } finally {
    await context.close();
  }
}

async function openBoard(browser: Browser, url: string, day: LiveDay): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  const [name, value] = day.organiser.cookie.split('=');
  await context.addCookies([{ name: name!, value: value!, url }]);
  const page: Page = await context.newPage();
  await page.addInitScript({ content: WATCH });
  await page.goto(`${url}/board/#/day/${day.event.id}`);
  await page.locator('.communes tbody tr').first().waitFor();
  await page.locator('.map path').first().waitFor();
  return context;
}

async function taskMs(tools: CDPSession): Promise<number> {
  const { metrics } = await tools.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
}

/** Global by name: what is put into a page before its own scripts runs in a function. */
const WATCH = `globalThis.longestTask = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) globalThis.longestTask = Math.max(globalThis.longestTask, duration);
}).observe({ type: 'longtask' });
// Counted in the page: a browser that tells each frame to its tools costs the page 3 ms of its own thread.
globalThis.framesHeard = 0;
globalThis.WebSocket = class extends WebSocket {
  constructor(...all) {
    super(...all);
    this.addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && data.startsWith('42["frames"')) globalThis.framesHeard++;
    });
  }
};`;
const FORGET = 'globalThis.longestTask = 0; globalThis.framesHeard = 0;';
