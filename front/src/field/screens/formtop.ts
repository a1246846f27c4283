// What stands over the questions: how far, in which language, and what is wrong.
import { button, h, icon, notice } from "../dom";
import type { Violation } from "../engine/types";
import { sendNow } from "../sending";
import type { Session } from "../session";
import { forgetReceipts } from "../store/outbox";
import { languageName, t } from "../words";
import { idOf } from "./field";

/** Returns what is wrong with an answer, in a sentence. */
export const sentence = ({ code, text }: Violation): string => text || t(`error.${code}`);

/** Says how far one is, and goes back. */
export function stepper(section: string, current: number, total: number, back: (event: Event) => void): Node {
  const link = h("a", { href: "#/", onclick: back }, icon("chevron-left"), t("form.back"));
  const place = t("form.step", { current, total });
  const step = h("p", { id: "step" }, section && [h("bdi", {}, section), " · "], place);
  const bar = h("progress", { value: current, max: total, "aria-labelledby": "step" });
  return h("div", { class: "stepper" }, h("div", { class: "between" }, h("p", {}, link), step), bar);
}

/** Offers the other languages of the form. */
export function tongues(session: Session, choose: (tag: string) => void): Node[] {
  const others = session.languages.filter((tag) => tag !== session.language);
  if (!others.length) return [];
  const buttons = others.map((tag) => {
    const made = button(languageName(tag), () => choose(tag), { kind: "link" });
    made.lang = tag;
    return made;
  });
  return [h("p", { class: "languages" }, buttons)];
}

/** Lists what is to mend, by the names of the questions; each line leads to its field. */
export function summary(errors: Violation[], session: Session): Node[] {
  if (!errors.length) return [];
  const links = errors.map((each) => {
    const id = idOf(each.ref);
    const focus = (event: Event): void => {
      event.preventDefault();
      document.getElementById(id)?.focus();
    };
    const label = session.question(each.ref)?.label.text ?? "";
    const text = [label, sentence(each)].filter(Boolean).join(" · ");
    return h("li", {}, h("a", { href: `#${id}`, onclick: focus }, text));
  });
  const title = h("h2", { id: "errors-title" }, t("form.to_mend"));
  const props = { class: "summary-errors", role: "alert", tabindex: -1, "aria-labelledby": "errors-title" };
  return [h("div", props, title, h("ul", {}, links))];
}

/** Says that there is no room to write, and what makes some. */
export function noRoom(session: Session, again: () => void): Node[] {
  if (!session.full) return [];
  const send = button(t("outbox.send_now"), () => void sendNow().then(again), { kind: "quiet" });
  const forget = (): void => void forgetReceipts(true).then(again);
  const free = button(t("outbox.forget_receipts"), forget, { kind: "quiet" });
  const actions = h("p", { class: "cluster" }, send, free);
  return [notice("error", t("form.no_room"), h("p", {}, t("form.no_room_more")), actions)];
}
