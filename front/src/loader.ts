// Loads the map only when someone asks for it. Works by delegation: HTMX may replace the page's parts.
import type { pick, show } from "./map";

const announce = (map: HTMLElement, text: string | undefined): void => {
  const status = map.querySelector<HTMLElement>("[data-map-status]");
  if (status) status.textContent = text ?? "";
};

const addStyle = (address: string | undefined): Promise<void> =>
  new Promise((done) => {
    if (!address || document.querySelector(`link[href="${CSS.escape(address)}"]`)) return done();
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.onload = link.onerror = () => done();
    document.head.append(link);
  });

/** The button is of no use without this script, so it is this script that shows it. */
const reveal = (): void =>
  document
    .querySelectorAll<HTMLElement>("[data-map] [data-needs-script]")
    .forEach((part) => part.removeAttribute("hidden"));

reveal();
document.addEventListener("htmx:after:swap", reveal);
document.addEventListener("click", async (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>("[data-map-show]");
  const map = button?.closest<HTMLElement>("[data-map]");
  if (!button || !map?.dataset.script) return;
  button.disabled = true;
  announce(map, map.dataset.loading);
  try {
    await addStyle(map.dataset.style);
    const module = (await import(map.dataset.script)) as { pick: typeof pick; show: typeof show };
    await (map.dataset.pick ? module.pick(map) : module.show(map));
    button.hidden = true;
    announce(map, "");
  } catch {
    button.disabled = false;
    announce(map, map.dataset.failed);
  }
});
