"""A field of a form as the theme draws it: one frozen value, whatever the block or the type."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from .hours import week

FieldType = Literal[
    "text", "longtext", "integer", "decimal", "money", "date", "datetime", "time", "year",
    "boolean", "choice", "choices", "territory", "point", "area", "phone", "email", "url",
    "siren", "siret", "hours", "file", "image", "audio", "reference", "organisation", "list",
    "password", "rank", "hidden",
]  # fmt: skip
Widget = Literal["", "radios", "select", "tiles", "checkbox"]
FEW_CHOICES = 7
MANY_CHOICES = 30

#: Type of input, keyboard, autocomplete and width class of the types that are one line of text.
LINES: dict[str, tuple[str, str, str, str]] = {
    "text": ("text", "", "", ""),
    "integer": ("text", "numeric", "", "w10"),
    "decimal": ("text", "decimal", "", "w10"),
    "money": ("text", "decimal", "", "w10"),
    "time": ("time", "", "", "w10"),
    "year": ("text", "numeric", "", "w4"),
    "phone": ("tel", "", "tel", "w20"),
    "email": ("email", "", "email", ""),
    "url": ("url", "", "url", ""),
    "siren": ("text", "numeric", "", "w10"),
    "siret": ("text", "numeric", "", "w20"),
    "password": ("password", "", "current-password", ""),
}
ACCEPTED = {"file": "", "image": "image/*", "audio": "audio/*"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer; `icon` is a pictogram's name, `help` one line under the words.

    `image` and `sound` are addresses of files shown and heard with it.
    """

    value: str
    text: str
    help: str = ""
    icon: str = ""
    image: str = ""
    sound: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field to draw: words in the language of the screen, value as stored or as it was typed.

    Dates are "YYYY-MM-DD" (or a dict of what was typed: day, month, year); points are
    `{"lat": …, "lon": …}`; hours are OpenStreetMap's opening_hours; files are a `url`, `text`,
    `size` mapping. `items` are the rows of a list field, each a tuple of fields; an empty row
    is drawn after them. `spoken`: the language of the words when it is not that of the page;
    `image` and `sound`: addresses of files shown and heard with the label. A rank is a tuple of
    values in order. `told`: the error as the summary says it, when it is not the same. `titled`:
    its words are the title of the screen. `refreshes`: other fields depend on this one.
    """

    name: str
    label: str
    type: FieldType = "text"
    value: Any = None
    help: str = ""
    error: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    widget: Widget = ""
    question: bool = False
    autocomplete: str = ""
    inputmode: str = ""
    unit: str = ""
    maxlength: int | None = None
    accept: str = ""
    rows: int = 5
    language: str = ""
    direction: str = ""
    spoken: str = ""
    image: str = ""
    sound: str = ""
    refreshes: bool = False
    titled: bool = False
    told: str = ""
    items: tuple[tuple["FieldSpec", ...], ...] = field(default=())

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def first_id(self) -> str:
        """Where the error summary leads: the first thing to fill."""
        if self.type in {"date", "datetime"}:
            return f"{self.id}-day"
        if self.type == "point":
            return f"{self.id}-lat"
        if self.template in {"choices", "rank"}:
            return f"{self.id}-1"
        if self.type == "hours" and self.days is not None:
            return f"{self.id}-Mo"
        return self.id

    @property
    def described_by(self) -> str:
        told = (f"{self.id}-help" if self.help else "", f"{self.id}-error" if self.error else "")
        return " ".join(filter(None, told))

    @property
    def template(self) -> str:
        """Name of the drawing in templates/design/fields/."""
        if self.type in LINES:
            return "line"
        if self.type in ACCEPTED:
            return "file"
        if self.type in {"choice", "choices"}:
            return "select" if self._selects else "choices"
        if self.type in {"territory", "reference", "organisation"}:
            return "suggest" if len(self.choices) > MANY_CHOICES or not self.choices else "select"
        if self.type == "boolean":
            return "choices" if self.widget in {"radios", "tiles"} else "boolean"
        return {"datetime": "date", "area": "longtext"}.get(self.type, self.type)

    @property
    def template_path(self) -> str:
        return f"design/fields/{self.template}.html"

    @property
    def answers(self) -> tuple[Choice, ...]:
        """What may be chosen: for a boolean, yes and no."""
        if self.type == "boolean" and not self.choices:
            return (Choice("true", gettext("Yes")), Choice("false", gettext("No")))
        return self.choices

    @property
    def ranks(self) -> tuple[tuple[int, str], ...]:
        """Each rank of an order, from 1, with the value that stands there."""
        given = self.value if isinstance(self.value, (list, tuple)) else ()
        values = [*map(str, given), *[""] * len(self.choices)][: len(self.choices)]
        return tuple(enumerate(values, 1))

    @property
    def _selects(self) -> bool:
        if self.type == "choices":
            return False
        return self.widget == "select" or (not self.widget and len(self.choices) > FEW_CHOICES)

    @property
    def grouped(self) -> bool:
        """Whether it is several inputs under one legend."""
        return self.template in {"choices", "date", "point", "list", "rank"} or (
            self.type == "hours" and self.days is not None
        )

    @property
    def line(self) -> dict[str, str]:
        kind, inputmode, autocomplete, width = LINES[self.type]
        return {
            "type": kind,
            "inputmode": self.inputmode or inputmode,
            "autocomplete": self.autocomplete or autocomplete,
            "width": width,
        }

    @property
    def accepts(self) -> str:
        return self.accept or ACCEPTED[self.type]

    @property
    def checked(self) -> frozenset[str]:
        """The values of the choices that are chosen."""
        if self.value is None or self.value == "":
            return frozenset()
        if isinstance(self.value, bool):
            return frozenset(["true" if self.value else "false"])
        if isinstance(self.value, (list, tuple, set, frozenset)):
            return frozenset(str(value) for value in self.value)
        return frozenset([str(self.value)])

    @property
    def date(self) -> dict[str, str]:
        """The day, month, year and time to write in the boxes."""
        value = self.value
        if isinstance(value, dict):
            return {part: str(value.get(part, "")) for part in ("day", "month", "year", "time")}
        if isinstance(value, (dt.date, dt.datetime)):
            value = value.isoformat()
        day, _, time = str(value or "").partition("T")
        parts = day.split("-")
        if len(parts) != len(("year", "month", "day")):
            return {"day": "", "month": "", "year": "", "time": time[:5]}
        year, month, number = (part.lstrip("0") or part for part in parts)
        return {"day": number, "month": month, "year": year, "time": time[:5]}

    @property
    def days(self) -> dict[str, str] | None:
        """Opening hours day by day, or None when they say more than a plain week."""
        return week(str(self.value or "")) if self.type == "hours" else None

    @property
    def week(self) -> tuple[tuple[str, str, str], ...]:
        """Code, name and hours of each day, Monday first."""
        hours = self.days or {}
        return tuple((day, str(WEEKDAYS[at]), hours[day]) for at, day in enumerate(hours))
