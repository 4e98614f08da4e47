import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { PersonalLink, SessionKind } from '../../src/contracts/people.js';
import type { EventExport } from '../../src/contracts/reports.js';
import { gateCode, ownCode } from '../../src/events/index.js';
import { cookieName } from '../../src/platform/sessions/cookies.js';
import {
  freePort,
  type Node,
  runSql,
  startNode as startProcess,
  temporaryFolder,
} from '../conformance/processes.js';
import { factories } from '../factories/index.js';
import { type LedgerDay, ledgerDay } from '../factories/ledger-day.js';
import { recount } from '../factories/recount.js';
import { HttpClient } from '../support/http-client.js';
import { createTestDatabase } from '../support/test-database.js';
import { TEST_KEYS } from '../support/test-keys.js';
import { startNode } from '../support/test-server.js';
import { OPEN_TIMEOUT_MS, openChromium } from './chromium.js';
import { type Network, openNetwork } from './network.js';
import { phonePage, presentIs, stateOf, typeGateCode } from './pages.js';

type Person = Awaited<ReturnType<LedgerDay['volunteer']>>;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
/** The only server that runs during the story: a process of its own, so that it can be killed. */
let server: Node;
let settings: Record<string, string>;
let browser: Browser;
let day: LedgerDay;
let key: Buffer;
/** `first` comes before the network fails, `hanh` is taken in twice without it, `last` when there is no server. */
let first: Person, second: Person, third: Person, hanh: Person, last: Person;
let toThePhone: Network, toTheGate: Network;
let phone: Page, gate: Page, board: Page;
const walls: Page[] = [];
/** What the screens and the board have shown, each in its order. */
const shown: string[][] = [];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await openChromium();
  database = await createTestDatabase();
  folder = await temporaryFolder();
  settings = {
    DATABASE_URL: database.url,
    DATA_DIR: folder.path,
    PORT: String(await freePort()),
    SEALING_KEYS: TEST_KEYS,
    DEMO_PROVINCE: 'none',
    REQUIRE_SECOND_FACTOR: 'off',
  };
  const { link, screens } = await prepare();
  server = await startProcess(settings);
  toThePhone = await openNetwork(server.url);
  toTheGate = await openNetwork(server.url);

  const small = await phonePage(browser, 'about:blank');
  contexts.push(small.context);
  phone = small.page;
  await phone.clock.install();
  await phone.goto(toThePhone.url + link);
  gate = await open('staff', day.gate, { width: 360, height: 740 }, toTheGate.url);
  await gate.clock.install();
  await gate.goto(`${toTheGate.url}/gate/#/${day.event.id}/${day.sites.hall.id}`);
  for (const screen of screens) {
    const wall = await open('screen', screen, { width: 1920, height: 1080 });
    walls.push(wall);
    await remember(wall, '[data-testid=present]');
    await wall.goto(`${server.url}/screen/`);
  }
  board = await open('staff', day.organiser.client, { width: 1366, height: 768 });
  await board.clock.install();
  await remember(board, '.big-total strong');
  await board.goto(`${server.url}/board/#/day/${day.event.id}`);
}, OPEN_TIMEOUT_MS);
afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await browser.close();
  await Promise.all([toThePhone.close(), toTheGate.close()]);
  await server.stop();
  await database.drop();
  await folder.remove();
});

/** The day as it was made ready, by a server that is gone before the morning begins. */
async function prepare(): Promise<{ link: string; screens: HttpClient[] }> {
  const before = await startNode(database.url);
  const make = factories(before);
  day = await ledgerDay(before, make);
  [first, second, third, hanh, last] = [
    await day.volunteer('hall'),
    await day.volunteer('hall'),
    await day.volunteer('hall'),
    await day.volunteer('hall'),
    await day.volunteer('hall'),
  ];
  await make.consent(hanh.id);
  const [row] = await make.sql<{ code_key: Buffer }>('SELECT code_key FROM events WHERE id = $1', [
    day.event.id,
  ]);
  key = row!.code_key;
  const coordinator = (await make.staff('province_coordinator', day.province)).client;
  const link = (await coordinator.post<PersonalLink>(`/api/people/${hanh.id}/links`)).body.path;
  const screen = () => make.signedIn('screen', { eventId: day.event.id });
  const screens = [await screen(), await screen()];
  await before.close();
  return { link, screens };
}

/** A page with the session that this client has. */
async function open(
  kind: SessionKind,
  client: HttpClient,
  viewport: { width: number; height: number },
  url = server.url,
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN' });
  contexts.push(context);
  const name = cookieName(kind);
  await context.addCookies([{ name, value: client.cookies.get(name) ?? '', url }]);
  return context.newPage();
}

/** Keeps every text of a number that the page shows from now on, also an empty one. */
async function remember(page: Page, number: string): Promise<void> {
  const texts: string[] = [];
  shown.push(texts);
  await page.exposeFunction('remember', (text: string) => void texts.push(text));
  await page.addInitScript(`{
    let last = '';
    const look = () => {
      const text = document.querySelector('${number}')?.textContent ?? '';
      if (text !== last) remember((last = text));
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  }`);
}

