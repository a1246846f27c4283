// Questions that are answered by choosing.
import type { Choice } from "../engine/types";
import { button, h } from "../dom";
import { find, folded } from "../records/search";
import { t } from "../words";
import { picture, runs } from "./rich";
import { attributes, type Asked, type Drawn } from "./types";

/** Beyond this many choices, a field narrows them down. */
const LONG = 12;
/** What is shown of a long list at once. */
const SHOWN = 30;

const chosen = ({ question }: Asked): string[] =>
  Array.isArray(question.answer) ? question.answer : question.answer ? [String(question.answer)] : [];

function tile(
  asked: Asked,
  choice: Choice,
  index: number,
  checked: boolean,
  set: (on: boolean) => void,
): HTMLElement {
  const { type, name } =
    asked.question.kind === "choices" ? { type: "checkbox", name: null } : { type: "radio", name: asked.id };
  const input = h("input", {
    type,
    name,
    id: index ? `${asked.id}-${index}` : asked.id,
    checked,
    "aria-describedby": asked.wrong && !index ? asked.described : null,
    disabled: asked.question.readonly,
    onchange: ({ target }: { target: HTMLInputElement }) => set(target.checked),
  });
  const image = choice.label.image && picture(asked.session, choice.label.image, 64);
  return h("li", {}, h("label", {}, input, image, h("span", {}, runs(choice.label.runs))));
}

function tiles(asked: Asked, choices: Choice[], values: Set<string>): HTMLElement {
  const many = asked.question.kind === "choices";
  const set = (value: string, on: boolean): void => {
    if (!many) values.clear();
    if (on) values.add(value);
    else values.delete(value);
    asked.set(many ? [...values] : value);
  };
  return h(
    "ul",
    { class: "choices tiles", role: "list" },
    choices.map((choice, index) =>
      tile(asked, choice, index, values.has(choice.value), (on) => set(choice.value, on)),
    ),
  );
}

/** A field that narrows a long list down, over its first tiles. */
function narrowed(asked: Asked, values: Set<string>): Node[] {
  const all = asked.question.choices.map((choice) => folded(choice, choice.label.text));
  const list = h("div", {});
  const count = h("p", { class: "soft", role: "status" });
  const draw = (query: string): void => {
    const found = query ? find(all, query) : asked.question.choices;
    const first = found.filter(({ value }) => values.has(value));
    const shown = [...first, ...found.filter(({ value }) => !values.has(value))].slice(0, SHOWN);
    list.replaceChildren(tiles(asked, shown, values));
    count.textContent =
      shown.length < found.length
        ? t("search.first", { shown: shown.length, count: found.length })
        : t("search.count", { count: found.length });
  };
  const id = `${asked.id}-search`;
  const input = h("input", {
    type: "search",
    id,
    autocomplete: "off",
    oninput: ({ target }: { target: HTMLInputElement }) => draw(target.value),
  });
  draw("");
  return [h("label", { for: id }, t("search.narrow")), input, count, list];
}

const choose: Drawn = (asked) => {
  const values = new Set(chosen(asked));
  const { appearances, choices } = asked.question;
  if (!choices.length) return [h("p", { class: "soft" }, t("form.no_choice"))];
  const long = appearances.some((each) => /^(minimal|autocomplete|search|quick)/.test(each));
  return choices.length > LONG || (long && choices.length > 5)
    ? narrowed(asked, values)
    : [tiles(asked, choices, values)];
};

/** One answer among several, as tiles. */
export const choice = choose;
/** Several answers at once, as tiles. */
export const choices = choose;

/** One list per rank, as on the pages of the service: it is read and changed without dragging. */
export const rank: Drawn = (asked) => {
  const order = chosen(asked);
  const offered = asked.question.choices;
  const selects = offered.map((_choice, index) => {
    const options = offered.map(({ value, label }) =>
      h("option", { value, selected: order[index] === value }, label.text),
    );
    const props = index ? { id: `${asked.id}-${index}` } : attributes(asked);
    const first = h("option", { value: "" }, t("form.choose"));
    return h("select", { ...props, onchange: () => keep(index) }, first, options);
  });
  const keep = (moved: number): void => {
    const value = selects[moved]?.value;
    for (const [index, select] of selects.entries())
      if (index !== moved && value && select.value === value) select.value = "";
    const values = selects.map((select) => select.value).filter(Boolean);
    asked.set(values);
  };
  const rows = selects.map((select, index) =>
    h("li", {}, h("label", { for: select.id }, t("form.rank", { number: index + 1 })), select),
  );
  const clear = (): void => {
    asked.set([]);
    asked.again();
  };
  return [
    h("ol", { class: "ranks", role: "list" }, rows),
    h("p", {}, button(t("form.clear"), clear, { kind: "link" })),
  ];
};
