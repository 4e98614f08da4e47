import { worker } from './scope.js';

// Written in by the build: see web/with-worker.ts.
declare const FACE: string;
declare const FILES: readonly string[];
declare const LATER: readonly string[];
/** A pattern: in another version the names of these files differ. */
declare const IS_LATER: string;
declare const VERSION: string;

/** Once: the build writes the list wherever its name stands. */
const OWN = FILES;
const CACHE = `${FACE}-${VERSION}`;
const PAGE = `/${FACE}/`;

/**
 * Keeps the face's own files, so that it opens without any network, and nothing else: what the API says
 * never comes into the cache. A new version is kept beside the old one, and takes over as browsers do it, once
 * no page runs the old one, or when the page asks for it. Not while a page is loading: its files are
 * then asked for in the moment between two workers, and some browsers leave them without an answer.
 */
export function keepFace(): void {
  worker.addEventListener('install', (event) => event.waitUntil(keepFiles()));
  worker.addEventListener('activate', (event) => event.waitUntil(begin()));
  worker.addEventListener('message', (event) => {
    if (event.data === 'take_over') event.waitUntil(worker.skipWaiting());
    if (event.data === 'keep_reader') event.waitUntil(keepLater());
  });
  worker.addEventListener('fetch', (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
    if (request.mode === 'navigate') {
      if (url.pathname === PAGE || url.pathname === `${PAGE}index.html`) event.respondWith(page(request));
    } else if (url.pathname.startsWith('/assets/')) event.respondWith(file(request));
    else if (OWN.includes(url.pathname)) event.respondWith(file(request));
  });
}

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  // Files with a hash in their name are in the browser's cache already; the page is always asked for anew.
  const wanted = [new Request(PAGE, { cache: 'no-cache' }), ...OWN];
  await Promise.all(wanted.map((one) => keep(cache, one)));
  if (await hadLater()) await keepLater();
}

/** What was kept once must not be missing after a new version has taken over. */
async function hadLater(): Promise<boolean> {
  if (LATER.length === 0) return false;
  const isLater = new RegExp(IS_LATER);
  for (const name of await caches.keys()) {
    if (!name.startsWith(`${FACE}-`)) continue;
    const kept = await (await caches.open(name)).keys();
    if (kept.some(({ url }) => isLater.test(url))) return true;
  }
  return false;
}

/** What not every device needs, and this one does. What has not changed is not fetched again. */
async function keepLater(): Promise<void> {
  const cache = await openKept();
  if (!cache) return;
  for (const name of LATER) {
    if (await cache.match(name)) continue;
    const old = await caches.match(name);
    await (old ? cache.put(name, old) : keep(cache, name));
  }
}

async function begin(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(`${FACE}-`) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function page(request: Request): Promise<Response> {
  return (await caches.match(PAGE, { cacheName: CACHE })) ?? fetch(request);
}

/** A file with a hash in its name never changes: once kept, it need not be asked for. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  const cache = await openKept();
  if (cache && (await isOwn(answer))) await cache.put(request, answer.clone());
  return answer;
}

/**
 * Opening makes a cache that is not there. When the face is taken off the device, its last page still asks this worker
 * for files, and they must not come back with it.
 */
async function openKept(): Promise<Cache | null> {
  return (await caches.has(CACHE)) ? caches.open(CACHE) : null;
}

/** @throws when it does not come, or is not ours */
async function keep(cache: Cache, request: Request | string): Promise<void> {
  const answer = await fetch(request);
  if (!(await isOwn(answer))) throw new Error('not one of ours');
  await cache.put(request, answer);
}

/**
 * Something else may answer in the server's place with a page of its own: the log-in page of a Wi-Fi, a guard before the
 * server. Kept, it would be the app. Our page names our files, all of this version: between two, an older server may have
 * answered. And none of the files is a page.
 */
async function isOwn(answer: Response): Promise<boolean> {
  if (!answer.ok) return false;
  if (answer.headers.get('content-type')?.startsWith('text/html') !== true) return true;
  const named = (await answer.clone().text()).match(/\/assets\/[\w.-]+\.(?:js|css)/g) ?? [];
  return (
    new URL(answer.url).pathname === PAGE && named.length > 0 && named.every((name) => OWN.includes(name))
  );
}
