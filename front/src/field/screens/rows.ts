import { h } from "../dom";
import type { Row } from "../latest";
import { address } from "../router";
import { moment, t } from "../words";

/** Lists what was said of records: who, what, when, by whom. */
export const rowList = (rows: Row[]): HTMLElement =>
  h("ul", { class: "rows latest", role: "list" }, rows.map(row));

function row({ dataset, id, title, text, when, organisation, shared }: Row): HTMLElement {
  const facts = [moment(when), organisation, shared && t("record.shared")].filter(Boolean).join(" · ");
  return h(
    "li",
    {},
    h("h2", {}, h("a", { href: address("record", dataset, id), dir: "auto" }, title || t("record.unnamed"))),
    text && h("p", {}, text),
    h("p", { class: "facts soft" }, facts),
  );
}
