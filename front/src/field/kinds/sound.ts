// A sound recorded here, or a file of one.
import { announce, button, h } from "../dom";
import { t } from "../words";
import { file, taken } from "./files";
import type { Asked, Drawn } from "./types";

async function record(asked: Asked, status: HTMLElement): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.onstop = () => {
    for (const track of stream.getTracks()) track.stop();
    const type = recorder.mimeType.split(";")[0] ?? "audio/webm";
    const end = type.split("/")[1] ?? "webm";
    asked.set(new File(parts, `son.${end === "mp4" ? "m4a" : end}`, { type }));
    announce(t("form.recorded"));
    asked.again();
  };
  recorder.start();
  status.textContent = t("form.recording");
  return () => recorder.stop();
}

/** A sound, where the browser can record one. */
export const audio: Drawn = (asked) => {
  if (asked.question.answer instanceof File) return taken(asked, asked.question.answer);
  const pick = h("div", {}, file(asked));
  if (!("MediaRecorder" in window) || !navigator.mediaDevices) return [pick];
  const status = h("p", { class: "soft", role: "status" });
  let stop: (() => void) | null = null;
  const press = async (): Promise<void> => {
    if (stop) return stop();
    try {
      stop = await record(asked, status);
      turn.querySelector("span")?.replaceChildren(t("form.stop"));
    } catch {
      status.textContent = t("form.no_microphone");
    }
  };
  const turn = button(t("form.record"), () => void press(), { kind: "big", icon: "microphone" });
  const other = h("details", { class: "fold" }, h("summary", {}, t("form.or_file")), pick);
  return [h("p", {}, turn), status, other];
};
