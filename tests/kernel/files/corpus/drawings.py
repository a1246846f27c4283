"""Drawings in SVG that run something."""

import zlib
from collections.abc import Iterator

from .hostile import Hostile

SVG = b'<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'
#: Twenty drawings that run something.
SCRIPTED = (
    b"<script>alert(1)</script>",
    b'<script href="https://evil.example/x.js"/>',
    b'<script type="text/ecmascript"><![CDATA[alert(1)]]></script>',
    b'<image href="x" onerror="alert(1)"/>',
    b'<a href="javascript:alert(1)"><text>x</text></a>',
    b'<a xlink:href="javascript:alert(1)"><text>x</text></a>',
    b'<animate attributeName="href" values="javascript:alert(1)"/>',
    b'<set attributeName="onload" to="alert(1)"/>',
    b'<foreignObject><iframe src="javascript:alert(1)"/></foreignObject>',
    b'<foreignObject><body onload="alert(1)"/></foreignObject>',
    b'<use href="data:image/svg+xml,%3Csvg/%3E#x"/>',
    b"<style>@import 'https://evil.example/x.css';</style>",
    b'<rect fill="url(https://evil.example/x)"/>',
    b'<handler type="text/ecmascript" ev:event="load">alert(1)</handler>',
    b'<discard onbegin="alert(1)"/>',
    b'<svg onload="alert(1)"/>',
    b'<video src="x" onerror="alert(1)"/>',
    b'<embed src="javascript:alert(1)"/>',
    b"<title><!--</title><script>alert(1)</script>",
    b'<text onclick="alert(1)">x</text>',
)


def drawings() -> Iterator[Hostile]:
    """Yield drawings with scripts, under their own name and under others."""
    for rank, inside in enumerate(SCRIPTED):
        yield Hostile(f"drawing {rank}", f"dessin-{rank}.svg", SVG % inside, "double")
    yield Hostile("drawing as an image", "dessin.png", SVG % SCRIPTED[0], "mismatch", "image")
    yield Hostile("drawing as a text", "dessin.txt", SVG % SCRIPTED[0], "mismatch")
    yield Hostile("packed drawing", "dessin.svgz", zlib.compress(SVG % SCRIPTED[0]), "double")
