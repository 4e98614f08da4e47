import { needsOwnReader } from './scanner/reader.js';

const LOOK_AGAIN_MS = 3_600_000;
/** Nobody has touched the page for so long: what is loaded now is in nobody's way. */
const AT_REST_MS = 8_000;

/** @returns how to end looking for new versions */
export async function keepApp(
  face: 'phone' | 'gate',
  onWaiting: (worker: ServiceWorker) => void,
): Promise<() => void> {
  const container = navigator.serviceWorker;
  const registration = await container.register(`/${face}/worker.js`, { scope: `/${face}/` });
  void container.ready.then(keepReader).catch(() => undefined);
  return watch(registration, onWaiting);
}

/**
 * The first scan of all may be where there is no network: where this browser reads no codes itself, the worker
 * fetches our reader beforehand, unless it has it already or the person wants to save data.
 */
async function keepReader({ active }: ServiceWorkerRegistration): Promise<void> {
  await rest();
  // Not in TypeScript's library.
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData !== true && (await needsOwnReader())) active?.postMessage('keep_reader');
}

const TOUCHES = ['pointerdown', 'keydown', 'scroll'] as const;

/** Resolves when nobody has touched the page for a while. */
function rest(): Promise<void> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout>;
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(done, AT_REST_MS);
    };
    const done = () => {
      for (const touch of TOUCHES) removeEventListener(touch, again, true);
      resolve();
    };
    for (const touch of TOUCHES) addEventListener(touch, again, true);
    again();
  });
}

function watch(
  registration: ServiceWorkerRegistration,
  onWaiting: (worker: ServiceWorker) => void,
): () => void {
  const tell = () => {
    const { waiting } = registration;
    // The first one of all replaces nothing; WebKit may still call it waiting when it has taken over.
    if (waiting?.state === 'installed' && navigator.serviceWorker.controller) onWaiting(waiting);
  };
  const found = () => registration.installing?.addEventListener('statechange', tell);
  let looked = Date.now();
  const look = () => {
    if (document.hidden || Date.now() - looked < LOOK_AGAIN_MS) return;
    looked = Date.now();
    registration.update().catch(() => undefined);
  };
  tell();
  registration.addEventListener('updatefound', found);
  document.addEventListener('visibilitychange', look);
  return () => {
    registration.removeEventListener('updatefound', found);
    document.removeEventListener('visibilitychange', look);
  };
}

/** Takes the face off this device; the next visit loads it anew. */
export async function forgetApp(face: 'phone' | 'gate'): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration(`/${face}/`);
  await registration?.unregister();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(`${face}-`)).map((name) => caches.delete(name)));
}
