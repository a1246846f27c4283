// Light, dark, or as the device: chosen here, kept here.
import { shell } from "./words";

export type Theme = "auto" | "light" | "dark";

const KEPT = `field:${shell.service}:theme`;

/** Returns the choice of the person. */
export const theme = (): Theme => (localStorage.getItem(KEPT) as Theme | null) ?? "auto";

/** Shows the page as chosen. */
export function wear(chosen: Theme = theme()): void {
  localStorage.setItem(KEPT, chosen);
  if (chosen === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset.theme = chosen;
}
