import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Ceremony, Cue } from '../../src/contracts/ceremony.js';
import { EventChanges } from '../../src/events/index.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories, type OrgUnitRow } from '../factories/index.js';
import { FaultProxy } from '../faults/fault-proxy.js';
import { eventually } from '../support/eventually.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { presentIs } from './pages.js';

/** The longest there is: a province, a commune, who invites, and a title at its limit. */
const PROVINCE = 'Bà Rịa – Vũng Tàu – Thừa Thiên Huế';
const COMMUNE = 'Nghĩa Hưng Thượng Bình Long Khánh';
const HOST =
  'Tỉnh đoàn Bà Rịa – Vũng Tàu phối hợp Sở Khoa học và Công nghệ, Hội Liên hiệp Thanh niên Việt Nam tỉnh';
const TITLE =
  'Lễ ra quân Chiến dịch Thanh niên tình nguyện hè hưởng ứng Ngày Chuyển đổi số quốc gia 10/10 và phong trào “Bình dân học vụ số” của Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Bà Rịa – Vũng Tàu';
const SIZES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1024, height: 768 },
];
/** How far the countdown may be apart on any two walls. */
const TOGETHER_MS = 100;

let server: TestServer;
let make: ReturnType<typeof factories>;
let browser: Browser;
let unit: OrgUnitRow;
let event: { id: string; startsAt: Date; endsAt: Date };
let site: { id: string };
let organiser: HttpClient;
let path: string;
/** What stands between one wall and the server, and makes its line slow. */
let line: FaultProxy;
let near: Page, far: Page, board: Page;

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  make = factories(server);
  await make.place('38', 'province', PROVINCE);
  await make.place('14758', 'commune', COMMUNE, '38');
  unit = await make.orgUnit({ communeId: '14758' });
  event = await make.event({ unit, title: 'Lễ ra quân' });
  site = await make.site(event.id, '14758', 'Quảng trường Lam Sơn');
  await make.shift(event, site.id, [{ target: 5_000, maximum: 5_000 }]);
  organiser = (await make.staff('event_organiser', unit)).client;
  path = `/api/events/${event.id}/ceremony`;
  line = await FaultProxy.open(() => Number(new URL(server.url).port));
  line.delay(60);
  await arrive(3_912);
  near = await wall('Sân khấu', server.url, -112_000);
  far = await wall('Nhà văn hóa', `http://127.0.0.1:${line.port}`, 37_000);
  const laptop = await open({ width: 1366, height: 768 });
  const name = cookieName('staff');
  await laptop.addCookies([{ name, value: organiser.cookies.get(name) ?? '', url: server.url }]);
  board = await laptop.newPage();
  await board.goto(`${server.url}/board/#/day/${event.id}/screens`);
  await standing('right', 2);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await line.close();
  await server.close();
});

const open = (viewport: { width: number; height: number }): Promise<BrowserContext> =>
  browser.newContext({ viewport, locale: 'vi-VN' });

/** A wall let in by the code it shows, on a computer whose clock is set wrong by so much. */
async function wall(name: string, url: string, wrongByMs: number): Promise<Page> {
  const context = await open({ width: 1920, height: 1080 });
  await context.addInitScript(
    `{ const Right = Date; const by = ${wrongByMs};
       globalThis.Date = class extends Right {
         constructor(...values) { super(...(values.length === 0 ? [Right.now() + by] : values)); }
         static now() { return Right.now() + by; }
       }; }`,
  );
  const page = await context.newPage();
  await page.goto(`${url}/screen/`);
  const code = await page.getByTestId('pairing-code').innerText();
  const enrol = { code, kind: 'screen', siteId: site.id, name };
  expect((await organiser.post(`/api/events/${event.id}/devices`, enrol)).status).toBe(201);
  await presentIs(page, 3_912).waitFor();
  return page;
}

/** As participation does it: `by` more people at the site. */
const arrive = (by: number): Promise<void> =>
  server.transactions.run(async (tx) => {
    const changes = server.get(EventChanges);
    const raised = await changes.raise(tx, event.id);
    const leaf = { siteId: site.id, orgUnitId: unit.id, by };
    await changes.count(tx, raised, [
      { ...leaf, metric: 'turns' },
      { ...leaf, metric: 'people' },
    ]);
  });
const look = async () => (await organiser.get<Ceremony>(path)).body;
const walls = () => [near, far];
const shows = (page: Page, cue: Cue['kind']) => page.locator(`[data-testid=cue][data-cue=${cue}]`).waitFor();
const rows = (is: string) => board.locator(`[data-testid=screen-row][data-standing=${is}]`);
/** Waits until so many of the screens stand like this. */
const standing = (is: string, many: number) =>
  rows(is)
    .nth(many - 1)
    .waitFor();
/** Sends a cue past the board. */
async function send(cueId: string): Promise<Ceremony> {
  const { stage } = await look();
  const { body, status } = await organiser.post<Ceremony>(`${path}/cue`, { from: stage.rev, cueId });
  expect(status).toBe(200);
  return body;
}

