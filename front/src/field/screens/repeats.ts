import { button, h } from "../dom";
import type { RepeatPart } from "../engine/types";
import { t } from "../words";

/** Heads the questions of one instance of a repeat, with a way to remove it. */
export function repeatPart(
  { range, label, index }: RepeatPart,
  remove: (range: string, index: number) => void,
): Node[] {
  const name = `${label} ${index + 1}`.trim();
  const away = button(t("form.remove"), () => remove(range, index), {
    kind: "link",
    icon: "trash",
    hidden: name,
  });
  return [h("div", { class: "between repeat-head" }, h("h2", {}, name), away)];
}
