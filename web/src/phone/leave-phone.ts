import { openOutboxStore } from './outbox-store.js';
import { api } from './phone-api.js';
import { forget } from './remembered.js';
import { isWaiting } from './saved-check-in.js';
import { forgetApp } from '../shared/keep-app.js';

/**
 * Ends the session and takes off this phone what it knew of the person. What still waits to be sent stays, under
 * ids alone, until its owner signs in again: it is in no other place.
 * @throws ApiError when the server cannot be told
 */
export async function leavePhone(): Promise<void> {
  const { turnOffPush } = await import('./push.js');
  await turnOffPush();
  await api('DELETE /sessions/me', { query: { kind: 'volunteer' } });
  forget();
  const store = await openOutboxStore();
  const settled = (await store.all()).filter((one) => !isWaiting(one));
  await Promise.all(settled.map((one) => store.remove(one.id)));
  await forgetApp('phone');
  location.reload();
}
