// Texts and pictures of forms, as elements.
import type { Run } from "../engine/types";
import { h } from "../dom";
import type { Session } from "../session";

type Tag = "a" | "br" | "em" | "li" | "ol" | "p" | "strong" | "u" | "ul";

/** Returns formatted text; a paragraph alone is its words, since labels hold no block. */
export function runs(all: Run[], inline = true): Node[] {
  return all.flatMap((run): Node[] => {
    if (typeof run === "string") return [document.createTextNode(run)];
    const children = runs(run.children, inline);
    if (inline && ["p", "ul", "ol", "li"].includes(run.tag))
      return [...children, document.createTextNode(" ")];
    const link = run.tag === "a" && run.href ? { href: run.href, rel: "noopener", target: "_blank" } : {};
    return [h(run.tag as Tag, link, children)];
  });
}

/** Returns a picture of the form, empty until it is read from the device. */
export function picture(session: Session, name: string, side: number): HTMLImageElement {
  const image = h("img", { class: "pictogram", alt: "", width: side, height: side });
  void session.media(name).then((blob) => {
    if (!blob) return image.remove();
    image.onload = () => URL.revokeObjectURL(image.src);
    image.src = URL.createObjectURL(blob);
  });
  return image;
}
