import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Broadcast } from '../../src/contracts/broadcasts.js';
import type { Shift } from '../../src/contracts/events.js';
import { BroadcastJobs } from '../../src/notifications/broadcasts.jobs.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import { factories } from '../factories/index.js';
import type { HttpClient } from '../support/http-client.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { forbiddenOn } from './faces/axe.js';
import { clippedOn } from './faces/clipped.js';

const HAC_THANH = '14797';

let server: TestServer;
let browser: Browser;
let make: ReturnType<typeof factories>;
let event: { id: string; startsAt: Date; endsAt: Date };
let shift: { id: string };
let staff: HttpClient;
let person: { id: string };
let hanh: Page, minh: Page;
const contexts: BrowserContext[] = [];

async function open(
  client: HttpClient,
  kind: 'staff' | 'volunteer',
  viewport = { width: 1440, height: 900 },
) {
  const context = await browser.newContext({ viewport, locale: 'vi-VN' });
  contexts.push(context);
  const name = cookieName(kind);
  await context.addCookies([{ name, value: client.cookies.get(name) ?? '', url: server.url }]);
  return context.newPage();
}

beforeAll(async () => {
  browser = await openChromium();
  server = await startTestServer();
  make = factories(server);
  const province = await make.orgUnit({ name: 'Tỉnh đoàn' });
  const unit = await make.orgUnit({ parent: province, name: 'Đoàn Hạc Thành', communeId: HAC_THANH });
  event = await make.event({ unit: province });
  const communes = await make.sql<{ id: string }>(
    `SELECT id FROM administrative_units WHERE level = 'commune' AND province_id = '38' AND valid_to IS NULL ORDER BY id <> $1, id LIMIT 90`,
    [HAC_THANH],
  );
  for (const { id } of communes) {
    const site = await make.site(event.id, id, 'Nhà văn hóa');
    const made = await make.shift(event, site.id, [{ minimum: 1, target: 5 }]);
    if (id === HAC_THANH) shift = made;
  }
  person = await make.person({ unit, name: 'Lê Văn Án' });
  await make.consent(person.id);
  await make.register(event.id, [person.id]);
  const [site] = await make.sql<{ site_id: string }>('SELECT site_id FROM shifts WHERE id = $1', [shift.id]);
  await make.assignment(event, { id: shift.id, siteId: site!.site_id }, person.id);
  staff = (await make.staff('province_coordinator', province)).client;
  hanh = await open(staff, 'staff');
  minh = await open((await make.staff('event_organiser', province)).client, 'staff');
  for (const page of [hanh, minh]) await page.goto(`${server.url}/board/#/day/${event.id}`);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser.close();
  await server.close();
});

const demand = async () => {
  const { body } = await staff.get<Shift[]>(`/api/events/${event.id}/shifts`);
  return body.find(({ id }) => id === shift.id)?.demand[0]?.target;
};
/** Opens the demand of the shift and types a target, without saving it. */
async function typeTarget(page: Page, target: number): Promise<void> {
  await page.locator('.communes').getByRole('button', { name: 'Hạc Thành', exact: true }).click();
  await page.getByRole('button', { name: 'Sửa nhu cầu' }).click();
  await page.getByRole('dialog').getByRole('spinbutton').nth(1).fill(String(target));
  await page.getByRole('dialog').getByRole('spinbutton').nth(2).fill('30');
}
const save = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();

