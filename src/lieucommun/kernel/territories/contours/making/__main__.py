"""Run apart: make contours of a file, and say what was found.

The order is a file of JSON: `file`, `level`, `property`, `folder` to write in, `previous` or "".
"""

import json
import sys
from pathlib import Path
from typing import Any

from .composing import Level, compose
from .dissolving import absent
from .gathering import Gathered, gather
from .reading import UnreadableError
from .writing import read_sources, write_levels, write_sources, write_tiles_input


def main(order: dict[str, Any]) -> dict[str, Any]:
    """Obey an order, and return the report of it; raises UnreadableError."""
    folder, level = Path(order["folder"]), order["level"]
    gathered = gather(Path(order["file"]), level, order["property"])
    sources = read_sources(Path(order["previous"])) if order["previous"] else {}
    sources[level] = {**sources.get(level, {}), **gathered.outlines}
    levels = compose(sources)
    write_sources(folder, sources)
    write_levels(folder, levels)
    write_tiles_input(folder, levels)
    return _report(gathered, levels, order)


def _report(gathered: Gathered, levels: dict[Any, Level], order: dict[str, Any]) -> dict[str, Any]:
    level = order["level"]
    loaded = levels[level]
    return {
        "features": gathered.features,
        "codes": list(gathered.outlines),
        "changed": gathered.changed,
        "unknown": gathered.unknown,
        "rejected": gathered.rejected,
        "repaired": gathered.repaired,
        "off_map": [code for code in loaded.cover.off_map if code in gathered.outlines],
        "absent": [each.code for each in absent(loaded.outlines)] if level == "commune" else [],
        "fits": loaded.cover.fits,
        "levels": {name: len(found.outlines) for name, found in levels.items()},
        "derived": {name: found.derived for name, found in levels.items()},
        "lacking": {name: found.lacking for name, found in levels.items() if found.lacking},
    }


if __name__ == "__main__":
    try:
        said = main(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    except UnreadableError as refused:
        said = {"refused": refused.code, **refused.params}
    sys.stdout.write(json.dumps(said, ensure_ascii=False))
