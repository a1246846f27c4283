// What happened last night, then one big button.
import { empty, h, icon, idle, linkButton, notice, type Child } from "../dom";
import { freshLatest, keptLatest, subject, type Latest } from "../latest";
import { isLoaded } from "../records";
import { address, draw } from "../router";
import { datasetNamed, formNamed, round, state } from "../state";
import { readDrafts } from "../store/drafts";
import { isWaiting, readOutbox } from "../store/outbox";
import type { Draft } from "../store/types";
import { isReady, letIn } from "../updates";
import type { View } from "../view";
import { inside, said, t } from "../words";
import { flashed, unflash } from "./flash";
import { begin, resume } from "./formaddress";
import { installNotice } from "./install";
import { rowList } from "./rows";

/** The address of this screen. */
const home = address("");

/** Days after which what waits is recalled. */
const LATE = 3;

async function notices(): Promise<(Node | null)[]> {
  const late = new Date(Date.now() - LATE * 24 * 3600_000).toISOString();
  const old = (await readOutbox()).filter((item) => isWaiting(item) && item.finished < late);
  return [
    flashed(),
    state.revoked ? notice("error", t("state.revoked"), h("p", {}, t("state.revoked_more"))) : null,
    old.length
      ? notice("warning", t("home.late", { count: old.length }), h("p", {}, t("home.late_more")))
      : null,
    isReady() ? notice("info", t("version.ready"), h("p", {}, t("version.ready_more"))) : null,
    installNotice(),
  ];
}

function draftList(drafts: Draft[]): Node | null {
  if (!drafts.length) return null;
  const links = drafts.slice(0, 3).map(({ form, id, label, about }) => {
    const name = [said(formNamed(form)?.title) || form, label].filter(Boolean).join(" · ");
    return h("li", {}, h("a", { href: resume(form, id, about) }, name));
  });
  return h("section", { class: "drafts" }, h("h2", {}, t("home.drafts")), h("ul", { role: "list" }, links));
}

function happened(latest: Latest | null): Node[] {
  if (!latest) return [h("p", { class: "soft", role: "status" }, t("home.loading"))];
  const planned = latest.planned.length
    ? [h("h2", { class: "part" }, t("home.planned")), rowList(latest.planned)]
    : [];
  if (latest.last.length) return [rowList(latest.last), ...planned];
  return [empty("history", t("home.empty"), h("p", {}, t("home.empty_more"))), ...planned];
}

function actions(): Child[] {
  const [first] = round().page.begin;
  const dataset = subject();
  const title = first ? said(formNamed(first)?.title) : "";
  const found = dataset ? said(datasetNamed(dataset)?.title) : "";
  return [
    first && linkButton(title, begin(first), { kind: "main big", icon: "plus" }),
    dataset && linkButton(t("home.search", { dataset: inside(found) }), "#/search", { kind: "big" }),
  ];
}

function links(): Node {
  const { begin: forms, place } = round().page;
  const more = forms
    .slice(1)
    .map((name) => h("li", {}, h("a", { href: begin(name) }, said(formNamed(name)?.title))));
  const line = (href: string, name: "map" | "upload" | "phone", text: string): Node =>
    h("li", {}, h("a", { href }, icon(name), text));
  return h(
    "ul",
    { class: "more", role: "list" },
    more,
    place && Object.keys(place).length ? line("#/map", "map", t("map.title")) : null,
    line("#/outbox", "upload", t("outbox.title")),
    line("#/device", "phone", t("device.title")),
  );
}

/** Draws what was kept of the last visit at once; what is newer comes in its place. */
export async function homeScreen(): Promise<View> {
  void letIn();
  const known = isLoaded() ? freshLatest() : keptLatest();
  const [latest, drafts, told] = await Promise.all([known, readDrafts(), notices()]);
  const { revoked } = state;
  const list = h("div", {}, happened(latest));
  const follow = async (): Promise<void> => list.replaceChildren(...happened(await freshLatest()));
  if (!isLoaded()) void idle().then(follow);
  return {
    title: t("home.last"),
    body: [...told, h("h1", {}, t("home.last")), draftList(drafts), list, links()],
    foot: actions(),
    update: (change) => {
      if (change === "records") void follow();
      if (change === "round" || change === "version") void draw(false);
      if (change === "network" && state.revoked !== revoked) void draw(false);
    },
    // A screen that is drawn again still says what was done.
    leave: () => {
      if (location.hash !== home && location.hash !== "") unflash();
    },
  };
}
