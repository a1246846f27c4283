// The sheet of a record, and the forms that go on from it.
import { backLink, h, linkButton, notice, type Child, type Named } from "../dom";
import { isDirty } from "../records/merge";
import { ready, recordOf, saidAbout, shown, whenOf } from "../records";
import { draw } from "../router";
import { datasetNamed, formNamed, round } from "../state";
import type { FormEntry } from "../protocol";
import type { LocalRecord } from "../store/types";
import type { View } from "../view";
import { moment, said, t } from "../words";
import { begin } from "./formaddress";

function facts(record: LocalRecord): HTMLElement {
  const state = record.state && said(datasetNamed(record.dataset)?.states?.[record.state]);
  const parts = [state, record.organisation?.name, record.shared && t("record.shared")];
  return h("p", { class: "soft" }, parts.filter(Boolean).join(" · "));
}

function terms(record: LocalRecord): HTMLElement {
  const rows = (datasetNamed(record.dataset)?.fields ?? []).map(({ name, title, type }) => {
    const value = record.data[name];
    if (value === null || value === undefined || value === "") return null;
    const text = typeof value === "boolean" ? t(value ? "yes" : "no") : valueText(record, name, type);
    return text && h("div", {}, h("dt", {}, said(title)), h("dd", {}, text));
  });
  return h("dl", { class: "terms" }, rows);
}

function valueText(record: LocalRecord, name: string, type: string): string {
  const value = record.data[name];
  if ((type === "date" || type === "datetime") && typeof value === "string") return moment(value);
  const target = datasetNamed(record.dataset)?.fields.find((field) => field.name === name)?.target;
  if (typeof value !== "string" || !target) return shown(record.dataset, name, value);
  return recordOf(target, value)?.label ?? "";
}

function history(record: LocalRecord): Node[] {
  const { last } = round().page;
  const told = saidAbout(record.id);
  if (!last || !told.length) return [];
  const rows = told.map((each) =>
    h(
      "li",
      {},
      h(
        "p",
        { class: "when" },
        [moment(whenOf(each, last.when)), each.organisation?.name].filter(Boolean).join(" · "),
      ),
      h("p", {}, last.text && shown(each.dataset, last.text, each.data[last.text])),
    ),
  );
  return [
    h("h2", {}, said(datasetNamed(last.dataset)?.title)),
    h("ol", { class: "timeline", role: "list" }, rows),
  ];
}

/** The first form that goes on is the big one; the others share a line under it. */
function follow(record: LocalRecord): Child[] {
  const names = round().page.follow?.[record.dataset] ?? [];
  const [first, ...others] = names.map(formNamed).filter((form) => form !== undefined);
  if (!first) return [];
  const link = (form: FormEntry, named: Named): Node =>
    linkButton(said(form.title), begin(form.name, record), named);
  const rest = others.map((form) => link(form, {}));
  return [
    link(first, { kind: "main big", icon: "plus" }),
    rest.length > 0 && h("div", { class: "share" }, rest),
  ];
}

/** Shows a record, what was said of it, and what may follow. */
export async function recordScreen([dataset = "", id = ""]: string[]): Promise<View> {
  await ready();
  const record = recordOf(dataset, id);
  const back = backLink(t("search.back"), "#/search");
  if (!record) {
    const title = t("record.missing");
    return { title, body: [back, h("h1", {}, title), h("p", {}, t("record.missing_more"))] };
  }
  const name = record.label || t("record.unnamed");
  const changed = isDirty(record) && notice("info", t("record.not_sent"));
  return {
    title: name,
    body: [back, h("h1", {}, name), facts(record), changed, terms(record), ...history(record)],
    foot: follow(record),
    update: (change) => change === "records" && void draw(false),
  };
}
