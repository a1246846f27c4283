"""A workbook written in a few lines, made an XForm by pyxform, answered, and what is expected."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook as Sheets
from pyxform.xls2xform import convert

from lieucommun.engines.xforms import Answers, Form, compile_form
from tests.engines.xforms.sheets import start

Row = dict[str, Any]
EXPRESSIONS = ("calculation", "relevant", "constraint", "choice_filter", "default")
#: What an expression may name.
SIGNS = (
    "${", "once(", "indexed-repeat(", "count(", "count-selected(", "selected(", "date-time(",
    "decimal-date-time(", "pulldata(", "instance(", "last-saved#", "position(",
)  # fmt: skip
SEX = [
    {"list_name": "yn", "name": "yes", "label": "Yes"},
    {"list_name": "yn", "name": "no", "label": "No"},
]


@dataclass(frozen=True)
class Book:
    """One workbook: its sheets, the answers given, and what is seen then.

    `given` and `values` go by paths below /data; `wrong` are problems as "path kind"; `holds` are
    pieces of the XML to send, `lacks` are not in it; `offers` are the values offered; `labels` go
    by (path, language); `media` are files shown or heard, by their form.
    """

    name: str
    survey: Sequence[Row]
    choices: Sequence[Row] = ()
    settings: Row = field(default_factory=dict)
    entities: Sequence[Row] = ()
    external: Sequence[Row] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    wrong: Sequence[str] = ()
    holds: Sequence[str] = ()
    lacks: Sequence[str] = ()
    offers: Mapping[str, list[str]] = field(default_factory=dict)
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    media: Mapping[str, dict[str, str]] = field(default_factory=dict)

    def xlsx(self) -> bytes:
        """Return the workbook as a file."""
        book = Sheets()
        book.remove(book.active)
        for title, rows in (
            ("survey", self.survey),
            ("choices", self.choices),
            ("settings", [self.settings] if self.settings else []),
            ("entities", self.entities),
            ("external_choices", self.external),
        ):
            columns = list(dict.fromkeys(name for row in rows for name in row))
            if columns:
                sheet = book.create_sheet(title)
                sheet.append(columns)
                for row in rows:
                    sheet.append([row.get(name) for name in columns])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def form(self) -> Form:
        """Return the form that pyxform and the engine make of the workbook."""
        made = convert(xlsform=self.xlsx(), file_type=".xlsx", warnings=[], form_name="data")
        return compile_form(made.xform.encode(), dict(self.files))

    def answered(self, form: Form) -> Answers:
        """Return answers with what is given; `+path` adds a row."""
        answers = start(form, username="amel", deviceid="d1", email="a@b.example")
        for path, value in self.given.items():
            if path.startswith("+"):
                answers.add_repeat(f"/data/{path[1:]}")
            else:
                answers.set(f"/data/{path}", value)
        return answers

    def asked(self) -> Iterator[tuple[str, Row]]:
        """Yield the questions, groups and repeats of the survey that show words, by their paths.

        Tables are left out: pyxform moves their words into questions of its own.
        """
        above: list[str] = []
        for row in self.survey:
            kind, name = str(row["type"]).replace(" ", "_"), str(row.get("name", ""))
            if row.get("appearance") == "table-list":
                return
            if kind.startswith("end_"):
                above.pop()
            elif "label" in row:
                yield "/".join((*above, name)), row
            if kind.startswith("begin_"):
                above.append(name)

    def offered(self, row: Row) -> list[tuple[str, str]]:
        """Return the choices of a question, as the sheet lists them: values and words."""
        words = str(row["type"]).removesuffix(" or_other").split()
        listed = [each for each in self.choices if _listed(each) == words[-1]]
        return [(each["name"], each["label"]) for each in listed if "label" in each]

    def rows_met(self) -> Iterator[str]:
        """Yield the rows of the reference table that the workbook uses."""
        for sheet, rows in (
            ("survey", self.survey),
            ("choices", self.choices),
            ("settings", [self.settings]),
            ("entities", self.entities),
            ("external", self.external),
        ):
            for row in rows:
                yield from (f"{sheet} column {_bare(name)}" for name in row)
        for row in self.survey:
            words = str(row.get("type", "")).split()
            yield from _types_met(words)
            for word in str(row.get("appearance", "")).replace("(", " ").split():
                yield f"appearance {words[0]} {word}"
            for pair in str(row.get("parameters", "")).split():
                yield f"parameter {pair.partition('=')[0]}"
            for column in EXPRESSIONS:
                yield from _signs_met(str(row.get(column, "")))


def _listed(choice: Row) -> str:
    return str(choice.get("list_name") or choice.get("list name"))


def _types_met(words: list[str]) -> Iterator[str]:
    yield f"type {words[0] if words else ''}"
    if words[-1:] == ["or_other"]:
        yield "type or_other"
    if len(words) > 1 and words[0] in {"begin", "end", "select"}:
        yield f"type {' '.join(words[:2])}"


def _signs_met(text: str) -> Iterator[str]:
    yield from (f"expression {sign}" for sign in SIGNS if sign in text)
    if " ." in f" {text}":
        yield "expression ."


def _bare(name: str) -> str:
    """Return the name of a column without the language that it is in."""
    return name.rpartition("::")[0] if name.endswith(")") and "::" in name else name


def q(kind: str, name: str = "", label: str | None = "Question", **cells: Any) -> Row:
    """Return a row of the survey; columns with colons are given in `more`."""
    more = cells.pop("more", {})
    row: Row = {"type": kind, "name": name}
    if label is not None and name:
        row["label"] = label
    return {**row, **cells, **more}
