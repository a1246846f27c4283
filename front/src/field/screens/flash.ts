// What the home says first, about what was just done.
import { announce, notice } from "../dom";
import { pull } from "../feed";
import { sendNow } from "../sending";
import { state } from "../state";
import { t } from "../words";

let told: HTMLElement | null = null;

/** Says on the next home what was done. */
export function flash(kind: "success" | "warning", title: string, more = ""): void {
  told = notice(kind, title, more && Object.assign(document.createElement("p"), { textContent: more }));
  announce([title, more].filter(Boolean).join(" "));
}

/** Returns what is to be said; null when there is nothing. */
export const flashed = (): HTMLElement | null => told;

/** Says it no more. */
export function unflash(): void {
  told = null;
}

/** A form was finished: it is safe here, and goes as soon as it can. */
export function finished(): void {
  flash(
    "success",
    t("form.saved"),
    navigator.onLine && state.reached ? t("form.saved_more") : t("form.saved_offline"),
  );
  void sendNow().then((settled) => void (settled && pull()));
}
