// A signature or a sketch, with a finger, a pen or the mouse; a picture is the other way.
import { button, h } from "../dom";
import { t } from "../words";
import { image, taken } from "./files";
import type { Drawn } from "./types";

const PEN = { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: "#111" } as const;

function pad(keep: (picture: File) => void): HTMLCanvasElement {
  const canvas = h("canvas", { width: 600, height: 300, role: "img", "aria-label": t("form.draw_here") });
  const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const at = (event: PointerEvent): [number, number] => {
    const box = canvas.getBoundingClientRect();
    const scale = canvas.width / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  };
  let drawing = false;
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    Object.assign(pen, PEN);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  const done = (): void => {
    if (drawing)
      canvas.toBlob((blob) => blob && keep(new File([blob], "signature.png", { type: "image/png" })));
    drawing = false;
  };
  canvas.addEventListener("pointerup", done);
  canvas.addEventListener("pointercancel", done);
  return canvas;
}

/** What is drawn becomes a picture. */
export const drawing: Drawn = (asked) => {
  if (asked.question.answer instanceof File) return taken(asked, asked.question.answer);
  const clear = (): void => {
    asked.set(null);
    asked.again();
  };
  const erase = button(t("form.erase"), clear, { kind: "quiet", icon: "x" });
  const other = h(
    "details",
    { class: "fold" },
    h("summary", {}, t("form.or_picture")),
    h("div", {}, image(asked)),
  );
  return [h("div", { class: "pad" }, pad(asked.set), h("p", {}, erase)), other];
};
