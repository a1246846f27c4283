"""What a visitor asked of a directory, read from its address; nothing asked is ever an error."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from .settings import DirectorySettings

LONGEST_QUERY = 200
MOST_VALUES = 50
FURTHEST_KM = 300.0


@dataclass(frozen=True, slots=True)
class Near:
    """A point (degrees, WGS84) and a distance in kilometres."""

    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True, slots=True)
class Selection:
    """Words, chosen facet values, order, view and place of a list."""

    words: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    view: str = "list"
    first_view: str = "list"
    cursor: str = ""
    near: Near | None = None

    @classmethod
    def read(cls, asked: QueryDict, settings: DirectorySettings) -> Self:
        """Keep of a query string what the page declares; the rest is ignored."""
        facets = {
            name: tuple(dict.fromkeys(filter(_is_a_value, asked.getlist(name))))[:MOST_VALUES]
            for name in settings.facets
        }
        sort, view = asked.get("sort", ""), asked.get("view", "")
        first_view = settings.views[0] if settings.views else "list"
        return cls(
            words=_on_one_line(asked.get("q", ""))[:LONGEST_QUERY],
            facets={name: values for name, values in facets.items() if values},
            sort=sort if sort.removeprefix("-") in settings.sort else "",
            view=view if view in settings.views else first_view,
            first_view=first_view,
            cursor=asked.get("cursor", ""),
            near=_near(asked.get("near", ""), asked.get("km", "")),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the list."""
        return not (self.words or self.facets or self.near)

    def query(self, **changes: str) -> str:
        """Return the query string of this selection with some parts changed, without a cursor."""
        parts: list[tuple[str, str]] = [("q", self.words)] if self.words else []
        parts += [(name, value) for name, values in self.facets.items() for value in values]
        if self.near:
            parts.append(("near", f"{self.near.latitude},{self.near.longitude}"))
            parts.append(("km", f"{self.near.km:g}"))
        view = self.view if self.view != self.first_view else ""
        plain = {"sort": self.sort, "view": view} | changes
        parts += [(name, value) for name, value in plain.items() if value]
        return urlencode(parts)

    def without(self, name: str, value: str = "") -> "Selection":
        """Return this selection with one facet value, or the words (`q`), taken away."""
        if name == "q":
            return replace(self, words="")
        if name == "near":
            return replace(self, near=None)
        kept = tuple(one for one in self.facets.get(name, ()) if one != value)
        facets = {**self.facets, name: kept}
        return replace(self, facets={key: values for key, values in facets.items() if values})


def _is_a_value(text: str) -> bool:
    return bool(text) and text.isprintable()


def _on_one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _near(point: str, km: str) -> Near | None:
    try:
        latitude, longitude = (float(part) for part in point.split(","))
        distance = float(km or "20")
    except ValueError:
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and 0 < distance <= FURTHEST_KM):  # noqa: PLR2004 - degrees
        return None
    return Near(latitude, longitude, distance)
