// The words of the app, in the language that the person chose.
import type { Shell, Texts } from "./protocol";

const source = document.getElementById("field-data")?.textContent;
if (!source) throw new Error("no #field-data in this page");

/** What the page that holds the app says of the service. */
export const shell = JSON.parse(source) as Shell;

const KEPT = `field:${shell.service}:language`;
const RIGHT_TO_LEFT = /^(ar|fa|he|ps|ur)\b/;
const usual = [localStorage.getItem(KEPT), ...navigator.languages.map((each) => each.split("-")[0])];
let language = usual.find((each) => each && shell.languages.includes(each)) ?? shell.language;

/** Returns the language of the interface. */
export const spoken = (): string => language;

/** Returns the direction in which a language is written. */
export const directionOf = (tag: string): "rtl" | "ltr" => (RIGHT_TO_LEFT.test(tag) ? "rtl" : "ltr");

/** Chooses the language of the interface, and remembers it. */
export function speak(chosen: string): void {
  language = chosen;
  localStorage.setItem(KEPT, chosen);
  dress();
}

/** Tells the page in which language and direction it is written. */
export function dress(): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

/** Returns the words of a key, filled in; the key itself when nobody wrote them. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const text = shell.words[language]?.[key] ?? shell.words[shell.language]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    return typeof value === "number" ? number(value) : value;
  });
}

/** Returns the text of the place in the language chosen, or in another that there is. */
export function said(texts: Texts | undefined | null): string {
  if (!texts) return "";
  return texts[language] ?? texts[shell.language] ?? Object.values(texts)[0] ?? "";
}

/** Returns a title as it reads within a sentence; an acronym stays as it is. */
export const inside = (title: string): string =>
  /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLocaleLowerCase(language) + title.slice(1) : title;

/** Returns the name of a language in itself. */
export function languageName(tag: string): string {
  if (/-x-falc$/.test(tag)) return t("language.easy");
  const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** Returns an hour: 22 h 40 in French, as the language writes it elsewhere. */
function hour(date: Date): string {
  if (language === "fr") return `${date.getHours()} h ${String(date.getMinutes()).padStart(2, "0")}`;
  return new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(date);
}

/** Returns a day, without the year when it is this one. */
export function day(date: Date): string {
  const year = date.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" as const };
  const shape = { weekday: "long", day: "numeric", month: "long", ...year } as const;
  return new Intl.DateTimeFormat(language, shape).format(date);
}

/** Returns when something happened: the hour alone within a day, else the day too. */
export function moment(written: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(written)) return day(new Date(`${written}T12:00`));
  const date = new Date(written);
  const within = Math.abs(Date.now() - date.getTime()) < 24 * 3600_000;
  return within ? hour(date) : t("time.day_hour", { day: day(date), hour: hour(date) });
}

/** Returns a number as the language writes it. */
export const number = (value: number): string => new Intl.NumberFormat(language).format(value);

/** Returns a size in kilobytes or megabytes. */
export function size(bytes: number): string {
  const [unit, value] =
    bytes < 1e6 ? (["kilobyte", bytes / 1e3] as const) : (["megabyte", bytes / 1e6] as const);
  const digits = { maximumFractionDigits: value < 10 ? 1 : 0 };
  return new Intl.NumberFormat(language, { style: "unit", unit, ...digits }).format(value);
}
