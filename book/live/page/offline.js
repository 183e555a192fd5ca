// A service worker at the site's root, which stores the site's files for use offline. It asks
// the network first, so that no old page hides a new one. Only files of an edition of Python,
// which never change, come from the store. It also isolates pages, so a cell can be interrupted.

const EDITION = /\/_static\/python\/\w{8}\//;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(registration.scope)) event.respondWith(answer(event));
});

async function answer(event) {
  const { request } = event;
  const kept = await caches.open(registration.scope);
  const earlier = await kept.match(request);
  if (earlier && EDITION.test(request.url)) return isolated(earlier);
  const newest = await fetch(request).catch((error) => earlier ?? Promise.reject(error));
  if (newest.status === 200) event.waitUntil(kept.put(request, newest.clone()));
  return isolated(newest);
}

function isolated(answer) {
  if (!answer.status) return answer; // a redirect cannot be copied
  const copy = new Response(answer.body, answer);
  copy.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  copy.headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  return copy;
}
