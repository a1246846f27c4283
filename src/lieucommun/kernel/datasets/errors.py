"""What may be wrong with the data of a record, said to the person who can repair it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from django.utils.translation import gettext, gettext_noop

#: One sentence per code: what was expected, with an example. Message ids are English.
SENTENCES: dict[str, str] = {
    "required": gettext_noop("This answer is required."),
    "unknown": gettext_noop("There is no field of this name here; the nearest is “%(nearest)s”."),
    "text": gettext_noop("Write a text, not “%(found)s”."),
    "long": gettext_noop("At most %(most)s characters; there are %(count)s."),
    "short": gettext_noop("At least %(least)s characters; there are %(count)s."),
    "control": gettext_noop("This text holds invisible control characters; type it again."),
    "integer": gettext_noop("A whole number is expected, such as 12; “%(found)s” is not one."),
    "number": gettext_noop("A number is expected, such as 12,50; “%(found)s” is not one."),
    "cents": gettext_noop("An amount has at most two decimals, such as 12,50."),
    "min": gettext_noop("The least value accepted is %(least)s."),
    "max": gettext_noop("The greatest value accepted is %(most)s."),
    "date": gettext_noop("A date is expected, such as 2026-11-23 or 23/11/2026."),
    "time": gettext_noop("A time is expected, such as 14:30."),
    "datetime": gettext_noop("A date and a time are expected, such as 2026-11-23 14:30."),
    "year": gettext_noop("A year in four digits is expected, such as 2026."),
    "boolean": gettext_noop("Yes or no is expected; “%(found)s” is neither."),
    "choice": gettext_noop("“%(found)s” is not one of the choices: %(choices)s."),
    "few": gettext_noop("Choose at least %(least)s."),
    "many": gettext_noop("Choose at most %(most)s."),
    "territory": gettext_noop(
        "The official code of a territory is expected, such as commune:42218; "
        "“%(found)s” is not known."
    ),
    "point": gettext_noop("A position is expected: latitude, longitude, such as 45.43, 4.39."),
    "area": gettext_noop(
        "An outline is expected: a closed GeoJSON polygon of three points or more."
    ),
    "phone": gettext_noop("A telephone number is expected, such as 04 77 00 00 00."),
    "email": gettext_noop("An e-mail address is expected, such as contact@example.org."),
    "url": gettext_noop("A web address is expected, such as https://example.org."),
    "siren": gettext_noop("A SIREN number is expected: nine digits whose check digit agrees."),
    "siret": gettext_noop("A SIRET number is expected: fourteen digits whose check digit agrees."),
    "hours": gettext_noop("Opening hours are expected, such as Mo-Fr 09:00-12:00,14:00-17:00."),
    "file": gettext_noop("The path of a file is expected, such as images/photo.jpg."),
    "attachment": gettext_noop("This file is not here, or not yours to use: send it again."),
    "reference": gettext_noop("The key of a record is expected."),
    "missing": gettext_noop("No record of “%(target)s” has the key “%(found)s”."),
    "organisation": gettext_noop("No organisation of this place is called “%(found)s”."),
    "list": gettext_noop("A list of items is expected."),
    "item": gettext_noop("Item %(rank)s, %(part)s: %(problem)s"),
    "translated": gettext_noop("A text by language is expected; “%(found)s” is not a language."),
    "unique": gettext_noop("Another record already has “%(found)s” here."),
    "key": gettext_noop("A key for addresses is expected: letters, digits, dots, - and _ only."),
    "state": gettext_noop("The states of these records are: %(choices)s."),
    "encoding": gettext_noop("This file is not written in UTF-8; save it as “CSV UTF-8”."),
    "json": gettext_noop("This file cannot be read as JSON: %(found)s."),
    "csv": gettext_noop("This line has %(count)s cells; the first line has %(most)s."),
    "unreadable": gettext_noop("This file cannot be read as CSV: %(found)s."),
    "column": gettext_noop("No field of these records has the name of this column."),
    "heading": gettext_noop("The first line must name each column once; “%(found)s” does not."),
    "twice": gettext_noop("The key “%(found)s” was already given on line %(line)s."),
    "hidden": gettext_noop("You may not change this field."),
    "meanwhile": gettext_noop(
        "Someone changed this record while the file was being read: send this row again."
    ),
}


class Refused(Exception):  # noqa: N818 - not an accident: the answer a field gives
    """A value that a field does not accept; carries a code of SENTENCES and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def about(self, name: str) -> "DataProblem":
        """Return the problem this is once the field (or column) is known."""
        return DataProblem(name, self.code, self.params)


@dataclass(frozen=True, slots=True)
class DataProblem:
    """One thing to repair: in which field, what was expected, on which line of a file."""

    field: str
    code: str
    params: Mapping[str, Any] = made(default_factory=dict)
    line: int | None = None

    @property
    def message(self) -> str:
        """The sentence in the language of the visit."""
        return gettext(SENTENCES[self.code]) % self.params

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.line, self.field) if part)
        return f"{where}: {self.message}" if where else self.message


class InvalidRecord(Exception):  # noqa: N818 - the name the contract of the kernel gives
    """The data of a record, or of a file, holds problems; none of it was written."""

    def __init__(self, problems: Iterable[DataProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(map(str, self.problems)))

    def by_field(self) -> dict[str, list[str]]:
        """Return the sentences of each field, for a form."""
        found: dict[str, list[str]] = {}
        for problem in self.problems:
            found.setdefault(problem.field, []).append(problem.message)
        return found


class NotAllowedError(Exception):
    """The viewer may not do this to this record."""


class NotMetError(NotAllowedError):
    """The record does not meet the condition of this transition."""


class ConflictError(Exception):
    """Someone else wrote the record meanwhile: holds the version expected and the one found."""

    def __init__(self, expected: int, found: int, data: Mapping[str, Any]) -> None:
        super().__init__(f"expected version {expected}, found {found}")
        self.expected = expected
        self.found = found
        self.data = data
