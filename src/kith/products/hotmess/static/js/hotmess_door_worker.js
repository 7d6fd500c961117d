// Keeps a door's page and its files, so that the scanner opens without network. Nothing else of the site passes through the cache.
const CACHE = "hotmess-door-1";
const PATIENCE_MS = 3_000;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const wanted = event.data?.keep;
  if (!Array.isArray(wanted)) return;
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await Promise.all(
        wanted.map(async (address) => {
          const answer = await fetch(address, { cache: "no-cache" }).catch(() => null);
          if (answer?.ok && !answer.redirected) await cache.put(address, answer);
        }),
      );
      event.source?.postMessage("kept");
    })(),
  );
});

async function freshOrKept(request) {
  const kept = await (await caches.open(CACHE)).match(request, { ignoreVary: true });
  if (!kept) return fetch(request);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(request, { signal: stop.signal });
    if (answer.ok && !answer.redirected) await (await caches.open(CACHE)).put(request, answer.clone());
    return answer.status >= 500 ? kept : answer;
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" || address.pathname.startsWith("/static/")) event.respondWith(freshOrKept(event.request));
});
