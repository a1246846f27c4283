// New versions of the app: they wait until nobody writes, and open the next time.
import { changed } from "./changes";
import { shell } from "./words";
import { WRITING } from "./opened";

const EVERY = 3600_000;

let registration: ServiceWorkerRegistration | null = null;
let ready = false;

/** Says whether a new version is there: it opens with the next page. */
export const isReady = (): boolean => ready;

async function nobodyWrites(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return !held.some(({ name }) => name === WRITING);
}

/** Lets a new version take over, unless someone writes in some tab. The page stays as it is. */
export async function letIn(): Promise<void> {
  if (registration?.waiting && (await nobodyWrites())) registration.waiting.postMessage("take-over");
}

function watch(installing: ServiceWorker | null): void {
  installing?.addEventListener("statechange", () => {
    if (installing.state !== "installed" || !navigator.serviceWorker.controller) return;
    ready = true;
    changed("version");
  });
}

/** Keeps the app on the device, and looks for its new versions. */
export async function keepUpdated(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  registration = await navigator.serviceWorker.register(`${shell.scope}sw.js`, { scope: shell.scope });
  registration.addEventListener("updatefound", () => watch(registration?.installing ?? null));
  ready = Boolean(registration.waiting);
  setInterval(() => void registration?.update().catch(() => undefined), EVERY);
  await letIn();
}
