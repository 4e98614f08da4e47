/** What a service worker runs in. */
declare const self: ServiceWorkerGlobalScope;
export const worker = self;
