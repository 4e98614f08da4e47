import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { SessionKind } from '../../src/contracts/people.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import type { HttpClient } from '../support/http-client.js';

/** A volunteer's cheap phone. */
export async function phonePage(
  browser: Browser,
  url: string,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    locale: 'vi-VN',
  });
  const page = await context.newPage();
  await page.goto(url);
  return { context, page };
}

/** Agrees to the one purpose that is needed, as everybody must who opens the phone for the first time. */
export async function agree(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Tham gia ra quân' }).check();
  await page.getByRole('button', { name: 'TIẾP TỤC' }).click();
}

/** Opens a face in the name of whoever is signed in there. */
export async function openSignedIn(
  page: Page,
  kind: SessionKind,
  client: HttpClient,
  url: string,
): Promise<void> {
  const name = cookieName(kind);
  await page
    .context()
    .addCookies([{ name, value: client.cookies.get(name) ?? '', url: new URL(url).origin }]);
  await page.goto(url);
}

/** The wall of the hall. */
export async function wallPage(
  browser: Browser,
  url: string,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'vi-VN' });
  const page = await context.newPage();
  await page.goto(url);
  return { context, page };
}

/** Stays on a page, whose clock the test holds, until the browser keeps the app. */
export async function untilKept(page: Page): Promise<void> {
  await page.clock.runFor(4_000);
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
}

/** The label that says where the assignment stands; its tone is what the eye sees first. */
export const stateOf = (page: Page, tone: 'ask' | 'plain' | 'wait' | 'good' | 'bad' | 'over') =>
  page.locator(`[data-testid=state][data-tone=${tone}]`);

/** The number of the hall, once it is this one. */
export const presentIs = (page: Page, value: number) =>
  page.locator(`[data-testid=present][data-value="${value}"]`);

/** The gate's six digits, typed by somebody who stands there. */
export async function typeGateCode(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'TÔI ĐÃ ĐẾN' }).click();
  await page.getByLabel('Mã cổng, 6 chữ số').fill(code);
  await page.getByRole('button', { name: 'ĐIỂM DANH' }).click();
}

/** How many rosters of gates this browser keeps. */
export const keptBooks = (page: Page): Promise<number> =>
  page.evaluate(`new Promise((resolve, reject) => {
    const request = indexedDB.open('rq-gate');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const count = request.result.transaction('books').objectStore('books').count();
      count.onsuccess = () => resolve(count.result);
    };
  })`);

/** A cheap phone is full: nothing more can be written. */
export const FULL = `IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };`;

/** What browsers have learnt since Chrome 80 and Safari 13.1, taken away again: of the language and of what all scripts may use. */
export const OLD_BROWSER = `for (const [where, names] of [
  [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with']],
  [String.prototype, ['at', 'replaceAll']],
  [Object, ['groupBy', 'hasOwn']],
  [Promise, ['any', 'try', 'withResolvers']],
  [AbortSignal, ['any', 'timeout']],
  [Blob.prototype, ['arrayBuffer', 'stream', 'text']],
  [Crypto.prototype, ['randomUUID']],
  [globalThis, ['BroadcastChannel', 'structuredClone', 'WeakRef']],
]) for (const name of names) delete where[name];`;

/** The same of what only a page may use. */
export const OLD_PHONE = `${OLD_BROWSER}
  delete HTMLDialogElement.prototype.showModal;
  delete Element.prototype.replaceChildren;
  for (const name of ['popover', 'showPopover', 'hidePopover']) delete HTMLElement.prototype[name];
  delete Navigator.prototype.userActivation;
  delete Navigator.prototype.serviceWorker;`;
