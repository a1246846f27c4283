"""What is left of the data of a record that no longer says whose it is."""

from collections.abc import Callable, Mapping

from lieucommun.kernel.datasets.fields import Field, Json
from lieucommun.kernel.datasets.fields.places import blurred
from lieucommun.kernel.datasets.schema import Dataset

#: The width of the grid on which positions are left.
GRID_METRES = 5_000.0
DECADE = 10


def generalise(dataset: Dataset, data: Mapping[str, Json]) -> dict[str, Json]:
    """Return data without what identifies: what is identifying or sensitive goes.

    Of what is indirect, positions fall on a grid of 5 km, years on their decade, dates on the
    first day of their year; the rest goes too. A field that the manifest no longer has goes, since
    nothing says what it was. Doing it twice changes nothing.
    """
    kept = {}
    for name, field in dataset.fields.items():
        value = _left(field, data.get(name))
        if value is not None:
            kept[name] = value
    return kept


def changed(dataset: Dataset, data: Mapping[str, Json]) -> list[str]:
    """Return the names of the fields that generalising changes."""
    left = generalise(dataset, data)
    return sorted(name for name in data if left.get(name) != data[name])


def _left(field: Field, value: Json) -> Json:
    if value is None or field.personal in {"identifying", "sensitive"}:
        return None
    if field.personal == "indirect":
        coarser = COARSER.get(field.type)
        return coarser(value) if coarser else None
    if field.of and isinstance(value, list):
        rows = [_row(field, each) for each in value if isinstance(each, Mapping)]
        return [row for row in rows if row] or None
    return value


def _row(field: Field, row: Mapping[str, Json]) -> dict[str, Json]:
    parts = {name: _left(part, row.get(name)) for name, part in field.of.items()}
    return {name: value for name, value in parts.items() if value is not None}


COARSER: Mapping[str, Callable[[Json], Json]] = {
    "point": lambda value: blurred(value, GRID_METRES),
    "year": lambda value: int(value) // DECADE * DECADE,
    "date": lambda value: f"{str(value)[:4]}-01-01",
    "datetime": lambda value: f"{str(value)[:4]}-01-01T00:00:00Z",
}
