// The first visit: a key, and what it opens.
import { changed } from "../changes";
import { button, h, icon, notice } from "../dom";
import { enter, type Entered } from "../entering";
import { pull } from "../feed";
import { keyIn } from "../keys";
import { draw } from "../router";
import { sendNow } from "../sending";
import { state } from "../state";
import type { View } from "../view";
import { said, shell, t } from "../words";
import { flash } from "./flash";

/** What went wrong with the last key. */
let wrong: Exclude<Entered, "opened"> | null = null;

async function open(text: string): Promise<void> {
  const result = await enter(keyIn(text));
  wrong = result === "opened" ? null : result;
  if (result === "opened") {
    history.replaceState(null, "", "#/");
    changed("round");
    void sendNow().then(pull);
  }
  await draw();
}

function field(): HTMLElement {
  const described = wrong ? "key-help key-error" : "key-help";
  const input = h("input", {
    id: "key",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    dir: "ltr",
    "aria-describedby": described,
    "aria-invalid": wrong ? "true" : null,
  });
  const error =
    wrong && h("p", { class: "error", id: "key-error" }, icon("circle-x"), h("span", {}, t(`key.${wrong}`)));
  const submit = (event: Event): void => {
    event.preventDefault();
    if (input.value.trim()) void open(input.value.trim());
    else input.focus();
  };
  const send = button(t("key.open"), () => undefined, { kind: "main big" });
  send.type = "submit";
  return h(
    "form",
    { onsubmit: submit },
    h(
      "div",
      { class: wrong ? "field field-error" : "field" },
      h("label", { for: "key" }, t("key.label")),
      h("p", { class: "help", id: "key-help" }, t("key.help")),
      error,
      input,
    ),
    send,
  );
}

/** Asks for a key; one that came in the address was tried already. */
export async function keyScreen(): Promise<View> {
  const title = said(shell.title);
  const body = [
    h("h1", {}, title),
    h("p", { class: "lead" }, t("key.lead")),
    field(),
    notice("info", t("key.what"), h("p", {}, t("key.what_more"))),
  ];
  return { title: t("key.title"), body };
}

/**
 * Tries the key of the address. It leaves the address, where nobody must read it over a shoulder,
 * unless the place could not be reached: it is then tried again when the network is back.
 */
export async function tryAddress(key: string): Promise<void> {
  const result = key === state.key ? "opened" : await enter(key);
  wrong = result === "opened" ? null : result;
  if (state.round && wrong) flash("warning", t(`key.${wrong}`));
  if (state.round) history.replaceState(null, "", "#/");
  else if (wrong !== "unreached") history.replaceState(null, "", location.pathname);
}
