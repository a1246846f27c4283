// Elements, focus and what is said to screen readers.
import { icons, type IconName } from "./icons";

/** What an element may hold: what is nothing is left out. */
export type Child = Node | string | number | null | undefined | false;
type Props = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

/** Makes an element: `onclick` and its like are listeners, the rest attributes. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value as EventListener);
    else if (value !== null && value !== undefined && value !== false)
      made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...keep(children.flat()));
  return made;
}

function keep(children: Child[]): (Node | string)[] {
  const found: (Node | string)[] = [];
  for (const child of children) {
    if (child instanceof Node) found.push(child);
    else if (child || child === 0) found.push(String(child));
  }
  return found;
}

/** Draws a pictogram; a word always goes with it. */
export function icon(name: IconName, large = false): SVGSVGElement {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const turns = name.startsWith("chevron-") || name.startsWith("arrow-");
  const attributes = {
    class: `icon${large ? " icon-large" : ""}${turns ? " icon-turns" : ""}`,
    viewBox: "0 0 24 24",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.8",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  };
  for (const [key, value] of Object.entries(attributes)) drawn.setAttribute(key, value);
  for (const line of icons[name]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", line);
    drawn.append(path);
  }
  return drawn;
}

/** What goes with the text of a button. */
export interface Named {
  icon?: IconName;
  kind?: string;
  hidden?: string;
}

const classes = (kind = ""): string =>
  [
    "button",
    ...kind
      .split(" ")
      .filter(Boolean)
      .map((each) => `button-${each}`),
  ].join(" ");

/** Makes a button: `kind` is "main", "big", "link", "quiet", "danger" or several. */
export function button(
  text: string,
  onclick: () => void,
  { icon: name, kind, hidden }: Named = {},
): HTMLButtonElement {
  const rest = hidden && h("span", { class: "hidden" }, ` ${hidden}`);
  return h(
    "button",
    { type: "button", class: classes(kind), onclick },
    name && icon(name),
    h("span", {}, text, rest),
  );
}

/** Makes a link that looks like a button. */
export const linkButton = (text: string, href: string, { icon: name, kind }: Named = {}): HTMLAnchorElement =>
  h("a", { href, class: classes(kind) }, name && icon(name), h("span", {}, text));

/** Makes the way back, at the top of a screen. */
export const backLink = (text: string, href: string): HTMLElement =>
  h("p", { class: "back" }, h("a", { href }, icon("chevron-left"), text));

const NOTICES = {
  info: "info-circle",
  success: "circle-check",
  warning: "alert-triangle",
  error: "circle-x",
} as const;

/** Makes a notice, in the page and never over it. */
export function notice(kind: keyof typeof NOTICES, title: string, ...content: Child[]): HTMLElement {
  const head = h("p", { class: "notice-title" }, title);
  return h("div", { class: `notice notice-${kind}` }, icon(NOTICES[kind]), h("div", {}, head, content));
}

/** Makes what stands where there is nothing yet: why, and what to do. */
export const empty = (name: IconName, title: string, ...content: Child[]): HTMLElement =>
  h("div", { class: "empty" }, icon(name, true), h("h2", {}, title), content);

const status = h("p", { class: "hidden", role: "status" });
document.body.append(status);

/** Says a sentence to those who do not see the screen. */
export function announce(text: string): void {
  status.textContent = "";
  // The same sentence twice is said twice only when it is written anew.
  setTimeout(() => (status.textContent = text), 50);
}

/** Waits until nothing else needs the processor, so that what is seen never stutters. */
export const idle = (): Promise<void> =>
  new Promise((done) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => done(), { timeout: 3000 });
    else setTimeout(done, 300);
  });
