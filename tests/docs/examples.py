"""Cuts the examples out of the documentation, so that tests run what people read."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
_TITLED = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
_PLAIN = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def titled(page: str) -> dict[str, str]:
    """Return the examples of a page that name their file."""
    return dict(_TITLED.findall((DOCS / page).read_text("utf-8")))


def plain(page: str) -> list[tuple[str, str]]:
    """Return the other examples of a page: their language, their text."""
    return _PLAIN.findall((DOCS / page).read_text("utf-8"))


def write(files: dict[str, str], folder: Path) -> None:
    """Write examples where they belong in a folder."""
    for name, text in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
