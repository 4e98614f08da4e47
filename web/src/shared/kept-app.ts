import { useEffect, useState } from 'preact/hooks';

/** The first visit must not wait for what later ones need. */
const AFTER_MS = 3_000;

/**
 * Keeps the face on this device once it is in use, so that it opens without network. Answers how to change to a
 * new version now; null while there is none. Left alone, it takes over once the last page of the old one is closed.
 */
export function useKeptApp(face: 'phone' | 'gate'): (() => void) | null {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return; // plain http, some in-app browsers
    let stop: () => void = () => undefined;
    const timer = setTimeout(() => {
      import('./keep-app.js')
        .then(({ keepApp }) => keepApp(face, setWaiting))
        .then((kept) => (stop = kept))
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
