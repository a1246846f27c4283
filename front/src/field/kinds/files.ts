// Pictures and files. A picture is drawn again smaller: it sends faster, and says no more where it was taken.
import { button, h, icon } from "../dom";
import type { IconName } from "../icons";
import { size, t } from "../words";
import { attributes, type Asked, type Drawn } from "./types";

const SIDE = 1600;
const QUALITY = 0.8;

/** Returns a picture of at most 1,600 pixels a side, as JPEG, without what the camera wrote in it. */
async function smaller(picture: File): Promise<File> {
  const bitmap = await createImageBitmap(picture, { imageOrientation: "from-image" });
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob) throw new Error("no picture");
  return new File([blob], picture.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

function kept(asked: Asked, file: File): Node[] {
  const remove = (): void => {
    asked.set(null);
    asked.again();
  };
  const name = h(
    "p",
    { class: "small soft" },
    t("form.file_kept", { name: file.name, size: size(file.size) }),
  );
  const shown: Node[] = [];
  if (file.type.startsWith("image/")) {
    const image = h("img", { class: "taken-picture", alt: t("form.picture_alt") });
    image.onload = () => URL.revokeObjectURL(image.src);
    image.src = URL.createObjectURL(file);
    shown.push(image);
  } else if (file.type.startsWith("audio/"))
    shown.push(h("audio", { controls: true, src: URL.createObjectURL(file) }));
  return [...shown, name, button(t("form.remove"), remove, { kind: "quiet", icon: "trash" })];
}

interface Taking {
  name: IconName;
  word: string;
  help?: string;
  props: Record<string, string>;
  take(file: File): Promise<File>;
}

function picker(asked: Asked, { name, word, help, props, take }: Taking): Node[] {
  if (asked.question.answer instanceof File) return kept(asked, asked.question.answer);
  const status = h("p", { class: "soft", role: "status" });
  const chosen = async ({ target }: { target: HTMLInputElement }): Promise<void> => {
    const [file] = target.files ?? [];
    if (!file) return;
    try {
      asked.set(await take(file));
      asked.again();
    } catch {
      status.textContent = t("form.file_unread");
    }
  };
  const input = h("input", { ...attributes(asked), ...props, type: "file", onchange: chosen });
  const seen = h("span", { class: "button", "aria-hidden": "true" }, icon(name), h("span", {}, word));
  return [
    h("span", { class: "pick" }, seen, input),
    help ? h("p", { class: "small soft" }, help) : status,
    status,
  ];
}

/** A picture, of the camera or chosen. */
export const image: Drawn = (asked) =>
  picker(asked, {
    name: "photo",
    word: t("form.camera"),
    help: t("form.camera_more"),
    props: { accept: "image/*", capture: "environment" },
    take: smaller,
  });

/** A file, as it is. */
export const file: Drawn = (asked) => {
  const accepts = asked.question.accepts;
  return picker(asked, {
    name: "file-text",
    word: t("form.pick_file"),
    props: accepts && accepts !== "*" ? { accept: accepts } : {},
    take: async (each) => each,
  });
};

/** Shows a file that was taken here, and how to do without it. */
export const taken = kept;
