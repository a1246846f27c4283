// The top of every screen: where one is, and in words what is waiting.
import { onChange } from "./changes";
import { isAlone } from "./alone";
import { h, icon } from "./dom";
import { isSending } from "./sending";
import { state } from "./state";
import { isWaiting, readOutbox } from "./store/outbox";
import type { IconName } from "./icons";
import { trialRibbon } from "./trial";
import { said, shell, t } from "./words";

interface Told {
  name: IconName;
  kind: "runs" | "partly" | "warm";
  text: string;
}

function words(waiting: number, refused: number): Told {
  if (state.revoked) return { name: "lock", kind: "warm", text: t("state.closed") };
  if (!navigator.onLine || !state.reached) {
    const text = waiting ? t("state.offline_waiting", { count: waiting }) : t("state.offline");
    return { name: "wifi-off", kind: "partly", text };
  }
  // Before everything has come once, nothing is up to date.
  if (!state.contact) return { name: "download", kind: "partly", text: t("state.coming") };
  if (waiting && isSending())
    return { name: "upload", kind: "partly", text: t("state.sending", { count: waiting }) };
  if (waiting) return { name: "upload", kind: "partly", text: t("state.waiting", { count: waiting }) };
  if (refused)
    return { name: "alert-triangle", kind: "warm", text: t("state.to_look_at", { count: refused }) };
  return { name: "check", kind: "runs", text: t("state.settled") };
}

const title = h("a", { href: "#/", class: "field-title" });
const pill = h("a", { href: "#/outbox", class: "pill" });
const header = h("header", { class: "site-header field-header" }, h("div", { class: "wide" }, title, pill));

async function draw(): Promise<void> {
  const items = state.database ? await readOutbox() : [];
  const refused = items.filter((item) => item.state === "refused").length;
  const { name, kind, text } = words(items.filter(isWaiting).length, refused);
  title.textContent = said(state.round?.page.title ?? shell.title);
  pill.hidden = !state.round;
  pill.replaceChildren(h("span", { class: `tag tag-${kind}` }, icon(name), h("span", {}, text)));
}

/** Puts the top in place, and keeps it true. */
export function dressTop(): void {
  document.getElementById("field")?.before(header);
  if (shell.demo) header.prepend(isAlone() ? trialRibbon() : h("p", { class: "ribbon" }, t("demo")));
  // Something always to hear of a change, without the focus leaving where it is.
  pill.setAttribute("aria-live", "polite");
  onChange(() => void draw());
  addEventListener("online", () => void draw());
  addEventListener("offline", () => void draw());
  void draw();
}

/** Writes the top again, in another language. */
export const redressTop = draw;
