// The round on a map, on request, and the same as a list.
import type { show } from "../../map";
import { backLink, button, empty, h } from "../dom";
import { ready, recordsOf } from "../records";
import { address } from "../router";
import { round } from "../state";
import type { LocalRecord } from "../store/types";
import type { View } from "../view";
import { moment, shell, t } from "../words";

/** A list longer than that is searched, not read. */
const LISTED = 100;
const SOURCE = "places";

interface Placed {
  record: LocalRecord;
  lat: number;
  lon: number;
}

function placed(): Placed[] {
  return Object.entries(round().page.place ?? {}).flatMap(([dataset, field]) =>
    recordsOf(dataset).flatMap((record): Placed[] => {
      const at = record.data[field];
      return at && typeof at === "object" && "lat" in at ? [{ record, lat: at.lat, lon: at.lon }] : [];
    }),
  );
}

function collection(all: Placed[]): string {
  const features = all.map(({ record, lat, lon }) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [lon, lat] },
    properties: { title: record.label, url: address("record", record.dataset, record.id) },
  }));
  return JSON.stringify({ type: "FeatureCollection", features });
}

function addStyle(href: string): Promise<void> {
  if (document.querySelector(`link[href="${CSS.escape(href)}"]`)) return Promise.resolve();
  return new Promise((done) => {
    const link = h("link", { rel: "stylesheet", href });
    link.onload = link.onerror = () => done();
    document.head.append(link);
  });
}

function map(all: Placed[]): HTMLElement {
  const status = h("p", { class: "soft", role: "status" });
  const data = h("script", { type: "application/json", id: SOURCE });
  data.textContent = collection(all);
  const canvas = h("div", {
    "data-map-canvas": true,
    role: "region",
    "aria-label": t("map.title"),
    tabindex: 0,
  });
  canvas.hidden = true;
  const draw = async (): Promise<void> => {
    status.textContent = t("map.loading");
    try {
      if (shell.assets.map_style) await addStyle(shell.assets.map_style);
      const module = (await import(shell.assets.map ?? "")) as { show: typeof show };
      await module.show(root);
      turn.hidden = true;
      status.textContent = "";
    } catch {
      status.textContent = t("map.failed");
    }
  };
  const turn = button(t("map.show"), () => void draw(), { icon: "map" });
  const props = {
    "data-source": `#${SOURCE}`,
    "data-outlines": shell.assets.outlines,
    "data-zoom-in": t("map.closer"),
    "data-zoom-out": t("map.farther"),
    "data-close": t("map.close"),
  };
  const root = h("div", props, data, h("p", {}, turn), status, canvas);
  return root;
}

/** Shows the records that have a place. */
export async function mapScreen(): Promise<View> {
  await ready();
  const all = placed().sort((one, other) => (one.record.updated < other.record.updated ? 1 : -1));
  const back = backLink(t("home.back"), "#/");
  const rows = all
    .slice(0, LISTED)
    .map(({ record }) =>
      h(
        "li",
        {},
        h(
          "a",
          { href: address("record", record.dataset, record.id), class: "found", dir: "auto" },
          record.label || t("record.unnamed"),
        ),
        h("p", { class: "facts soft" }, moment(record.updated)),
      ),
    );
  const nothing = all.length ? null : empty("map-pin", t("map.empty"), h("p", {}, t("map.empty_more")));
  const body = [
    back,
    h("h1", {}, t("map.title")),
    all.length && shell.assets.map ? map(all) : null,
    nothing,
    rows.length ? h("ul", { class: "rows", role: "list" }, rows) : null,
  ];
  return { title: t("map.title"), body };
}
