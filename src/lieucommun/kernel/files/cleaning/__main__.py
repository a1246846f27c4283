"""Run apart: clean one file, and say in JSON what was done or why it is refused.

Its arguments: KIND SOURCE TARGET THUMBNAIL. TARGET is written when the content changes.
"""

import json
import sys
from importlib import import_module

from .answers import Refusal

CLEANERS = {
    "pdf": "pdfs",
    **dict.fromkeys(("jpeg", "png", "webp", "gif"), "images"),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), "offices"),
    **dict.fromkeys(("mp3", "ogg", "m4a", "wav", "weba"), "sounds"),
    **dict.fromkeys(("txt", "csv", "json", "geojson"), "texts"),
}


def main(kind: str, source: str, target: str, thumbnail: str) -> dict[str, object]:
    """Return what became of a file."""
    cleaner = import_module(f"{__package__}.{CLEANERS[kind]}")
    try:
        done: dict[str, object] = cleaner.clean(kind, source, target, thumbnail)
    except Refusal as refused:
        return {"refused": refused.code, **refused.params}
    except MemoryError:
        return {"refused": "costly"}
    return done


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
