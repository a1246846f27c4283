"""The SVG that Vega made, as a page or a paper takes it: named, small, in the design's colours.

Vega's own roles and labels are for a drawing that is walked through; ours is one image with a title
and a sentence (ARIA in SVG, `role="img"`), and its figures are in a table beside it.
"""

import re

from lxml import etree

from lieucommun.kernel.documents.numbers import base

from . import marks

_SVG = "{http://www.w3.org/2000/svg}"
_NAMES = {
    marks.INK: "ink", marks.SOFT: "soft", marks.LINE: "line", marks.EDGE: "edge",
    marks.WARM: "warm", marks.SURFACE: "surface",
}  # fmt: skip
_FAMILY = "font-family"
_DROPPED = frozenset({"class", "role", "pointer-events", _FAMILY})
_LONG = re.compile(r"-?\d+\.\d{3,}")


def painted(svg: str, *, title: str, words: str, prefix: str, language: str, paper: bool) -> str:
    """Return the SVG of a chart, its ids beginning with a prefix."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root.iter()):
        _cleaned(element, prefix, paper=paper)
    for name in {"class", "version"} & set(root.attrib):
        del root.attrib[name]
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-words")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    root.set("lang", base(language))
    root.set("direction", "ltr")  # laid out already, whichever way its words are read
    if paper:
        root.set(_FAMILY, "Noto Sans, Noto Sans Arabic, sans-serif")
    for rank, (tag, content) in enumerate((("title", title), ("desc", words))):
        named = etree.Element(
            f"{_SVG}{tag}", id=f"{prefix}-{'title' if tag == 'title' else 'words'}"
        )
        named.text = content
        root.insert(rank, named)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _cleaned(element: etree._Element, prefix: str, *, paper: bool) -> None:
    parent = element.getparent()
    if parent is not None and _is_unseen(element):
        parent.remove(element)
        return
    if element.tag == f"{_SVG}text" and element.get("stroke"):
        element.set("paint-order", "stroke")  # a halo, behind its words
    for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
        if name in _DROPPED or name.startswith("aria-"):
            del element.attrib[name]
        elif name == "id" or value.startswith("url(#"):
            own = value.removeprefix("url(#")
            element.set(name, value.replace(own, f"{prefix}-{own}"))
        elif name in {"fill", "stroke"}:
            _coloured(element, name, value, paper=paper)
        elif name in {"d", "transform", "x2", "y2"}:
            element.set(name, _LONG.sub(lambda found: f"{float(found[0]):.2f}", value))


def _is_unseen(element: etree._Element) -> bool:
    if element.get("display") == "none" or element.get("opacity") == "0":
        return True
    frame = element.tag == f"{_SVG}path" and element.get("class") in {"background", "foreground"}
    return frame and not element.get("fill") and not element.get("stroke")


def _coloured(element: etree._Element, name: str, value: str, *, paper: bool) -> None:
    if value in marks.TINTS:
        opacity = marks.TINTS[value]
        element.set(name, marks.ACCENT if paper else f"var(--accent, {marks.ACCENT})")
        if opacity < 1:
            element.set(f"{name}-opacity", f"{opacity:g}")
    elif value in _NAMES and not paper:
        element.set(name, f"var(--{_NAMES[value]}, {value})")