describe('two organisers', () => {
  it('see each other, and on which commune', async () => {
    await hanh.locator('.onlookers li').waitFor();
    await minh.locator('.communes').getByRole('button', { name: 'Hạc Thành', exact: true }).click();
    await hanh.locator('.onlookers li[title*="Hạc Thành"]').waitFor();
    await hanh.locator('.communes').getByRole('button', { name: 'Hạc Thành', exact: true }).click();
    await hanh.getByText('cũng đang xem xã, phường này').waitFor();
    for (const page of [hanh, minh]) await page.getByRole('button', { name: 'Trở lại danh sách' }).click();
    await hanh.locator('.onlookers li[title*="bảng chung"]').waitFor();
  });

  it('who edit the same demand: the later sees both versions and chooses', async () => {
    await typeTarget(hanh, 12);
    await typeTarget(minh, 20);
    await save(hanh);
    await hanh.getByRole('dialog').waitFor({ state: 'detached' });
    await save(minh);
    const dialog = minh.getByRole('dialog');
    await dialog.getByText('Người khác vừa sửa mục này').waitFor();
    expect(await dialog.locator('.differs').innerText()).toMatch(/cần 12 .*cần 20 /s);
    expect(await demand()).toBe(12);
    expect(await forbiddenOn(minh, 'board')).toEqual([]);
    expect(await clippedOn(minh)).toEqual([]);
    await dialog.getByRole('button', { name: 'Ghi bản của tôi' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await demand()).toBe(20);
    await minh.getByRole('button', { name: 'Sửa nhu cầu' }).and(minh.locator(':focus')).waitFor();
  });

  it('tell people something, and see who has answered', async () => {
    await minh.getByRole('button', { name: 'Phát tin' }).click();
    await minh.getByLabel('Nội dung').fill('Mưa to: vào hội trường.');
    await minh.getByRole('button', { name: '+ Thêm câu trả lời' }).click();
    await minh.getByLabel('Câu trả lời 1', { exact: true }).fill('Đã rõ');
    await minh.getByRole('button', { name: 'Gửi tới 1 người' }).click();
    await minh.getByRole('button', { name: 'Hoàn tác' }).waitFor();
    const [sent] = (await staff.get<Broadcast[]>(`/api/events/${event.id}/broadcasts`)).body;
    await make.sql('UPDATE broadcasts SET due_at = now() WHERE id = $1', [sent!.id]);
    await server.get(BroadcastJobs).send(sent!.id);
    const client = await make.signedIn('volunteer', { subjectId: person.id });
    const phone = await open(client, 'volunteer', { width: 360, height: 740 });
    await phone.goto(`${server.url}/phone/`);
    await phone.getByRole('button', { name: 'Đã rõ' }).click();
    await minh.getByText('1 / 1').nth(1).waitFor();
    await minh.getByRole('button', { name: /Đã trả lời/ }).click();
    await minh.getByRole('cell', { name: 'Lê Văn Án', exact: true }).waitFor();
  });
});

describe('the day on paper', () => {
  it('is the table of all communes, dark on white, without controls, on pages of A4 across', async () => {
    await hanh.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const color = (of: string, property: string) =>
      hanh.evaluate<string>(
        `getComputedStyle(document.querySelector(${JSON.stringify(of)})).getPropertyValue('${property}')`,
      );
    await hanh.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await color('.print-sheet', 'background-color')).toBe('rgb(255, 255, 255)');
    expect(await color('.print-sheet td', 'color')).toBe('rgb(0, 0, 0)');
    for (const hidden of ['.step-bar', '.day-grid', '.top-bar'])
      expect([hidden, await hanh.locator(hidden).first().isVisible()]).toEqual([hidden, false]);
    // Ninety communes and their sum.
    expect(await hanh.locator('.print-sheet tbody tr').count()).toBe(91);
    const sum = await hanh.locator('.print-sum').innerText();
    expect(sum.split(/\s+/).filter((word) => /\d/.test(word))).toEqual(['465', '0', '0', '0', '0%']);
    const pdf = (await hanh.pdf({ preferCSSPageSize: true })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(1);
    const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? [];
    expect(Math.round(Number(width))).toBe(842);
    expect(Math.round(Number(height))).toBe(595);
    await hanh.evaluate(`dispatchEvent(new Event('afterprint'))`);
    await hanh.locator('.print-sheet').waitFor({ state: 'detached' });
  });
});
