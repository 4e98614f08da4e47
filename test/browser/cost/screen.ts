import type { Browser, CDPSession, Page } from 'playwright-core';
import { LiveSockets } from '../../../src/live/live-sockets.js';
import type { TestServer } from '../../support/test-server.js';
import type { LiveDay } from './day.js';

export interface HeapOverTime {
  growthMb: number;
  updates: number;
  reconnects: number;
  /** Whether the wall says at the end what the ledger says. */
  exact: boolean;
}

/** A wall that hears `updates` frames, loses its link `reconnects` times meanwhile, and goes on. */
export async function measureScreen(
  browser: Browser,
  server: TestServer,
  day: LiveDay,
  wanted: { updates: number; reconnects: number },
): Promise<HeapOverTime> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'vi-VN' });
  const [name, value] = day.viewer.cookie.split('=');
  await context.addCookies([{ name: name!, value: value!, url: server.url }]);
  try {
    const page = await context.newPage();
    const tools = await context.newCDPSession(page);
    let connections = 0;
    let updates = 0;
    tools.on('Network.webSocketCreated', () => connections++);
    tools.on('Network.webSocketFrameReceived', ({ response }) => {
      if (response.payloadData.includes('"frames"')) updates++;
    });
    await tools.send('Network.enable');
    await page.goto(`${server.url}/screen/?event=${day.event.id}`);
    await page.getByTestId('present').waitFor();
    // What is loaded and compiled once is no growth.
    await day.come((ticks) => ticks >= 20);
    const before = await heapMb(tools);
    const [updatesBefore, linksBefore] = [updates, connections];
    const heard = () => updates - updatesBefore;
    const links = () => connections - linksBefore;
    const every = Math.max(1, Math.floor(wanted.updates / wanted.reconnects));
    await day.come(() => {
      const due = Math.min(wanted.reconnects, Math.floor(heard() / every));
      // One at a time: the wall has come back from the last before the next.
      if (links() < due && isOn(server)) cut(server);
      return heard() >= wanted.updates && links() >= wanted.reconnects;
    });
    const exact = await saysExactly(page, day.present);
    const growthMb = Math.max(0, (await heapMb(tools)) - before);
    return { growthMb, updates: heard(), reconnects: links(), exact };
  } finally {
    await context.close();
  }
}

const isOn = (server: TestServer): boolean => server.get(LiveSockets).all.length > 0;
/** As a cable that is pulled: the connection ends without a word. */
function cut(server: TestServer): void {
  for (const socket of server.get(LiveSockets).all) socket.conn.close();
}

async function heapMb(tools: CDPSession): Promise<number> {
  for (let i = 0; i < 3; i++) await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  return usedSize / 1_000_000;
}

async function saysExactly(page: Page, present: number): Promise<boolean> {
  const said = page.locator(`[data-testid=present][data-value="${present}"]`);
  return said.waitFor({ timeout: 15_000 }).then(
    () => true,
    () => false,
  );
}
