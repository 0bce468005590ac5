/// <reference lib="webworker" />
import { Shell, type Release } from './shell';

// The build writes it in: see build/offline.ts.
declare const __RELEASE__: Release;
declare const self: ServiceWorkerGlobalScope;

const shell = new Shell(__RELEASE__, {
  caches: self.caches,
  origin: self.location.origin,
  fetch: (request) => self.fetch(request),
  async sha256(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  },
});

self.addEventListener('install', (event) => event.waitUntil(shell.install()));

self.addEventListener('activate', (event) => {
  // The page that was loaded before there was a worker is of this release: it works offline from now on.
  event.waitUntil(shell.activate().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const answer = shell.answer(event.request);
  if (answer !== undefined) {
    event.respondWith(answer);
  }
});

// The user wants the new release now rather than at the next start.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') {
    void self.skipWaiting();
  }
});
