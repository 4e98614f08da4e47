import { chmodSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { parseArgs } from 'node:util';
import type { PersonalLink } from '../../src/contracts/people.js';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { PROJECT_ROOT } from '../../src/platform/project-root.js';
import { openChromium } from './chromium.js';
import { factories } from '../factories/index.js';
import { startNode, type TestServer } from '../support/test-server.js';
import { opened, runAndClose } from '../../bench/opened.js';
import { measureBoard } from './cost/board.js';
import { CHANGES, LiveDay } from './cost/day.js';
import { openOnPhone, type Opening } from './cost/phone.js';
import { putBeside } from './cost/proxy.js';
import { measureScreen } from './cost/screen.js';
import { vanillaPhone } from './cost/vanilla.js';

/**
 * What the faces cost, over the real server in a real browser: how much the phone loads and when it is ready
 * beside a page written by hand, what a frame costs the board of a province and of the country, and what the
 * wall keeps of two thousand frames.
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** Tells what came when on the phone. */
    trace: { type: 'boolean', default: false },
    /** Frames for the wall, of which four come in a second. */
    updates: { type: 'string' },
    /** One part alone: board, phone or screen. */
    only: { type: 'string' },
  },
});
const OPENINGS = options.quick ? 1 : 7;
const TICKS = options.quick ? 12 : 60;
const UPDATES = Number(options.updates ?? (options.quick ? 40 : 2_000));
const RECONNECTS = Math.ceil((UPDATES * 75) / 2_000);
const FOLDER = join(PROJECT_ROOT, 'var/bench');

await runAndClose(bench);

async function bench(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  chmodSync(FOLDER, 0o711);
  const browser = await openChromium();
  opened.push(() => browser.close());

  const server = await open();
  const figures = {
    ...(asked('phone') && (await phoneFigures(browser, server))),
    ...(asked('board') && (await boardFigures(browser, server))),
    ...(asked('screen') && (await screenFigures(browser))),
  };
  console.log(JSON.stringify({ bench: 'web', figures }));
}

function asked(part: string): boolean {
  return options.only === undefined || options.only === part;
}

async function phoneFigures(browser: Browser, server: TestServer): Promise<Record<string, number>> {
  const phone = await comparePhones(browser, server);
  return {
    phone_js_gz_kb: round(phone.jsKb),
    phone_ready_ms: Math.round(phone.readyMs),
    phone_vs_vanilla: round(phone.readyMs / phone.vanillaMs, 2),
  };
}

async function boardFigures(browser: Browser, server: TestServer): Promise<Record<string, number>> {
  // Some come while pages are opened and while they warm up.
  const day = await LiveDay.make(server, CHANGES * 2 * (TICKS + 20));
  const board = await measureBoard(browser, server.url, day, { ticks: TICKS, slower: 1 });
  say('board', `${board.tickMs.toFixed(1)} ms a tick over ${board.frames} frames`);
  const slow = await measureBoard(browser, server.url, day, { ticks: TICKS, slower: 6 });
  say(
    'board, 6× slower',
    `longest task ${slow.longestMs.toFixed(0)} ms, ${slow.tickMs.toFixed(1)} ms a tick`,
  );

  const country = await open();
  const everywhere = await LiveDay.make(country, CHANGES * (TICKS + 20), true);
  const national = await measureBoard(browser, country.url, everywhere, { ticks: TICKS, slower: 1 });
  say(
    'national',
    `${national.tickMs.toFixed(1)} ms a tick, longest task ${national.longestMs.toFixed(0)} ms`,
  );
  return {
    board_tick_ms: round(board.tickMs),
    national_tick_ms: round(national.tickMs),
    board_longest_task_ms: Math.round(slow.longestMs),
  };
}

async function screenFigures(browser: Browser): Promise<Record<string, number>> {
  const server = await open();
  // Some come while the wall is away.
  const day = await LiveDay.make(server, CHANGES * (3 * UPDATES + 40));
  const screen = await measureScreen(browser, server, day, { updates: UPDATES, reconnects: RECONNECTS });
  say('screen', `${screen.updates} updates, ${screen.reconnects} reconnects, exact: ${screen.exact}`);
  if (!screen.exact) throw new Error('the wall does not say what the ledger says');
  return { screen_heap_growth_mb: round(screen.growthMb, 2) };
}

/** A server on a database of its own. */
async function open(): Promise<TestServer> {
  const folder = await mkdtemp(join(FOLDER, 'web-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres(folder, true);
  opened.push(() => postgres.stop());
  const server = await startNode(postgres.url, { ROLE: 'web' });
  opened.push(() => server.close());
  return server;
}

/** The phone and the page written by hand take turns, each with a link of its own and nothing cached. */
async function comparePhones(browser: Browser, server: TestServer): Promise<Opening & { vanillaMs: number }> {
  const make = factories(server);
  const beside = await putBeside(server.url, vanillaPhone());
  opened.push(beside.close);
  const unit = await make.orgUnit();
  const staff = (await make.staff('province_coordinator', unit)).client;
  const event = await make.event({ unit });
  const site = await make.site(event.id, '14797');
  const shift = await make.shift(event, site.id, [{ target: 100 }]);
  const link = async (face: 'phone' | 'vanilla') => {
    const { id } = await make.person({ unit, name: 'Lê Thị Hạnh' });
    await make.consent(id);
    await make.register(event.id, [id]);
    await make.assignment(event, shift, id, 'accepted');
    const made = await staff.post<PersonalLink>(`/api/people/${id}/links`);
    return beside.url + made.body.path.replace('/phone/', `/${face}/`);
  };
  const phones: Opening[] = [];
  const vanillas: Opening[] = [];
  // The first of each warms the server and the browser, not the phone's cache.
  for (let i = 0; i <= OPENINGS; i++) {
    const trace = options.trace ? (line: string) => say('  ', line) : null;
    const phone = await openOnPhone(browser, await link('phone'), trace);
    const vanilla = await openOnPhone(browser, await link('vanilla'), trace);
    if (i === 0) continue;
    phones.push(phone);
    vanillas.push(vanilla);
    say(
      'phone',
      `${phone.readyMs.toFixed(0)} ms, ${phone.jsKb.toFixed(1)} kB; by hand ${vanilla.readyMs.toFixed(0)} ms`,
    );
  }
  const median = (all: Opening[]): Opening =>
    all.toSorted((a, b) => a.readyMs - b.readyMs)[Math.floor(all.length / 2)]!;
  return { ...median(phones), vanillaMs: median(vanillas).readyMs };
}

function say(what: string, figure: string): void {
  console.log(`${what}: ${figure}`);
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
