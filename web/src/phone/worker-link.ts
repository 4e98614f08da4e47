/** What is saved is sent by the worker, too, when the network comes back while the page is closed; Chrome alone does. */
export async function askForSync(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration('/phone/');
  // Not in TypeScript's library.
  const { sync } = (registration ?? {}) as { sync?: { register: (tag: string) => Promise<void> } };
  await sync?.register('outbox').catch(() => undefined);
}

/** Calls back when the worker has sent something of the outbox. */
export function onWorkerSent(callback: () => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  const container = navigator.serviceWorker;
  const listener = ({ data }: MessageEvent<unknown>) => data === 'sent' && callback();
  container.addEventListener('message', listener);
  return () => container.removeEventListener('message', listener);
}
