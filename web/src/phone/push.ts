import { bytesOfBase64url } from '../shared/base64url.js';
import { keep } from '../shared/kept.js';
import { api } from './phone-api.js';

const KEY = 'rq.push';

/** Whether this browser can be rung while the page is closed, and whether that was asked. */
export type PushAbility = 'can_ask' | 'on' | 'refused' | 'install_first' | 'cannot';

export function pushAbility(): PushAbility {
  if ('PushManager' in window && 'Notification' in window && 'serviceWorker' in navigator) {
    if (Notification.permission === 'granted') return 'on';
    return Notification.permission === 'denied' ? 'refused' : 'can_ask';
  }
  // An iPhone rings for pages that stand on its home screen, and for no others.
  return /iPhone|iPad/.test(navigator.userAgent) && !matchMedia('(display-mode: standalone)').matches
    ? 'install_first'
    : 'cannot';
}

export function wasPutOff(): boolean {
  try {
    return localStorage.getItem(KEY) === 'no';
  } catch {
    return true; // asked at every visit it would be a nuisance
  }
}

export function putOff(): void {
  keep(KEY, 'no');
}

/**
 * Asks the person's leave, then tells the server where to ring. Call it from a press of a button.
 * @returns whether it rings from now on
 */
export async function turnOnPush(lang: 'vi' | 'en'): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  return tellWhereToRing(lang);
}

/** Where leave was given: the server is told again, for the browser's address and the session may have changed. */
export async function tellWhereToRing(lang: 'vi' | 'en'): Promise<boolean> {
  const { pushManager } = await navigator.serviceWorker.ready;
  const { publicKey } = await api('GET /me/push');
  const key = bytesOfBase64url(publicKey);
  let subscription = await pushManager.getSubscription();
  if (subscription && !isFor(subscription, key)) {
    // Made for a server that has changed its key since: it would never ring.
    await subscription.unsubscribe();
    subscription = null;
  }
  subscription ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  const [p256dh, auth] = [keys?.['p256dh'], keys?.['auth']];
  if (endpoint === undefined || p256dh === undefined || auth === undefined) return false;
  await api('POST /me/push', { body: { endpoint, keys: { p256dh, auth }, lang } });
  return true;
}

/** This browser is rung no more; what the server knew of it ends with the session. */
export async function turnOffPush(): Promise<void> {
  if (!('PushManager' in window)) return;
  const registration = await navigator.serviceWorker.getRegistration('/phone/');
  const subscription = await registration?.pushManager.getSubscription();
  await subscription?.unsubscribe();
}

function isFor(subscription: PushSubscription, key: Uint8Array): boolean {
  const { applicationServerKey } = subscription.options;
  if (applicationServerKey === null) return true;
  const theirs = new Uint8Array(applicationServerKey);
  return theirs.length === key.length && theirs.every((byte, i) => byte === key[i]);
}
