"""The stylesheets read as data: tokens by ground, declarations one by one."""

import re
from collections.abc import Iterator
from pathlib import Path

import lieucommun.design

STATIC = Path(lieucommun.design.__file__).parent / "static" / "design"
SHEET = (STATIC / "lieu.css").read_text("utf-8")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,6})\b")
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;{}]+)[;}]")


def tokens(selector: str) -> dict[str, str]:
    """Return the colours that the first rule of a selector sets, by name."""
    start = SHEET.index(f"{selector} {{")
    return dict(_TOKEN.findall(SHEET[start : SHEET.index("}", start)]))


LIGHT = tokens(":root")
DARK = tokens(':root[data-theme="dark"]')
DARK_BY_DEVICE = tokens(':root:not([data-theme="light"])')


def declarations(text: str = SHEET) -> Iterator[tuple[str, str]]:
    """Yield every (property, value), custom properties left out."""
    for name, value in _DECLARATION.findall(_COMMENT.sub("", text)):
        if not name.startswith("--"):
            yield name, value.strip()
