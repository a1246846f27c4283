"""Write the generated pages of the reference."""

import os
from pathlib import Path

import django

DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "reference"


def pages() -> dict[Path, str]:
    """Return what each generated page ought to hold; Django must be ready."""
    from lieucommun.cli import main as lieu

    from . import api, command_line, manifest, settings, xforms_functions

    return {
        DOCS / "settings.md": settings.page(),
        DOCS / "command-line.md": command_line.page(lieu),
        DOCS / "manifest.md": manifest.page(),
        DOCS / "xforms-functions.md": xforms_functions.page(),
        DOCS / "api.md": api.page(),
    }


def stale() -> list[str]:
    """Return the names of the pages that differ from the code."""
    return [
        path.name
        for path, text in pages().items()
        if not path.is_file() or path.read_text("utf-8") != text
    ]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lieucommun.settings.test")
    django.setup()
    DOCS.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, "utf-8")
    print("the reference is fresh")
