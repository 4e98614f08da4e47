import { Outbox } from '../phone/outbox.js';
import { openOutboxStore } from '../phone/outbox-store.js';
import { api, sendSaved } from '../phone/phone-api.js';
import { isWaiting, type Saved } from '../phone/saved-check-in.js';
import { CLOCK_TIMERS } from '../shared/outbox/send-loop.js';
import { worker } from './scope.js';

/**
 * Sends what the phone has saved when the network is back, whether or not a page is open (Background Sync). Both
 * may send the same entry: it is the same entry to the server.
 */
export function sendOutboxOnSync(): void {
  // Not in TypeScript's library.
  worker.addEventListener('sync' as 'message', (event: ExtendableEvent & { tag?: string }) => {
    if (event.tag === 'outbox') event.waitUntil(sendAll());
  });
}

/** @throws when something still waits: the browser then calls again later */
async function sendAll(): Promise<void> {
  // Only who is signed in now may be spoken for.
  const { subjectId } = await api('GET /sessions/me', { query: { kind: 'volunteer' } });
  let entries: readonly Saved[] = [];
  const box = new Outbox(await openOutboxStore(), subjectId, {
    ...CLOCK_TIMERS,
    send: sendSaved,
    after: () => () => undefined,
    changed: (all) => (entries = all),
  });
  await box.open();
  await box.wake();
  for (const page of await worker.clients.matchAll({ type: 'window' })) page.postMessage('sent');
  if (entries.some(isWaiting)) throw new Error('still waiting');
}
