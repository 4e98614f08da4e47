import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { type BusyDay, busyDay } from './faces/busy-day.js';

let server: TestServer;
let browser: Browser;
let day: BusyDay;
const open: BrowserContext[] = [];

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  day = await busyDay(server);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await Promise.all(open.map((context) => context.close()));
  await browser.close();
  await server.close();
});

/** A computer in New York that speaks American English. */
async function inNewYork(kind: 'staff' | 'volunteer', path: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: kind === 'staff' ? { width: 1440, height: 900 } : { width: 360, height: 740 },
    locale: 'en-US',
    timezoneId: 'America/New_York',
  });
  open.push(context);
  const { cookies } = kind === 'staff' ? day.staff : day.phones.accepted;
  const name = cookieName(kind);
  await context.addCookies([{ name, value: cookies.get(name) ?? '', url: server.url }]);
  const page = await context.newPage();
  await page.goto(server.url + path);
  return page;
}

/** 10/10/2026 07:00, by Việt Nam's calendar and clock, told without the faces' own code. */
function inVietnam(instant: string): { date: string; time: string } {
  const [date = '', time = ''] = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().split('T');
  return { date: date.split('-').reverse().join('/'), time: time.slice(0, 5) };
}

it('numbers, dates, hours and the order of names are Việt Nam’s on a computer that is not', async () => {
  const page = await inNewYork('staff', `/board/#/day/${day.eventId}`);
  await page.locator('.communes tbody tr').first().waitFor();
  const { date, time } = inVietnam(day.startsAt);
  await page.locator('.top-title').getByText(`${date} ${time}–`).waitFor();
  await page.locator('.communes').getByRole('cell', { name: '1.234', exact: true }).waitFor();
  const clock = await page.locator('.fresh time').innerText();
  const minutesOff = Math.abs(minutesOf(inVietnam(new Date().toISOString()).time) - minutesOf(clock));
  expect(Math.min(minutesOff, 1440 - minutesOff)).toBeLessThan(5);

  const names = await page.locator('.communes tbody .row-button').allInnerTexts();
  expect(names.length).toBeGreaterThan(20);
  expect(names).toEqual(names.toSorted(new Intl.Collator('vi').compare));
  // Their order is not that of their code points, else this would show nothing.
  expect(names).not.toEqual(names.toSorted());
}, 60_000);

it('the phone tells the hours of Việt Nam too, and in English as well', async () => {
  const page = await inNewYork('volunteer', '/phone/');
  const { date, time } = inVietnam(day.startsAt);
  await page.locator('.card-time').getByText(time).waitFor();
  await page.locator('.card-time').getByText(date).waitFor();
  await page.getByRole('button', { name: 'EN', exact: true }).click();
  await page.locator('.card-time').getByText(time).waitFor();
  await page.locator('.card-time').getByText(date).waitFor();
}, 60_000);

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return 60 * hours + minutes;
}
