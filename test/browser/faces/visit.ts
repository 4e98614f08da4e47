import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cookieName } from '../../../src/platform/sessions/cookies.js';
import type { SessionKind } from '../../../src/contracts/people.js';
import type { HttpClient } from '../../support/http-client.js';
import type { BusyDay } from './busy-day.js';
import type { FacePage } from './face-pages.js';

export interface Look {
  lang: 'vi' | 'en';
  scheme: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

/** What each face is first of all made for. */
const VIEWPORTS = {
  board: { width: 1440, height: 900 },
  gate: { width: 1280, height: 800 },
  phone: { width: 360, height: 740 },
  screen: { width: 1920, height: 1080 },
};
const KINDS: SessionKind[] = ['staff', 'volunteer', 'screen', 'gate'];

/** A browser of its own that speaks a language and likes it light or dark. */
export async function openAs(
  browser: Browser,
  url: string,
  client: HttpClient | null,
  { lang, scheme, viewport }: Look & { viewport: { width: number; height: number } },
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN', colorScheme: scheme });
  await context.addInitScript({ content: `localStorage.setItem('rq.lang', '${lang}');` });
  const cookies = KINDS.flatMap((kind) => {
    const value = client?.cookies.get(cookieName(kind));
    return value === undefined ? [] : [{ name: cookieName(kind), value, url }];
  });
  await context.addCookies(cookies);
  return context;
}

/** Comes to a page of a face, sees to it that it is there, and hands it over. */
export async function visit<T>(
  browser: Browser,
  url: string,
  day: BusyDay,
  page: FacePage,
  look: Look,
  work: (at: Page) => Promise<T>,
): Promise<T> {
  const viewport = look.viewport ?? VIEWPORTS[page.face];
  const context = await openAs(browser, url, page.as(day), { ...look, viewport });
  try {
    const at = await context.newPage();
    const lang = page.face === 'screen' ? look.lang : null;
    await at.goto(url + withLang(page.address(day), lang));
    for (const selector of page.press ?? []) await at.locator(selector).first().click();
    await settle(at, page.ready);
    return await work(at);
  } finally {
    await context.close();
  }
}

/** There with its data, its map and its letters. */
async function settle(at: Page, ready: string): Promise<void> {
  await at.locator(ready).first().waitFor();
  await at.locator('.loading, [aria-busy="true"]').first().waitFor({ state: 'detached' });
  await at.evaluate('document.fonts.ready.then(() => undefined)');
}

/** A wall has no switch: its address says which language. */
function withLang(address: string, lang: string | null): string {
  if (lang === null) return address;
  return `${address}${address.includes('?') ? '&' : '?'}lang=${lang}`;
}