async function take(person: Person, says: 'counted' | 'saved'): Promise<void> {
  const code = ownCode(key, person.id, new Date(Date.now() + 3_600_000));
  await gate.getByLabel('Mã của tình nguyện viên').fill(code);
  await gate.getByRole('button', { name: 'Kiểm tra' }).click();
  const verdict = gate.locator(`[data-testid=verdict][data-title=${says}]`);
  await verdict.getByText(person.name).waitFor();
  await gate.keyboard.press('Escape');
}
const waitingAtTheGate = (many: number) =>
  gate.getByTestId('waiting').getByText(`${many} lượt đã lưu, chờ gửi`).waitFor();
/** The screens and the board say so, and that it is true now. */
async function everybodySays(people: number): Promise<void> {
  for (const wall of walls) {
    await presentIs(wall, people).waitFor();
    await wall.getByTestId('present').getByText(String(people), { exact: true }).waitFor();
    await trust(wall, 'live').waitFor();
  }
  const total = new RegExp(`^${people} / 10 có mặt$`);
  await board.locator('.big-total').filter({ hasText: total }).waitFor();
  await board.locator('.fresh.live').waitFor();
}
const trust = (wall: Page, is: 'live' | 'gone') => wall.locator(`[data-testid=trust][data-trust=${is}]`);

describe('one morning', () => {
  it('begins with everybody in touch', async () => {
    await stateOf(phone, 'plain').waitFor();
    await gate.getByTestId('link').getByText('Trực tiếp').waitFor();
    await everybodySays(0);
    await take(first, 'counted');
    await everybodySays(1);
  });

  it('goes on without a network at the phone and at the gate, for ten minutes', async () => {
    toThePhone.cut();
    toTheGate.cut();
    await typeGateCode(phone, gateCode(key, day.sites.hall.id, new Date()));
    await stateOf(phone, 'wait').getByText('Đã lưu, chờ gửi').waitFor();
    // The gate takes in the same person too.
    for (const person of [second, hanh, third]) await take(person, 'saved');
    await phone.clock.fastForward('10:00');
    await gate.clock.fastForward('10:00');
    await stateOf(phone, 'wait').waitFor();
    await waitingAtTheGate(3);
    await gate.getByText('Mất kết nối: vẫn điểm danh được').waitFor();
    await everybodySays(1);
  });

  it('loses an answer to the phone, and then the server', async () => {
    const given = toThePhone.loseAnswer(/\/check-ins$/, true);
    toThePhone.mend();
    await phone.clock.fastForward('01:05');
    await given;
    const gone = once(server.process, 'exit');
    server.process.kill('SIGKILL');
    await gone;
    toThePhone.mend();
    expect(await runSql(database.url, 'SELECT 1 FROM check_ins')).toHaveLength(2);
    for (const wall of walls) await trust(wall, 'gone').waitFor();
    await stateOf(phone, 'wait').waitFor();
    // The line to the gate is good again, but nobody is at its end.
    toTheGate.mend();
    await gate.clock.fastForward('01:05');
    await take(last, 'saved');
    await waitingAtTheGate(4);
  });

  it('and has counted everybody once when the server is back', async () => {
    server = await startProcess(settings);
    await phone.clock.fastForward('01:05');
    await stateOf(phone, 'good').getByText('Đã điểm danh lúc').waitFor();
    await gate.clock.fastForward('01:05');
    await gate.getByTestId('waiting').getByText('chờ gửi').waitFor({ state: 'detached' });
    await gate.getByRole('button', { name: '1 lượt cần xem lại' }).click();
    await gate.getByRole('dialog').getByText(hanh.name).waitFor();
    await board.clock.fastForward('00:25');
    await everybodySays(5);
  }, 120_000);

  it('the export and the ledger say the number of the screens', async () => {
    const organiser = new HttpClient(server.url, Object.fromEntries(day.organiser.client.cookies));
    const { body } = await organiser.get<EventExport>(`${day.path}/export.json`);
    expect(body).toMatchObject({ totals: { people: 5, turns: 5 }, ledger: 5 });
    const after = await startNode(database.url);
    try {
      const make = factories(after);
      const rows = await make.sql<{ person_id: string }>(
        'SELECT person_id FROM check_ins WHERE event_id = $1',
        [day.event.id],
      );
      const came = [first, second, third, hanh, last].map(({ id }) => id);
      expect(rows.map((row) => row.person_id).sort()).toEqual(came.sort());
      // The gate's scan of who was in already is kept; the phone's second sending is no scan.
      const conflicts = 'SELECT person_id FROM check_in_conflicts WHERE event_id = $1';
      expect(await make.sql(conflicts, [day.event.id])).toEqual([{ person_id: hanh.id }]);
      expect(await recount(make, day.event.id)).toEqual([]);
    } finally {
      await after.close();
    }
  });

  it('no screen, nor the board, ever went back or was blank', () => {
    expect(shown).toHaveLength(3);
    for (const texts of shown) {
      expect(texts).not.toContain('');
      expect(texts.at(0)).toBe('0');
      expect(texts.at(-1)).toBe('5');
      expect(texts.map(Number)).toEqual(texts.map(Number).sort((a, b) => a - b));
    }
  });
});
