// Finding a person, or whatever the round is about: the field stays within the thumb's reach.
import { backLink, empty, h } from "../dom";
import { subject } from "../latest";
import { ready, searchRecords } from "../records";
import { address } from "../router";
import { datasetNamed, round } from "../state";
import type { LocalRecord } from "../store/types";
import { inside, moment, said, t } from "../words";
import type { View } from "../view";

const SHOWN = 30;

/** What was typed stays while one goes to a record and back. */
let typed = "";
let chosen: string | null = null;

function line(record: LocalRecord): HTMLElement {
  const facts = [moment(record.updated), record.organisation?.name].filter(Boolean).join(" · ");
  const name = record.label || t("record.unnamed");
  const link = h(
    "a",
    { href: address("record", record.dataset, record.id), class: "found", dir: "auto" },
    name,
  );
  return h("li", {}, link, h("p", { class: "facts soft" }, facts));
}

function count(found: number): string {
  if (!found) return t("search.none");
  return found > SHOWN
    ? t("search.first", { shown: SHOWN, count: found })
    : t("search.count", { count: found });
}

function datasetField(change: (name: string) => void): HTMLElement | null {
  const names = Object.keys(round().page.follow ?? {});
  if (names.length < 2) return null;
  const options = names.map((name) =>
    h("option", { value: name, selected: name === chosen }, said(datasetNamed(name)?.title)),
  );
  const select = h(
    "select",
    { id: "where", onchange: ({ target }: { target: HTMLSelectElement }) => change(target.value) },
    options,
  );
  return h("div", { class: "field" }, h("label", { for: "where" }, t("search.where")), select);
}

/** Finds a record as one types. */
export async function searchScreen(): Promise<View> {
  await ready();
  chosen ??= subject();
  const list = h("ul", { class: "rows", role: "list" });
  const status = h("p", { class: "soft", role: "status" });
  const nothing = empty("search", t("search.none"), h("p", {}, t("search.none_more")));
  const draw = (): void => {
    const found = chosen ? searchRecords(chosen, typed) : [];
    list.replaceChildren(...found.slice(0, SHOWN).map(line));
    list.hidden = !found.length;
    status.textContent = count(found.length);
    status.classList.toggle("hidden", !found.length);
    nothing.hidden = found.length > 0;
  };
  const input = h("input", {
    id: "search",
    type: "search",
    autocomplete: "off",
    value: typed,
    oninput: ({ target }: { target: HTMLInputElement }) => {
      typed = target.value;
      draw();
    },
  });
  const where = datasetField((name) => {
    chosen = name;
    draw();
  });
  draw();
  const title = t("home.search", { dataset: inside(said(chosen ? datasetNamed(chosen)?.title : null)) });
  return {
    title,
    body: [backLink(t("home.back"), "#/"), h("h1", {}, title), where, status, list, nothing],
    foot: [h("div", { class: "search-foot" }, h("label", { for: "search" }, t("search.label")), input)],
    update: (change) => change === "records" && draw(),
  };
}
