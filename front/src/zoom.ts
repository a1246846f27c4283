// The same map as the drawing of the page, to zoom into: MapLibre over one file of vector tiles,
// read by ranges. Loaded when someone asks for it; the drawing and the list stay.
import { Map as Canvas, NavigationControl, Popup, addProtocol, setWorkerUrl } from "maplibre-gl";
import type { MapMouseEvent, StyleSpecification } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { Protocol } from "pmtiles";

interface Said {
  style: StyleSpecification;
  /** What is read of each territory, by code. */
  texts: Record<string, string>;
  /** West, south, east, north. */
  bounds: [number, number, number, number];
}

let ready = false;

const prepare = (worker: string): void => {
  if (ready) return;
  setWorkerUrl(new URL(worker, location.href).href);
  addProtocol("pmtiles", new Protocol().tile);
  ready = true;
};

const told = async (address: string): Promise<Said> => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = document.documentElement.dataset.theme || (dark ? "dark" : "light");
  const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}theme=${theme}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Said;
};

/** What is pointed at, in words: the text of a territory, or its name where nothing is known. */
const follow = (canvas: Canvas, texts: Record<string, string>): void => {
  const popup = new Popup({ closeButton: false, closeOnClick: false, className: "zoom-popup" });
  canvas.on("mousemove", "fill", (event: MapMouseEvent & { features?: { properties: Record<string, string> }[] }) => {
    const found = event.features?.[0]?.properties;
    const text = found && (texts[found.code ?? ""] ?? found.name);
    if (text) popup.setLngLat(event.lngLat).setText(text).addTo(canvas);
  });
  canvas.on("mouseleave", "fill", () => popup.remove());
};

/** Draw the map of `data-source` in the canvas of its box; rejects when it cannot be drawn here. */
export const show = async (box: HTMLElement): Promise<void> => {
  const room = box.querySelector<HTMLElement>("[data-map-canvas]");
  const { source, worker } = box.dataset;
  if (!room || !source || !worker) throw new Error("a map has a source, a worker and a canvas");
  prepare(worker);
  const said = await told(source);
  room.hidden = false;
  const words = { "NavigationControl.ZoomIn": box.dataset.zoomIn ?? "", "NavigationControl.ZoomOut": box.dataset.zoomOut ?? "" };
  const canvas = new Canvas({
    container: room,
    style: said.style,
    bounds: said.bounds,
    fitBoundsOptions: { padding: 16 },
    locale: words,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: false,
    attributionControl: { compact: false },
  });
  canvas.addControl(new NavigationControl({ showCompass: false }));
  follow(canvas, said.texts);
  await new Promise<void>((done, failed) => {
    canvas.once("idle", () => done());
    canvas.once("error", (event) => failed(event.error));
  }).catch((error: unknown) => {
    canvas.remove();
    room.hidden = true;
    throw error;
  });
  box.dataset.drawn = "true";
};
