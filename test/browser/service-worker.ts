import type { BrowserContext, Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';

/** What a browser tells a service worker by itself, told by the test. */
export async function serviceWorkerOf(context: BrowserContext, page: Page, scope: string) {
  const tools = await context.newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const one = registrations.find(({ scopeURL, isDeleted }) => scopeURL === scope && !isDeleted);
      if (one) resolve(one.registrationId);
    });
  });
  await tools.send('ServiceWorker.enable');
  const registrationId = await found;
  const { origin } = new URL(scope);
  return {
    push: (data: string) => tools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data }),
    /** The network is back: Background Sync. */
    sync: (tag: string) =>
      tools.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag, lastChance: false }),
  };
}

/** Waits until the next version of the phone, which the test calls so, has taken over and the old one's files are gone. */
export const newVersionIsAlone = (page: Page): Promise<true> =>
  // Not `waitForFunction`: a promise is enough for it, whatever comes of that.
  eventually(() => page.evaluate<boolean>(`caches.keys().then((names) => names.join() === 'phone-next')`));
