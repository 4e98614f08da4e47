import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { forbiddenOn } from './faces/axe.js';
import { type BusyDay, busyDay } from './faces/busy-day.js';
import { clippedOn } from './faces/clipped.js';
import { BOARD_PAGES, FACE_PAGES, type FacePage, GATE_PAGES } from './faces/face-pages.js';
import { type Look, visit } from './faces/visit.js';

/** What a theme may break is contrast: axe looks at each page in the other theme too, and nothing else does. */
const LOOKS: Look[] = [
  { lang: 'vi', scheme: 'light' },
  { lang: 'en', scheme: 'dark' },
];
const OTHER_SCHEME = { light: 'dark', dark: 'light' } as const;
/** Besides the one that a face is made for. */
const OTHER_SIZES: Record<FacePage['face'], [number, number][]> = {
  board: [[1366, 768]],
  gate: [[360, 740]],
  phone: [],
  screen: [
    [1280, 720],
    [3840, 2160],
    [1024, 768],
  ],
};

let server: TestServer;
let browser: Browser;
let day: BusyDay;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  day = await busyDay(server);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Opens each dialog of a page, has it looked at, closes it by the keyboard, and tells where the focus went. */
async function eachDialog(
  at: Page,
  page: FacePage,
  look: (name: string) => Promise<void>,
): Promise<string[]> {
  const lost: string[] = [];
  for (const opener of page.dialogs ?? []) {
    const [first, item] = typeof opener === 'string' ? [opener] : opener;
    const button = at.locator(first).first();
    await button.click();
    if (item !== undefined) await at.locator(item).first().click();
    const dialog = at.locator('dialog[open]').last();
    await dialog.waitFor();
    await at.locator('dialog[open] .loading').first().waitFor({ state: 'detached' });
    await look(item ?? first);
    await at.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const isBack = button.and(at.locator(':focus')).waitFor({ timeout: 10_000 });
    await isBack.catch(() => lost.push(item ?? first));
  }
  return lost;
}

it.each([
  // The gate and its devices have a face of their own: the board only sends people there.
  { face: 'board', pages: BOARD_PAGES, elsewhere: ['gate', 'device'] },
  { face: 'gate', pages: GATE_PAGES, elsewhere: [] },
])('knows every page of the router: $face', async ({ face, pages, elsewhere }) => {
  const router = await readFile(join(PROJECT_ROOT, `web/src/${face}/router.ts`), 'utf8');
  const [type = ''] = router.slice(router.indexOf('export type Route =')).split('\n\n');
  const routes = [...type.matchAll(/page: '([\w-]+)'/g)].map(([, name]) => name);
  expect(routes.length).toBeGreaterThan(3);
  expect([...pages.map(({ name }) => name), ...elsewhere]).toEqual(expect.arrayContaining(routes));
});

describe.each(FACE_PAGES.map((page) => ({ title: `${page.face}: ${page.name}`, page })))(
  '$title',
  ({ page }) => {
    it.each(LOOKS)(
      'is accessible, fits, stands still, and so do its dialogs, which give the focus back ($lang, $scheme)',
      async (look) => {
        const found = await visit(browser, server.url, day, page, look, async (at) => {
          const forbidden: string[] = [];
          const clipped: string[] = [];
          const lookAt = async (what: string) => {
            for (const one of await clippedOn(at)) clipped.push(`${what}: ${one}`);
            // Its own theme last: the page goes on in that one.
            for (const colorScheme of [OTHER_SCHEME[look.scheme], look.scheme]) {
              await at.emulateMedia({ colorScheme });
              for (const one of await forbiddenOn(at, page.face))
                forbidden.push(`${what}, ${colorScheme}: ${one}`);
            }
          };
          const moves = await movingOn(at);
          await lookAt('the page');
          const lost = await eachDialog(at, page, lookAt);
          for (const [width, height] of OTHER_SIZES[page.face]) {
            await at.setViewportSize({ width, height });
            for (const one of await clippedOn(at)) clipped.push(`${width}×${height}: ${one}`);
          }
          return { forbidden, clipped, lost, moves };
        });
        expect(found).toEqual({ forbidden: [], clipped: [], lost: [], moves: [] });
      },
      90_000,
    );
  },
);

it('the page of the day is worked by the keyboard alone', async () => {
  const page = BOARD_PAGES.find(({ name }) => name === 'day')!;
  await visit(browser, server.url, day, page, LOOKS[0]!, async (at) => {
    const focused = at.locator(':focus');
    const press = (key: string) => at.keyboard.press(key);
    const goTo = async (selector: string) => {
      for (let stops = 0; stops < 150; stops++) {
        if ((await focused.and(at.locator(selector)).count()) > 0) return;
        await press('Tab');
      }
      throw new Error(`150 stops, and not at ${selector}`);
    };
    await press('Tab');
    expect(await focused.innerText()).toBe('Đến nội dung chính');
    await press('Enter');
    expect(await focused.and(at.locator('main')).count()).toBe(1);

    await goTo('.table-head input');
    await at.keyboard.type('hac thanh');
    await goTo('.communes tbody .row-button');
    await press('Enter');
    await at.getByRole('heading', { name: 'Phường Hạc Thành' }).waitFor();
    expect(await focused.and(at.locator('.commune-panel button').first()).count()).toBe(1);
    await press('Enter');
    await at.locator('.communes tbody tr').first().waitFor();
    expect(await focused.innerText()).toBe('Hạc Thành');

    // What the map says by colour, the table says in the row that has the focus.
    expect(await at.locator('.communes tr:focus-within').innerText()).toMatch(/Hạc Thành\s+2\s/);

    await at.locator('.skip-link').focus();
    await goTo('.step-open');
    await press('Enter');
    await at.getByRole('dialog').waitFor();
    await press('Escape');
    await at.getByRole('dialog').waitFor({ state: 'detached' });
    await focused.and(at.locator('.step-open')).waitFor();
  });
}, 60_000);

/** What says the time: it goes on by itself. */
const CLOCKS =
  '.fresh, time, [data-testid=trust], [data-testid=progress], [data-testid=pairing-code] ~ *, .as-of, .gate-code, .calm .pairing';

/** A browser may paint a page that stands still in two goes; one that moves never gives the same picture twice. */
const PICTURES = 4;

/** What changed between pictures in a row that are not the same, dot for dot. */
async function movingOn(at: Page): Promise<string[]> {
  const mask = [at.locator(CLOCKS)];
  await at.evaluate(WATCH);
  let before = await at.screenshot({ mask });
  for (let taken = 1; taken < PICTURES; taken++) {
    const now = await at.screenshot({ mask });
    if (now.equals(before)) return [];
    const moved = await at.evaluate<string[]>('moved()');
    if (moved.length > 0) return moved;
    before = now;
  }
  return ['the picture, and nothing in the document'];
}

const WATCH = String.raw`{
  const seen = new Set();
  const note = (changes) => {
    for (const { type, target, attributeName } of changes) {
      if (target === document.documentElement) continue; // the masks themselves
      if (attributeName === 'style' && target.matches('input, textarea')) continue; // no caret while a picture is taken
      const holder = target.nodeType === Node.TEXT_NODE ? target.parentElement : target;
      const says = holder?.textContent.trim().slice(0, 60);
      seen.add([type, attributeName, holder?.nodeName, holder?.getAttribute('class'), says].filter(Boolean).join(' '));
    }
  };
  const observer = new MutationObserver(note);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  globalThis.moved = () => {
    note(observer.takeRecords());
    return [...seen];
  };
}`;
