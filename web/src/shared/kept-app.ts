import { useEffect, useState } from 'preact/hooks';

/** The first visit must not wait for what later ones need. */
const AFTER_MS = 3_000;
const LOOK_AGAIN_MS = 3_600_000;

/**
 * Keeps the face on this device once it is in use, so that it opens without network. Answers how to change to a
 * new version now; null while there is none. Left alone, it takes over when the face is opened the next time.
 */
export function useKeptApp(face: 'phone' | 'gate'): (() => void) | null {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return; // plain http, some in-app browsers
    const container = navigator.serviceWorker;
    let stop: () => void = () => undefined;
    const timer = setTimeout(() => {
      container
        .register(`/${face}/worker.js`, { scope: `/${face}/` })
        .then((registration) => (stop = watch(registration, setWaiting)))
        .catch(() => undefined); // then it opens with a network only
    }, AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  if (!waiting) return null;
  return () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage('take_over');
  };
}

function watch(
  registration: ServiceWorkerRegistration,
  onWaiting: (worker: ServiceWorker) => void,
): () => void {
  const tell = () => {
    // The first one of all replaces nothing.
    if (registration.waiting && navigator.serviceWorker.controller) onWaiting(registration.waiting);
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
