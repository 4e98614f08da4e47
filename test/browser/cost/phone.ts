import type { Browser, CDPSession, Response } from 'playwright-core';
import { gzipSync } from 'node:zlib';

/** A cheap phone in a commune with one bar: six times slower, 1.6 Mbit/s, 150 ms. */
const SLOWER = 6;
const ONE_BAR = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const TIMEOUT_MS = 60_000;

export interface Opening {
  /** Until the one button is there, the link is live and the event's number is shown. */
  readyMs: number;
  /** JavaScript that was loaded until then, each file as gzip packs it. */
  jsKb: number;
}

/**
 * Opens a link on a phone that has never seen it.
 * @param trace is told what was asked for and answered, and when
 */
export async function openOnPhone(
  browser: Browser,
  link: string,
  trace: ((line: string) => void) | null = null,
): Promise<Opening> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    locale: 'vi-VN',
  });
  try {
    const page = await context.newPage();
    const scripts: Promise<number>[] = [];
    const weigh = (response: Response): void => {
      if (response.request().resourceType() !== 'script') return;
      scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
    };
    page.on('response', weigh);
    const tools = await context.newCDPSession(page);
    await tools.send('Network.enable');
    if (trace) traceNetwork(tools, trace);
    await tools.send('Network.emulateNetworkConditions', ONE_BAR);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    let tell: (ms: number) => void = () => undefined;
    const ready = new Promise<number>((resolve, reject) => {
      tell = resolve;
      setTimeout(() => reject(new Error('the phone was not ready in time')), TIMEOUT_MS).unref();
    });
    await page.exposeFunction('tellReady', (ms: number) => tell(ms));
    await page.addInitScript({ content: WATCH });
    await page.goto(link, { waitUntil: 'commit', timeout: TIMEOUT_MS });
    const readyMs = await ready;
    page.off('response', weigh);
    const sizes = await Promise.all(scripts);
    return { readyMs, jsKb: sizes.reduce((sum, size) => sum + size, 0) / 1000 };
  } finally {
    await context.close();
  }
}

/** In the browser's own time, from the first thing asked for. */
function traceNetwork(tools: CDPSession, tell: (line: string) => void): void {
  let from: number | null = null;
  const paths = new Map<string, string>();
  const say = (at: number, what: string, which: string): void =>
    tell(`${(1000 * (at - (from ??= at))).toFixed(0).padStart(6)} ms ${what} ${which.slice(0, 90)}`);
  tools.on('Network.requestWillBeSent', ({ requestId, timestamp, request }) => {
    paths.set(requestId, `${request.method} ${new URL(request.url).pathname}`);
    say(timestamp, 'asks', paths.get(requestId)!);
  });
  tools.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) =>
    say(timestamp, 'has ', `${paths.get(requestId)} ${encodedDataLength} B`),
  );
  tools.on('Network.webSocketWillSendHandshakeRequest', ({ timestamp }) => say(timestamp, 'asks', 'socket'));
  tools.on('Network.webSocketHandshakeResponseReceived', ({ timestamp }) => say(timestamp, 'has ', 'socket'));
  tools.on('Network.webSocketFrameSent', ({ timestamp, response }) =>
    say(timestamp, 'says', response.payloadData),
  );
  tools.on('Network.webSocketFrameReceived', ({ timestamp, response }) =>
    say(timestamp, 'hears', response.payloadData),
  );
}

/** Ready is when all three are there and have been drawn. */
const WATCH = `new MutationObserver((_, observer) => {
  if (!document.querySelector('.actions .button.primary')) return;
  if (!document.querySelector('.link.on') || !document.querySelector('[data-testid=progress]')?.textContent) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => tellReady(performance.now())));
}).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });`;
