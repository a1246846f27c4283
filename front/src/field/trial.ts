// A trial with two tablets: each says whose it is, and has a switch for its network.
import { changed } from "./changes";
import { button, h } from "./dom";
import { pull } from "./feed";
import { sendNow } from "./sending";
import { state } from "./state";
import { t } from "./words";

/** Returns the ribbon of a tablet of the trial. */
export function trialRibbon(): HTMLElement {
  const whose = h("span", {});
  const line = h("p", { class: "ribbon trial" }, whose);
  const draw = (): void => {
    const name = state.round?.device.organisation?.name ?? "";
    whose.textContent = t("trial.tablet", { name });
    const word = state.cut ? t("trial.restore") : t("trial.cut");
    line.replaceChildren(whose, button(word, press, { icon: state.cut ? "refresh" : "wifi-off" }));
  };
  const press = (): void => {
    state.cut = !state.cut;
    state.reached = !state.cut;
    changed("network");
    draw();
    line.querySelector("button")?.focus();
    if (!state.cut) void sendNow().then(pull);
  };
  draw();
  // The name of the team comes with the key.
  setTimeout(draw, 1000);
  return line;
}
