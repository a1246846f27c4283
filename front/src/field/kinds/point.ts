// A position: that of the device in one touch, or typed.
import type { Point } from "../engine/types";
import { button, h } from "../dom";
import { number, t } from "../words";
import { attributes, type Asked, type Drawn } from "./types";

const figure = (text: string): number => Number.parseFloat(text.replace(",", "."));

function located(): Promise<Point> {
  return new Promise((done, failed) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        done({
          lat: Number(coords.latitude.toFixed(6)),
          lon: Number(coords.longitude.toFixed(6)),
          altitude: coords.altitude ?? 0,
          accuracy: Math.round(coords.accuracy),
        }),
      failed,
      { enableHighAccuracy: true, timeout: 20_000 },
    ),
  );
}

/** A latitude and a longitude, with how precise they are. */
export const point: Drawn = (asked) => {
  const kept = asked.question.answer as Point | null;
  const status = h("p", { class: "soft", role: "status" }, kept ? precision(kept) : "");
  const typed = (): void => {
    const [lat, lon] = [figure(latitude.value), figure(longitude.value)];
    const known = Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
    asked.set(known ? { lat, lon, altitude: 0, accuracy: 0 } : null);
    status.textContent = "";
  };
  const part = (id: string, value: number | undefined, props: object): HTMLInputElement =>
    h("input", {
      ...props,
      id,
      type: "text",
      inputmode: "decimal",
      dir: "ltr",
      class: "w10",
      autocomplete: "off",
      value: value ?? "",
      oninput: typed,
    });
  const latitude = part(asked.id, kept?.lat, attributes(asked));
  const longitude = part(`${asked.id}-lon`, kept?.lon, {});
  const locate = async (): Promise<void> => {
    status.textContent = t("form.locating");
    try {
      const found = await located();
      asked.set(found);
      latitude.value = String(found.lat);
      longitude.value = String(found.lon);
      status.textContent = precision(found);
    } catch {
      status.textContent = t("form.not_located");
    }
  };
  const here = button(t("form.locate"), () => void locate(), { kind: "quiet", icon: "map-pin" });
  return [h("p", {}, here), status, parts(asked, latitude, longitude)];
};

const precision = ({ accuracy }: Point): string =>
  accuracy ? t("form.accuracy", { metres: number(accuracy) }) : "";

const parts = (asked: Asked, latitude: HTMLElement, longitude: HTMLElement): HTMLElement =>
  h(
    "div",
    { class: "parts" },
    h("div", {}, h("label", { for: asked.id }, t("form.latitude")), latitude),
    h("div", {}, h("label", { for: `${asked.id}-lon` }, t("form.longitude")), longitude),
  );
