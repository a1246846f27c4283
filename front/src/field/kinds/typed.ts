// Questions that are answered by typing, or by a control of the browser.
import { button, h } from "../dom";
import { t } from "../words";
import { attributes, type Asked, type Drawn } from "./types";

type Field = HTMLInputElement | HTMLTextAreaElement;

const textOf = ({ question }: Asked): string => (typeof question.answer === "string" ? question.answer : "");

/** A field of one line; `written` turns what stands in it into an answer. */
function line(
  asked: Asked,
  props: Record<string, string>,
  value = textOf(asked),
  written = (typed: string): string => typed,
): HTMLInputElement {
  return h("input", {
    autocomplete: "off",
    ...attributes(asked),
    ...props,
    readonly: asked.question.readonly,
    value,
    oninput: ({ target }: { target: Field }) => asked.set(written(target.value)),
  });
}

/** A few words. */
export const text: Drawn = (asked) => {
  const numbers = asked.question.appearances.includes("numbers");
  return [line(asked, { type: "text", ...(numbers ? { inputmode: "numeric" } : {}) })];
};

/** Several lines. */
export const longtext: Drawn = (asked) => {
  const area = h("textarea", {
    ...attributes(asked),
    rows: 5,
    readonly: asked.question.readonly,
    oninput: ({ target }: { target: Field }) => asked.set(target.value),
  });
  area.value = textOf(asked);
  return [area];
};

/** A whole number; what is typed stays, whatever it is. */
export const integer: Drawn = (asked) => [line(asked, { type: "text", inputmode: "numeric", class: "w10" })];

/** A number, with a comma or a point. */
export const decimal: Drawn = (asked) => [line(asked, { type: "text", inputmode: "decimal", class: "w10" })];

const two = (value: number): string => String(value).padStart(2, "0");

const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

const timeOf = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`;

/** Returns the offset of this place from UTC, as XForms write it. */
function offset(): string {
  const minutes = -new Date().getTimezoneOffset();
  const rest = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
}

interface Instant {
  type: "date" | "time" | "datetime-local";
  now: string;
  word: string;
  shown: string;
  written(value: string): string;
}

/** A control of the browser, and a button that answers "now" in one touch. */
function instant(asked: Asked, { type, now, word, shown, written }: Instant): Node[] {
  const input = line(asked, { type, class: "w20" }, shown, (value) => value && written(value));
  const press = (): void => {
    input.value = now;
    asked.set(written(now));
  };
  return [input, h("p", { class: "beside" }, button(word, press, { kind: "quiet", icon: "clock" }))];
}

/** A day. */
export const date: Drawn = (asked) =>
  instant(asked, {
    type: "date",
    now: dayOf(new Date()),
    word: t("form.today"),
    shown: textOf(asked).slice(0, 10),
    written: (value) => value,
  });

/** An hour. */
export const time: Drawn = (asked) =>
  instant(asked, {
    type: "time",
    now: timeOf(new Date()),
    word: t("form.now"),
    shown: textOf(asked).slice(0, 5),
    written: (value) => `${value.slice(0, 5)}:00.000${offset()}`,
  });

/** A day and its hour. */
export const datetime: Drawn = (asked) => {
  const kept = textOf(asked) && new Date(textOf(asked));
  return instant(asked, {
    type: "datetime-local",
    now: `${dayOf(new Date())}T${timeOf(new Date())}`,
    word: t("form.now"),
    shown: kept ? `${dayOf(kept)}T${timeOf(kept)}` : "",
    written: (value) => `${value.slice(0, 16)}:00.000${offset()}`,
  });
};

/** A number on a scale. */
export const range: Drawn = (asked) => {
  const { start = 0, end = 10, step = 1 } = asked.question.range ?? {};
  const value = h("output", { for: asked.id, class: "range-value number" }, textOf(asked) || "–");
  const choose = ({ target }: { target: HTMLInputElement }): void => {
    value.textContent = target.value;
    asked.set(target.value);
  };
  const input = h("input", {
    ...attributes(asked),
    type: "range",
    min: Math.min(start, end),
    max: Math.max(start, end),
    step,
    value: textOf(asked) || start,
    oninput: choose,
    // A touch without a move is an answer too: the beginning of the scale.
    onclick: choose,
  });
  const ends = h("p", { class: "between soft number" }, h("span", {}, start), h("span", {}, end));
  return [value, input, ends];
};

/** Saying that one has read. */
export const acknowledge: Drawn = (asked) => {
  const input = h("input", {
    ...attributes(asked),
    type: "checkbox",
    checked: asked.question.answer === true,
    onchange: ({ target }: { target: HTMLInputElement }) => asked.set(target.checked),
  });
  return [
    h(
      "ul",
      { class: "choices tiles", role: "list" },
      h("li", {}, h("label", {}, input, h("span", {}, t("form.understood")))),
    ),
  ];
};

/** Nothing to answer. */
export const note: Drawn = () => [];

interface Detector {
  detect(source: ImageBitmap): Promise<{ rawValue: string }[]>;
}

/** Reads the code in a picture of the camera, where the browser can; it is typed otherwise. */
export const barcode: Drawn = (asked) => {
  const input = line(asked, { type: "text", dir: "ltr" });
  const Reader = (globalThis as { BarcodeDetector?: new () => Detector }).BarcodeDetector;
  if (!Reader) return [input];
  const status = h("p", { class: "soft", role: "status" });
  const read = async ({ target }: { target: HTMLInputElement }): Promise<void> => {
    const [picture] = target.files ?? [];
    const [code] = picture ? await new Reader().detect(await createImageBitmap(picture)) : [];
    status.textContent = code ? t("form.code_read") : t("form.code_unread");
    if (!code) return;
    input.value = code.rawValue;
    asked.set(code.rawValue);
  };
  const camera = h("input", {
    type: "file",
    accept: "image/*",
    capture: "environment",
    class: "hidden",
    tabindex: -1,
    "aria-hidden": "true",
    onchange: read,
  });
  const scan = button(t("form.scan"), () => camera.click(), { kind: "quiet", icon: "photo" });
  return [input, h("p", { class: "beside" }, scan, camera), status];
};
