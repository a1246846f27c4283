// A map of points and areas over outlines, without tiles: nothing is asked of another server.
//
// <div data-map data-source="#id or URL" data-outlines="URL" data-zoom-in="…"
//      data-zoom-out="…" data-close="…">
//   <div data-map-canvas role="region" aria-label="…" hidden></div>
// </div>
// The source is a GeoJSON FeatureCollection whose properties hold `title` and, maybe, `url`.
import * as L from "leaflet";
import type { Feature, FeatureCollection, Geometry, Point } from "geojson";
import "leaflet/dist/leaflet.css";
import "./map.css";

interface Item {
  title: string;
  url?: string;
}
type Collection = FeatureCollection<Geometry, Item>;

/** Beyond this many places a marker each would slow the page: they are painted instead. */
const MARKERS = 400;

async function read(source: string): Promise<Collection> {
  if (source.startsWith("#")) {
    const text = document.querySelector(source)?.textContent;
    if (!text) throw new Error(`no data at ${source}`);
    return JSON.parse(text) as Collection;
  }
  const answer = await fetch(source, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${source}`);
  return (await answer.json()) as Collection;
}

function entry(item: Item): HTMLElement {
  const line = document.createElement("p");
  if (!item.url) {
    line.textContent = item.title;
    return line;
  }
  const link = document.createElement("a");
  link.href = item.url;
  link.textContent = item.title;
  line.append(link);
  return line;
}

/** Several records often share one address: one marker lists them all. */
function places(features: Feature<Geometry, Item>[]): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const feature of features) {
    if (feature.geometry?.type !== "Point") continue;
    const [longitude, latitude] = (feature.geometry as Point).coordinates;
    if (longitude === undefined || latitude === undefined) continue;
    const key = `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
    found.set(key, [...(found.get(key) ?? []), feature.properties]);
  }
  return found;
}

function pointsLayer(features: Feature<Geometry, Item>[]): L.FeatureGroup {
  const group = L.featureGroup();
  const found = places(features);
  for (const [key, items] of found) {
    const at = key.split(",").map(Number) as [number, number];
    const name = items.map((item) => item.title).join(", ");
    const count = items.length > 1 ? String(items.length) : "";
    const icon = L.divIcon({ className: "live-point", iconSize: [28, 28] });
    const marker =
      found.size > MARKERS
        ? L.circleMarker(at, { radius: 5, className: "live-dot" })
        : L.marker(at, { icon, title: name, alt: name });
    marker.on("add", () => {
      const drawn = marker.getElement() as HTMLElement | undefined;
      drawn?.setAttribute("aria-label", name);
      if (count && drawn) drawn.textContent = count;
    });
    const list = document.createElement("div");
    list.append(...items.map(entry));
    group.addLayer(marker.bindPopup(list));
  }
  return group;
}

/** An area that leads somewhere is a link: it takes the focus and answers to Enter. */
function makeLink(area: L.Path, item: Item): void {
  const address = item.url;
  if (!address) return;
  area.on("click", () => location.assign(address));
  area.on("add", () => {
    const drawn = area.getElement();
    if (!(drawn instanceof SVGElement)) return;
    drawn.setAttribute("tabindex", "0");
    drawn.setAttribute("role", "link");
    drawn.setAttribute("aria-label", item.title);
    drawn.addEventListener("keydown", (event) => {
      if (event.key === "Enter") location.assign(address);
    });
  });
}

function areasLayer(data: Collection, className: string, linked: boolean): L.GeoJSON {
  return L.geoJSON(data, {
    filter: (feature) => /Polygon/.test(feature.geometry?.type ?? ""),
    style: { className, weight: 1 },
    interactive: linked,
    onEachFeature: (feature: Feature<Geometry, Item>, layer) => {
      if (!linked) return;
      layer.bindTooltip(document.createTextNode(feature.properties.title) as unknown as HTMLElement);
      makeLink(layer as L.Path, feature.properties);
    },
  });
}

function canvas(root: HTMLElement): L.Map {
  const holder = root.querySelector<HTMLElement>("[data-map-canvas]") ?? root;
  holder.hidden = false;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(holder, {
    attributionControl: false,
    zoomControl: false,
    scrollWheelZoom: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    minZoom: 3,
    maxZoom: 13,
    zoomSnap: 0.5,
  });
  const { zoomIn = "+", zoomOut = "−", close } = root.dataset;
  map.on("popupopen", () => {
    const cross = holder.querySelector(".leaflet-popup-close-button");
    if (close) cross?.setAttribute("aria-label", close);
  });
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  return map;
}

/** Draw the map that an element describes; throws when its data cannot be read. */
export async function show(root: HTMLElement): Promise<void> {
  const { source, outlines } = root.dataset;
  const [data, ground] = await Promise.all([
    source ? read(source) : null,
    outlines ? read(outlines) : null,
  ]);
  const map = canvas(root);
  const layers: L.FeatureGroup[] = [];
  if (ground) layers.push(areasLayer(ground, "live-outline", false));
  if (data) layers.push(areasLayer(data, "live-area", true), pointsLayer(data.features));
  // The view comes first: paths are drawn for it. What is looked for decides it, then the ground.
  const framed = [...layers].reverse().map((layer) => layer.getBounds()).find((box) => box.isValid());
  if (framed) map.fitBounds(framed.pad(0.1), { maxZoom: 9 });
  else map.setView([46.6, 2.5], 5);
  for (const layer of layers) layer.addTo(map);
  map.getContainer().focus({ preventScroll: true });
}

/** Let someone choose a place: by a click, or the centre of the map by its button. */
export async function pick(root: HTMLElement): Promise<void> {
  const { pick: field, outlines } = root.dataset;
  const [latitude, longitude] = ["lat", "lon"].map(
    (part) => document.getElementById(`${field}-${part}`) as HTMLInputElement | null,
  );
  if (!latitude || !longitude) throw new Error(`no field ${field}`);
  const ground = outlines ? await read(outlines) : null;
  const map = canvas(root);
  const icon = L.divIcon({ className: "live-point", iconSize: [28, 28] });
  const marker = L.marker([0, 0], { icon, keyboard: false, interactive: false });
  const put = ({ lat, lng }: L.LatLng): void => {
    latitude.value = lat.toFixed(5);
    longitude.value = L.Util.wrapNum(lng, [-180, 180], true).toFixed(5);
    marker.setLatLng([lat, lng]).addTo(map);
  };
  const layer = ground ? areasLayer(ground, "live-outline", false) : null;
  const known = [latitude, longitude].map((part) => Number.parseFloat(part.value.replace(",", ".")));
  if (known.every(Number.isFinite)) {
    map.setView([known[0], known[1]] as [number, number], 11);
    marker.setLatLng(map.getCenter()).addTo(map);
  } else map.setView([46.6, 2.5], 5);
  layer?.addTo(map);
  map.on("click", (event) => put(event.latlng));
  const centre = root.querySelector<HTMLElement>("[data-map-centre]");
  centre?.removeAttribute("hidden");
  centre?.addEventListener("click", () => put(map.getCenter()));
  map.getContainer().focus({ preventScroll: true });
}
