"""Plain text: bytes that are text, and that no browser would take for a page."""

import codecs
import re
from pathlib import Path

from .answers import Refusal

PIECE = 1024 * 1024
HEAD = 4096
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MARKUP = re.compile(
    r"^\s*(<!doctype|<\?xml|<\?php|<html|<head|<body|<script|<svg|<iframe|<!--|#!/|\{\\rtf)"
    r"|<script[\s>]|<\?php",
    re.IGNORECASE,
)


def clean(kind: str, source: str, target: str, thumbnail: str) -> dict[str, object]:
    """Read a text to its end; its content stays as it is."""
    del target, thumbnail
    with Path(source).open("rb") as file:
        head = file.read(HEAD)
        wide = head.startswith(MARKS[1:])
        text = head.decode("utf-16" if wide else "utf-8-sig", "replace")
        if MARKUP.search(text):
            raise Refusal("mismatch", found="HTML, XML")
        if kind in {"json", "geojson"} and text.lstrip()[:1] not in {"{", "["}:
            raise Refusal("mismatch", found="text")
        file.seek(0)
        while not wide and (piece := file.read(PIECE)):
            if CONTROLS.search(piece):
                raise Refusal("mismatch", found="data")
    return {"kind": kind}
