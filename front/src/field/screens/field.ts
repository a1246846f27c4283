// A question as the pages of the service show it: label, help, error, fields.
import type { Question } from "../engine/types";
import { h, icon } from "../dom";
import { grouped, kinds } from "../kinds";
import { register } from "../kinds/register";
import { picture, runs } from "../kinds/rich";
import type { Asked } from "../kinds/types";
import type { Session } from "../session";
import { state } from "../state";
import { directionOf, said, t } from "../words";

interface Setting {
  session: Session;
  question: Question;
  /** It is alone on its screen: its label is the heading. */
  alone: boolean;
  error: string;
  set: Asked["set"];
  again(): void;
}

/** Returns the identifier of the first field of a question. */
export const idOf = (ref: string): string => `q${ref.replace(/[^\w]+/g, "-")}`;

function labelOf({ session, question, alone }: Setting): Node[] {
  const image = question.label.image ? picture(session, question.label.image, 96) : null;
  const optional = !question.required && !["note", "acknowledge"].includes(question.kind);
  const mark = optional ? h("span", { class: "optional" }, ` ${t("form.optional")}`) : null;
  return [image, ...runs(question.label.runs, alone || question.kind !== "note"), mark].filter(
    (each): each is HTMLElement => each !== null,
  );
}

function notes({ question, error }: Setting, id: string): { nodes: Node[]; described: string } {
  const help = question.hint && h("div", { class: "help", id: `${id}-help` }, runs(question.hint.runs));
  const hidden = h("span", { class: "hidden" }, `${t("form.error")} `);
  const wrong =
    error && h("p", { class: "error", id: `${id}-error` }, icon("circle-x"), h("span", {}, hidden, error));
  const nodes = [help, wrong].filter((each) => each instanceof HTMLElement);
  return { nodes, described: nodes.map((each) => each.id).join(" ") };
}

/** Draws a question. */
export function field(setting: Setting): HTMLElement {
  const { session, question, alone, error } = setting;
  const id = idOf(question.ref);
  const { nodes, described } = notes(setting, id);
  const asked: Asked = { ...setting, id, described, wrong: Boolean(error) };
  const dataset = question.kind === "choice" ? session.registerOf(question.ref) : null;
  const fields = dataset ? register(asked, dataset) : kinds[question.kind](asked);
  const label = labelOf(setting);
  const language = session.language;
  const reminder = question.kind === "longtext" ? said(state.round?.page.warning) : "";
  if (reminder) nodes.push(h("p", { class: "path" }, reminder));
  const props = {
    "data-kind": question.kind,
    class: `field${alone ? " question" : ""}${error ? " field-error" : ""}`,
    ...(language ? { lang: language, dir: directionOf(language) } : {}),
  };
  if (question.kind === "note")
    return h("div", props, alone ? h("h1", {}, label) : h("div", { class: "prose" }, label), nodes);
  // Where a record is searched, the label is that of the field; once chosen, there is no field.
  const single = dataset ? !question.answer : !grouped.has(question.kind) && !isKept(question);
  if (!single) {
    const legend = h("legend", {}, alone ? h("h1", {}, label) : label);
    return h("fieldset", { ...props, "aria-describedby": described || null }, legend, nodes, fields);
  }
  const named = h("label", { for: id }, label);
  return h("div", props, alone ? h("h1", {}, named) : named, nodes, fields);
}

/** A file that is there already has no field to label. */
const isKept = ({ answer }: Question): boolean => answer instanceof File;
