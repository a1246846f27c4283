// About this device: who it is, what it keeps, how it looks, and how to leave.
import { redressTop } from "../chrome";
import { backLink, button, h, notice } from "../dom";
import { leaveDevice } from "../entering";
import { pull } from "../feed";
import { download } from "../rescue";
import { draw } from "../router";
import { round, state } from "../state";
import { readDrafts } from "../store/drafts";
import { readOutbox } from "../store/outbox";
import { theme, wear, type Theme } from "../theme";
import type { View } from "../view";
import { languageName, moment, said, shell, size, speak, spoken, t } from "../words";
import { askToPersist, installNotice, isInstalled, storageState } from "./install";

let leaving = false;

function terms(kept: boolean, used: number): HTMLElement {
  const { device } = round();
  const rows: [string, string][] = [
    ["device.name", device.name],
    ["device.role", said(device.role_title) || device.role],
    ["device.organisation", device.organisation?.name ?? ""],
    ["device.contact", state.contact ? moment(state.contact) : t("device.never")],
    ["device.storage", t(kept ? "device.persisted" : "device.not_persisted")],
    ["device.used", size(used)],
    ["device.installed", t(isInstalled() ? "yes" : "no")],
  ];
  const shown = rows.filter(([, value]) => value);
  return h(
    "dl",
    { class: "terms" },
    shown.map(([key, value]) => h("div", {}, h("dt", {}, t(key)), h("dd", {}, value))),
  );
}

function radios(
  name: string,
  legend: string,
  values: [string, string][],
  current: string,
  choose: (value: string) => void,
): HTMLElement {
  const line = ([value, text]: [string, string]): HTMLElement =>
    h(
      "li",
      {},
      h(
        "label",
        {},
        h("input", { type: "radio", name, value, checked: value === current, onchange: () => choose(value) }),
        h("span", {}, text),
      ),
    );
  return h(
    "fieldset",
    { class: "field" },
    h("legend", {}, legend),
    h("ul", { class: "choices", role: "list" }, values.map(line)),
  );
}

function appearance(): HTMLElement[] {
  const tongues = shell.languages.map((tag): [string, string] => [tag, languageName(tag)]);
  const themes = (["auto", "light", "dark"] as const).map((each): [string, string] => [
    each,
    t(`theme.${each}`),
  ]);
  const language = radios("language", t("device.language"), tongues, spoken(), (tag) => {
    speak(tag);
    void redressTop();
    void draw(false);
  });
  const light = radios("theme", t("device.theme"), themes, theme(), (value) => wear(value as Theme));
  return shell.languages.length > 1 ? [language, light] : [light];
}

function persist(kept: boolean): HTMLElement | null {
  if (kept) return null;
  const ask = button(t("device.ask_persist"), () => void askToPersist().then(() => draw(false)));
  return notice(
    "warning",
    t("device.not_persisted"),
    h("p", {}, t("device.not_persisted_more")),
    h("p", {}, ask),
  );
}

async function forgetting(): Promise<HTMLElement[]> {
  const items = (await readOutbox()).filter((item) => item.state !== "received");
  const lost = items.length + (await readDrafts()).length;
  const turn = (value: boolean): void => {
    leaving = value;
    void draw(false);
  };
  const leave = (): void =>
    void leaveDevice().then(() => ((leaving = false), (location.hash = "#/"), draw()));
  if (!leaving)
    return [
      h(
        "p",
        {},
        button(t("device.forget_ask"), () => turn(true), { kind: "danger" }),
      ),
    ];
  const warning = lost ? t("device.forget_lost", { count: lost }) : t("device.forget_sure");
  const answers = [
    button(t("device.forget"), leave, { kind: "danger" }),
    button(t("device.stay"), () => turn(false)),
  ];
  return [
    notice("error", warning, h("p", {}, t("device.forget_more")), h("p", { class: "cluster" }, answers)),
  ];
}

/** Shows what the device is and keeps, and lets one change it. */
export async function deviceScreen(): Promise<View> {
  const { kept, used } = await storageState();
  const title = t("device.title");
  const back = backLink(t("home.back"), "#/");
  const refresh = button(t("device.refresh"), () => void pull().then(() => draw(false)), { icon: "refresh" });
  const rescue = button(t("device.rescue"), () => void download(), { icon: "download" });
  const body = [
    back,
    h("h1", {}, title),
    terms(kept, used),
    h("p", {}, refresh),
    persist(kept),
    installNotice(),
    ...appearance(),
    h(
      "section",
      {},
      h("h2", {}, t("device.rescue_title")),
      h("p", {}, t("device.rescue_more")),
      h("p", {}, rescue),
    ),
    h("section", {}, h("h2", {}, t("device.leave_title")), ...(await forgetting())),
  ];
  return { title, body };
}
