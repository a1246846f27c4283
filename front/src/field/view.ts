// What a screen is, and how it takes the place of the one before.
import type { Change } from "./changes";
import { h, type Child } from "./dom";

export interface View {
  title: string;
  /** The h1 is the first one of the body. */
  body: Child[];
  /** What stays within the thumb's reach. */
  foot?: Child[];
  /** Before another screen comes. */
  leave?(): void | Promise<void>;
  /** When something changed that the screen may show. */
  update?(change: Change): void;
}

const main = document.getElementById("field") as HTMLElement;

/** Returns what tells an element of a screen from the others, when it is drawn again. */
function markOf(element: Element | null): string {
  if (!element || !main.contains(element)) return "";
  const field = element instanceof HTMLInputElement ? element.name + element.value : "";
  return element.id || field || (element.textContent ?? "");
}

/** Gives the focus back to what had it; to the heading when that is gone. */
function focusOn(mark: string, heading: HTMLElement | null): void {
  if (!mark) return;
  const all = [...main.querySelectorAll<HTMLElement>("a, button, input, select, textarea")];
  const found = all.find((each) => markOf(each) === mark) ?? heading;
  found?.focus({ preventScroll: true });
}

/**
 * Shows a screen. A new one gives the focus to its heading, as a page would; one that is drawn again
 * stays where it was, with the focus where it was.
 */
export function show(view: View, site: string, fresh: boolean): void {
  const mark = fresh ? "" : markOf(document.activeElement);
  document.title = [view.title, site].filter(Boolean).join(" · ");
  const foot = view.foot?.some(Boolean)
    ? [h("div", { class: "thumb" }, h("div", { class: "wide" }, view.foot))]
    : [];
  main.replaceChildren(h("div", { class: "wide screen" }, view.body), ...foot);
  const heading = main.querySelector<HTMLElement>("h1");
  heading?.setAttribute("tabindex", "-1");
  if (!fresh) return focusOn(mark, heading);
  scrollTo(0, 0);
  heading?.focus({ preventScroll: true });
}
