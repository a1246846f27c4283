// Addresses after #: the Back of the browser works, and no screen is out of its reach.
import { onChange } from "./changes";
import { keyOfAddress } from "./keys";
import { said, shell } from "./words";
import { state } from "./state";
import { show, type View } from "./view";

type Route = (parts: string[]) => Promise<View | null>;

let routes: Record<string, Route> = {};
let current: View | null = null;
let turn = 0;

/** Returns an address from its parts. */
export const address = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join("/")}`;

/** Goes to a screen; `replace`: it takes the place of this one in the history. */
export function go(to: string, replace = false): void {
  if (location.hash === to) return void draw();
  if (!replace) {
    location.hash = to;
    return;
  }
  history.replaceState(null, "", to);
  void draw();
}

/** Draws the screen of the address again. */
export async function draw(fresh = true): Promise<void> {
  // A key in the address is taken first; what is open stays meanwhile.
  if (state.round && keyOfAddress()) return;
  const mine = (turn += 1);
  await current?.leave?.();
  const [name = "", ...parts] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const route = state.round ? (routes[name] ?? routes[""]) : (routes.key ?? routes[""]);
  const view = await route?.(parts);
  if (!view || mine !== turn) return;
  current = view;
  const site = said(state.round?.page.title ?? shell.title);
  show(view, view.title === site ? said(shell.title) : site, fresh);
}

/** Begins to answer to addresses. */
export async function start(all: Record<string, Route>): Promise<void> {
  routes = all;
  addEventListener("hashchange", () => void draw());
  onChange((change) => current?.update?.(change));
  await draw(false);
}
