// Choosing a record among those of the device: search first, and one touch.
import { button, h, icon } from "../dom";
import { recordOf, searchRecords } from "../records";
import type { LocalRecord } from "../store/types";
import { t } from "../words";
import { attributes, type Asked } from "./types";

/** Records that are listed: fewer, and once something is typed, where other questions wait below. */
const SHOWN = 20;
const AMONG = 5;

/** Draws the choice of a record of a dataset. */
export function register(asked: Asked, dataset: string): Node[] {
  const id = typeof asked.question.answer === "string" ? asked.question.answer : "";
  const label = id && (recordOf(dataset, id)?.label ?? id);
  return label ? taken(asked, label) : searched(asked, dataset);
}

function taken(asked: Asked, label: string): Node[] {
  const change = (): void => {
    asked.set("");
    asked.again();
  };
  const row = h("p", { class: "taken" }, icon("circle-check"), h("strong", {}, label));
  return [row, button(t("search.other"), change, { kind: "quiet", icon: "search" })];
}

function row({ id, label, organisation }: LocalRecord, choose: (id: string) => void): HTMLElement {
  const by = organisation && h("span", { class: "soft small" }, organisation.name);
  const props = { type: "button", class: "tile", onclick: () => choose(id) };
  return h("li", {}, h("button", props, h("span", {}, label), by));
}

function counted(found: number, shown: number): string {
  if (!found) return t("search.none");
  return found > shown ? t("search.first", { shown, count: found }) : t("search.count", { count: found });
}

function searched(asked: Asked, dataset: string): Node[] {
  const list = h("ul", { class: "choices tiles", role: "list" });
  const count = h("p", { class: "soft", role: "status" });
  const shown = asked.alone ? SHOWN : AMONG;
  const choose = async (record: string): Promise<void> => {
    await asked.session.choose(asked.question.ref, dataset, record);
    asked.again();
  };
  const draw = (query: string): void => {
    const found = searchRecords(dataset, query);
    list.hidden = count.hidden = !asked.alone && !query.trim();
    list.replaceChildren(...found.slice(0, shown).map((record) => row(record, (id) => void choose(id))));
    count.textContent = counted(found.length, shown);
  };
  const input = h("input", {
    ...attributes(asked),
    type: "search",
    autocomplete: "off",
    oninput: ({ target }: { target: HTMLInputElement }) => draw(target.value),
  });
  draw("");
  return [input, count, list];
}
