import { encryptForBrowser } from './domain/encrypt.js';
import type { Due } from './push-subscriptions.repository.js';
import type { VapidKey } from './vapid.js';

/** How a push service answered: done, never again, or later. */
export type Rung = 'told' | 'gone' | 'later';

const TIMEOUT_MS = 10_000;
/** A phone that was off for longer finds the letter when it is opened. */
const KEEP_S = 12 * 3_600;

/** Rings one browser. What it carries says that there is a letter and of what kind, and nothing of anybody. */
export async function ring(due: Due, key: VapidKey, now: Date): Promise<Rung> {
  const { endpoint, p256dh, auth } = due.address;
  try {
    const keys = { p256dh: Buffer.from(p256dh, 'base64url'), auth: Buffer.from(auth, 'base64url') };
    const message = JSON.stringify({ kind: due.kind, seq: due.seq, lang: due.lang });
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: key.authorization(new URL(endpoint).origin, now),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(KEEP_S),
        urgency: 'high',
        // A newer one takes the place of an older one that was not delivered.
        topic: 'letters',
      },
      body: new Uint8Array(encryptForBrowser(keys, Buffer.from(message))),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (answer.ok) return 'told';
    // 404, 410: the browser is gone. 400, 401, 403: it has subscribed with another key than ours.
    return [400, 401, 403, 404, 410].includes(answer.status) ? 'gone' : 'later';
  } catch {
    return 'later';
  }
}