describe('the screens of a ceremony', () => {
  it('go where the keys of the board send them, together, and the board sees that they are there', async () => {
    await board.getByRole('heading', { name: 'Kịch bản', exact: true }).click();
    await board.keyboard.press('Space');
    for (const page of walls()) await shows(page, 'welcome');
    await standing('right', 2);
    await board.keyboard.press('ArrowRight');
    for (const page of walls()) await shows(page, 'countdown');
    await board.keyboard.press('ArrowLeft');
    for (const page of walls()) await shows(page, 'welcome');
    await board.getByTestId('on-air').getByText('Chào mừng').waitFor();
    // A letter typed into a field moves nothing.
    await board.getByLabel('Đơn vị tổ chức').fill('Tỉnh đoàn');
    await board.getByLabel('Đơn vị tổ chức').press('Space');
    expect((await look()).stage.cue?.kind).toBe('welcome');
    await rows('right').filter({ hasText: 'Sân khấu' }).getByText('giờ máy lệch −112 giây').waitFor();
    await rows('right').filter({ hasText: 'Nhà văn hóa' }).getByText('giờ máy lệch +37 giây').waitFor();
  });

  it('are at zero within a tenth of a second of each other, whatever their clocks say and their lines take', async () => {
    const cues = (await look()).cues.map((cue) => (cue.kind === 'countdown' ? { ...cue, seconds: 4 } : cue));
    expect((await organiser.put(`${path}/cues`, { from: 0, cues })).status).toBe(200);
    // Both run on this machine: their pages' steady clocks, counted from its true time, can be compared.
    const zeros = walls().map((page) =>
      page.evaluate<number>(`new Promise((resolve) => {
        const look = () => {
          const left = document.querySelector('[data-left]')?.getAttribute('data-left');
          if (left === '0') resolve(performance.timeOrigin + performance.now());
          return left === '0';
        };
        new MutationObserver((_, observer) => look() && observer.disconnect())
          .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      })`),
    );
    const { stage } = await send('countdown');
    const zeroAt = Date.parse(stage.cue?.zeroAt ?? '');
    const late = (await Promise.all(zeros)).map((at) => at - zeroAt);
    const spread = Math.max(...late) - Math.min(...late);
    const measured = (await look()).screens.map(({ name, offsetMs, uncertaintyMs }) => ({
      name,
      offsetMs,
      uncertaintyMs,
    }));
    console.log(
      `countdown: ${late.map((ms) => ms.toFixed(1)).join(' and ')} ms after the instant, spread ${spread.toFixed(1)} ms`,
      JSON.stringify(measured),
    );
    expect(spread).toBeLessThanOrEqual(TOGETHER_MS);
    for (const ms of late) expect(Math.abs(ms)).toBeLessThanOrEqual(TOGETHER_MS);
  });

  it('celebrate the press of the button for a moment, and end on the true number', async () => {
    await send('press');
    for (const page of walls()) await page.getByTestId('celebration').waitFor();
    await arrive(8);
    for (const page of walls()) {
      await page.getByTestId('celebration').waitFor({ state: 'detached' });
      await presentIs(page, 3_920).waitFor();
    }
    // One that comes late does not celebrate alone.
    await far.reload();
    await presentIs(far, 3_920).waitFor();
    expect(await far.getByTestId('celebration').count()).toBe(0);
  });

  it('hold the figure that is read out while the world goes on, and jump to the truth when it is let go', async () => {
    await send('number');
    for (const page of walls()) await shows(page, 'number');
    await board.getByRole('button', { name: 'Chốt số' }).click();
    for (const page of walls()) await page.getByText(/Số liệu chốt lúc \d\d:\d\d:\d\d/).waitFor();
    await arrive(80);
    await board.getByTestId('now').getByText('4.000 /').waitFor();
    expect(await board.getByTestId('held').innerText()).toBe('3.920 / 5.000');
    await board.getByText('Thực tế đã thêm +80 người').waitFor();
    await near.reload();
    for (const page of walls()) {
      await presentIs(page, 3_920).waitFor();
      expect(await page.getByTestId('target').innerText()).toContain('3.920 / 5.000');
    }
    await board.getByRole('button', { name: 'Bỏ chốt, về số thật' }).click();
    for (const page of walls()) {
      await presentIs(page, 4_000).waitFor();
      expect(await page.getByTestId('present').innerText()).toBe('4.000');
    }
  });

  it('that drop out keep what they show, are missed on the board, and come back to the cue that runs', async () => {
    line.refuse();
    await far.locator('[data-testid=trust][data-trust=gone]').waitFor();
    expect(await far.getByTestId('present').innerText()).toBe('4.000');
    await send('thanks');
    await shows(near, 'thanks');
    await rows('behind').or(rows('silent')).filter({ hasText: 'Nhà văn hóa' }).waitFor();
    line.heal(false);
    line.delay(60);
    await shows(far, 'thanks');
    await standing('right', 2);
  });

  it('clip nothing and keep the width of their digits, at every size, in both themes', async () => {
    await make.sql('UPDATE events SET title = $2 WHERE id = $1', [event.id, TITLE]);
    await make.sql('UPDATE demands SET target = 7777777, maximum = 7777777');
    await arrive(1_234_567 - 4_000);
    const spot = { id: 'spot', kind: 'spotlight', text: '', communeId: '14758', seconds: null };
    const { cues, listRev } = await look();
    expect((await organiser.put(`${path}/cues`, { from: listRev, cues: [...cues, spot] })).status).toBe(200);
    for (const theme of ['hall', 'daylight']) {
      expect((await organiser.put(`${path}/look`, { theme, host: HOST })).status).toBe(200);
      for (const cue of [...cues.map(({ id }) => id), 'spot']) {
        if (cue === 'black') continue;
        await send(cue);
        await near.locator(`[data-testid=cue][data-cue=${cue === 'spot' ? 'spotlight' : cue}]`).waitFor();
        for (const size of SIZES) {
          await near.setViewportSize(size);
          expect({ theme, cue, size, clipped: await clipped(near) }).toEqual({
            theme,
            cue,
            size,
            clipped: [],
          });
        }
      }
    }
    await near.setViewportSize(SIZES[1]!);
    await send('number');
    await presentIs(near, 1_234_567).waitFor();
    const widths = [];
    for (const digits of ['1111', '8888', '1.111.111', '8.888.888']) {
      widths.push(
        await near.evaluate<number>(`{
        const number = document.querySelector('[data-testid=present]');
        number.textContent = '${digits}';
        const range = document.createRange();
        range.selectNodeContents(number);
        range.getBoundingClientRect().width;
      }`),
      );
    }
    expect(widths[0]).toBe(widths[1]);
    expect(widths[2]).toBe(widths[3]);
  }, 120_000);

  it('hide a pointer that nobody moves, and do not scroll', async () => {
    const cursor = () => near.evaluate<string>('getComputedStyle(document.querySelector("main")).cursor');
    await near.mouse.move(200, 200);
    await near.mouse.move(220, 220);
    expect(await cursor()).toBe('auto');
    await eventually(async () => (await cursor()) === 'none');
    expect(await near.evaluate('scrollTo(0, 500), document.scrollingElement.scrollTop')).toBe(0);
  });

  it('read easily: seven to one, in both themes', async () => {
    for (const theme of ['hall', 'daylight']) {
      expect((await organiser.put(`${path}/look`, { theme, host: HOST })).status).toBe(200);
      await near.locator(`html[data-theme=${theme}]`).waitFor();
      for (const cue of ['number', 'welcome', 'thanks', 'spot']) {
        await send(cue);
        await near.locator(`[data-testid=cue][data-cue=${cue === 'spot' ? 'spotlight' : cue}]`).waitFor();
        const poor = await near.evaluate<string[]>(CONTRAST);
        expect({ theme, cue, poor }).toEqual({ theme, cue, poor: [] });
      }
    }
  });
});

