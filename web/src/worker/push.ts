import { worker } from './scope.js';
import { type Note, noteOf } from '../phone/push-note.js';

/** Letters ring here while the page is closed: what they say is fetched by the page, not carried. */
export function takePushes(): void {
  worker.addEventListener('push', (event) => event.waitUntil(show(noteOf(event.data))));
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    const { seq } = event.notification.data as Pick<Note, 'seq'>;
    event.waitUntil(Promise.all([openPage(), seq > 0 ? markSeen(seq) : null]));
  });
}

async function show(note: Note): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window' });
  // A page that is looked at shows it by itself.
  if (pages.some((page) => page.visibilityState === 'visible')) return;
  // `renotify` and `vibrate` are not in TypeScript's library.
  const more: object = { renotify: true, vibrate: [120, 80, 120] };
  await worker.registration.showNotification(note.title, {
    ...more,
    body: note.body,
    lang: note.lang,
    // The newest takes the place of the one before.
    tag: 'letters',
    icon: '/phone/icon-192.png',
    data: { seq: note.seq },
  });
}

async function openPage(): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window' });
  const page = pages[0];
  if (page) await page.focus();
  else await worker.clients.openWindow('/phone/');
}

/** Pressed is seen; without network the page marks it when it is read there. */
async function markSeen(seq: number): Promise<void> {
  await fetch('/api/me/inbox/seen', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-session-kind': 'volunteer' },
    body: JSON.stringify({ seq }),
  }).catch(() => undefined);
}
