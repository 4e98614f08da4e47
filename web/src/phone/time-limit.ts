import { give } from '../shared/give.js';

/** Every question to the server has a limit of time; the page and its service worker ask. */
give(AbortSignal, 'timeout', (ms: number): AbortSignal => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
});
