import type { AnyControlNode, MarkdownNode, TextRange, TextRole } from "@getodk/xforms-engine";
import type { Rich, Run } from "./types";

/** Elements of a label that are shown; others give their text alone. */
const SHOWN = new Set(["a", "br", "em", "li", "ol", "p", "strong", "u", "ul"]);
/** What pyxform writes where a translation is missing. */
const MISSING = "-";

const nameOf = (source: { href: string } | undefined): string | undefined =>
  source && decodeURIComponent(source.href.replace(/^.*\//, ""));

function runs(nodes: readonly MarkdownNode[]): Run[] {
  return nodes.flatMap((node): Run[] => {
    if (node.role === "child") return [node.value];
    if (node.role === "line-break") return [{ tag: "br", children: [] }];
    if (node.role === "html") return [node.unsafeHtml.replace(/<[^>]*>/g, "")];
    const children = runs(node.children);
    const tag = /^h[1-6]$/.test(node.elementName) ? "strong" : node.elementName;
    if (!SHOWN.has(tag)) return children;
    const href = "url" in node ? String(node.url) : undefined;
    return [{ tag, children, ...(href && /^https?:/.test(href) ? { href } : {}) }];
  });
}

/** Returns a text of the form, or null when it says nothing in this language. */
export function rich(range: TextRange<TextRole> | null): Rich | null {
  if (!range) return null;
  const image = nameOf(range.imageSource);
  const audio = nameOf(range.audioSource);
  const text = range.asString.trim() === MISSING ? "" : range.asString.trim();
  if (!text && !image && !audio) return null;
  return {
    text: text.replace(/[*_#]{1,3}(\S.*?\S|\S)[*_]{1,3}/g, "$1"),
    runs: text ? runs(range.formatted) : [],
    ...(image ? { image } : {}),
    ...(audio ? { audio } : {}),
  };
}

/** Returns the label of a question: its name when the form gives none. */
export function labelOf(node: AnyControlNode): Rich {
  const { label, reference } = node.currentState;
  const name = reference.replace(/^.*\//, "");
  return rich(label) ?? { text: name, runs: [name] };
}
