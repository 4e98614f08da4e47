import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { launchMorning, type Morning } from '../factories/launch-morning.js';
import { SetClock } from '../support/set-clock.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let board: Page;
let day: Morning;
let person: { id: string; phone: string };

beforeAll(async () => {
  browser = await openChromium();
  const clock = new SetClock();
  server = await startTestServer({}, clock);
  day = await launchMorning(server, clock);
  person = await day.person(day.hacThanh, 'Trần Văn Bình');
  await day.place(person, day.hacThanh, 'hall');
  const name = cookieName('staff');
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' });
  await context.addCookies([{ name, value: day.organiser.cookies.get(name) ?? '', url: server.url }]);
  board = await context.newPage();
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

const calls = () =>
  day.make.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM audit_entries WHERE kind = 'act' AND action = 'people.call'`,
  );

describe('a number on the board', () => {
  it('is masked until somebody calls it, and then the audit says so', async () => {
    await board.goto(`${server.url}/board/#/day/${day.event.id}`);
    await board.getByRole('row', { name: /Hạc Thành/ }).click();
    const line = board.locator('.person-line', { hasText: 'Trần Văn Bình' });
    await line.waitFor();
    const local = `0${person.phone.slice(3)}`;
    const digits = async () => (await line.innerText()).replaceAll(/\D/g, '');
    expect(await digits()).not.toContain(local);
    expect(await board.content()).not.toContain(person.phone.slice(3));
    expect(await calls()).toEqual([{ n: 0 }]);

    await line.getByRole('button', { name: 'Gọi Trần Văn Bình' }).click();
    const link = line.getByRole('link', { name: 'Gọi Trần Văn Bình' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe(`tel:${person.phone}`);
    expect(await digits()).toContain(local);
    expect(await calls()).toEqual([{ n: 1 }]);
  }, 60_000);
});
