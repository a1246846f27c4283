// Keeps the app on the device: its page and its files, never what is asked of the place.
// Entity lists and records live in IndexedDB only.

interface Shell {
  build: string;
  files: string[];
}

interface Later extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface Fetched extends Later {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Worker extends EventTarget {
  SHELL: Shell;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  registration: { scope: string };
}

const worker = self as unknown as Worker;
const { build, files } = worker.SHELL;
const scope = new URL(worker.registration.scope).pathname;
const PREFIX = `lieu-field ${scope} `;
const CURRENT = PREFIX + build;
/** What is asked with a key goes to the place, always. */
const NEVER = /\/(key|_openrosa)\//;

async function install(): Promise<void> {
  const cache = await caches.open(CURRENT);
  await cache.addAll(files.map((file) => new Request(file, { cache: "no-cache", credentials: "omit" })));
}

/** Pages that are open still read files of the version before: it stays until the next one. */
async function forgetOld(): Promise<void> {
  const mine = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT);
  await Promise.all(mine.slice(0, -1).map((name) => caches.delete(name)));
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(CURRENT);
  return (await cache.match(scope)) ?? fetch(request);
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

worker.addEventListener("install", (event) => (event as Later).waitUntil(install()));

worker.addEventListener("activate", (event) =>
  (event as Later).waitUntil(forgetOld().then(() => worker.clients.claim())),
);

worker.addEventListener("message", (event) => {
  if ((event as MessageEvent).data === "take-over") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event as Fetched;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || NEVER.test(pathname)) return;
  if (request.mode === "navigate" && pathname === scope) (event as Fetched).respondWith(page(request));
  else if (request.mode !== "navigate") (event as Fetched).respondWith(file(request));
});
