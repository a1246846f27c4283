"""What portraits/*.yaml declares: the sections of a portrait, one after the other."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from lieucommun.kernel.services.manifest import Closed, FilePath, IndicatorName
from lieucommun.kernel.services.manifest.fields import Level
from lieucommun.kernel.services.texts import Text

#: With whom a figure is compared: what holds the territory, those of its size, the country.
Compared = Literal["epci", "departement", "region", "country", "stratum"]
Kind = Literal["compare", "line", "parts", "distribution"]


class Figures(Closed):
    """Key figures, each with its rank and its comparison."""

    figures: Annotated[tuple[IndicatorName | Literal["population"], ...], Field(min_length=1)]
    compare: tuple[Compared, ...] = ("departement", "region")


class Sentence(Closed):
    """A sentence that reads a figure."""

    sentence: IndicatorName
    compare: tuple[Compared, ...] = ("departement",)


class TableOf(Closed):
    """A table: territories below, periods, the parts of a figure, the components of an index."""

    table: Literal["below", "periods", "parts", "components"]
    indicators: Annotated[tuple[IndicatorName, ...], Field(min_length=1)]
    level: Level | None = None
    most: Annotated[int, Field(ge=1, le=500)] = 12
    title: Text | None = None


class ChartOf(Closed):
    """A chart of one indicator."""

    chart: Kind
    indicator: IndicatorName
    title: Text | None = None


class MapOf(Closed):
    """A map of an indicator, over what the territory holds or within its parent."""

    map: IndicatorName
    level: Level | None = None
    title: Text | None = None


class Words(Closed):
    """Words of the author, in Markdown, the same for every territory."""

    text: FilePath
    title: Text | None = None


class Heading(Closed):
    """The title of what follows."""

    heading: Text


Section = Figures | Sentence | TableOf | ChartOf | MapOf | Words | Heading
_KEYS = {
    "figures": Figures,
    "sentence": Sentence,
    "table": TableOf,
    "chart": ChartOf,
    "map": MapOf,
    "text": Words,
    "heading": Heading,
}


class PortraitSpec(Closed):
    """The whole of a portrait file."""

    layout: Literal["page", "booklet"] = "page"
    lead: tuple[IndicatorName, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _by_key(cls, value: object) -> object:
        """Read each section by the key that names its kind, so that its mistakes are its own."""
        if not isinstance(value, dict) or not isinstance(value.get("sections"), list):
            return value
        return {**value, "sections": [_read(part) for part in value["sections"]]}


def _read(part: object) -> object:
    if isinstance(part, dict):
        for key, model in _KEYS.items():
            if key in part:
                return model.model_validate(part, context=None)
    return part