/** What lies outside the wall, is cut off by what it lies in, or lies upon its neighbour. */
async function clipped(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`{
    const found = [];
    const { innerWidth: w, innerHeight: h } = window;
    const parts = [...document.querySelectorAll('main *')].filter((one) =>
      !one.closest('svg') && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== ''));
    const boxes = parts.map((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return { one, box: range.getBoundingClientRect() };
    });
    for (const { one, box } of boxes) {
      const name = one.className || one.tagName;
      if (box.left < -0.5 || box.top < -0.5 || box.right > w + 0.5 || box.bottom > h + 0.5) found.push(name + ' outside');
      if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible') found.push(name + ' cut');
    }
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1)) {
        if (a.one.contains(b.one) || b.one.contains(a.one)) continue;
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        // Line boxes are taller than letters: a third of a line may lie upon the next.
        const third = Math.min(a.box.height, b.box.height) / 3;
        if (across > 1 && down > third) found.push((a.one.className || a.one.tagName) + ' on ' + (b.one.className || b.one.tagName));
      }
    found;
  }`);
}

/** Texts of less than 7:1 against what they stand on. */
const CONTRAST = `{
  const numbers = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, i) => sum + one * [0.2126, 0.7152, 0.0722][i], 0);
  const paperOf = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const paper = numbers(getComputedStyle(at).backgroundColor);
      if (paper.length === 3 || paper[3] > 0) return paper;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const one of document.querySelectorAll('main *')) {
    if (one.closest('svg') || ![...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '')) continue;
    const [a, b] = [light(numbers(getComputedStyle(one).color)), light(paperOf(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 7) poor.push((one.className || one.tagName) + ' ' + ratio.toFixed(1));
  }
  poor;
}`;
