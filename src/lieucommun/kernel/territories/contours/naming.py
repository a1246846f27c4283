"""The files of a load, by the names that who writes and who reads them share."""

from .shape import ContourLevel

SOURCES, AREAS = "sources", "areas"
TILES_INPUT, TILES = "tiles.jsonl", "tiles.pmtiles"


def file_of(level: ContourLevel, departement: str | None) -> str:
    """Return the name of the file that holds the drawing of a territory."""
    return f"commune-{departement}.json" if level == "commune" else f"{level}.json"
