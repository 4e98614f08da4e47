import { give } from './give.js';

/** Every question to the server has a limit of time, of a page or a service worker: Chrome before 103 and Safari before 16 have none. */
give(AbortSignal, 'timeout', (ms: number): AbortSignal => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
});
