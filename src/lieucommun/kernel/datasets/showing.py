"""A record made ready to be read: each visible field with its title, its words, its text."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from django.utils.safestring import SafeString

from lieucommun.kernel.documents.markdown import render
from lieucommun.kernel.files.links import OF_RECORD, signed_link
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.services.opening import OpenPage

from .attached import named, rows_of, uuid_of
from .fields import Field, Json
from .fields.files import files_of
from .naming import Rows, named_value
from .records import RecordView
from .titles import titles_of

CODED = frozenset({"choice", "choices", "territory", "reference", "organisation"})
PROSE = frozenset({"longtext"})
FILES = frozenset({"file", "image", "audio"})
#: Numbers kept as texts: drawn as numbers, with the comma of the language.
EXACT = frozenset({"decimal", "money"})
MOST_CORNERS = 6


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of a record: `type` is that of its field, `kind` says PDF, `size` counts bytes.

    Without a `url` it cannot be opened: `state` says whether it waits to be checked, or is refused.
    """

    type: str
    name: str
    kind: str = ""
    size: int | None = None
    url: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a record: `value` in the language of the page, `html` when it is a long text.

    `type` is the one it is drawn as: `files` for a field that holds some.
    """

    name: str
    title: str
    type: str
    value: Any
    html: SafeString | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    files: tuple[ShownFile, ...] = ()

    @property
    def words(self) -> list[str]:
        """The value as words: the titles of its codes, or its text."""
        if self.files:
            return [file.name for file in self.files]
        values = self.value if isinstance(self.value, list) else [self.value]
        return [self.texts.get(str(one), str(one)) for one in values]


def shown_fields(
    opened: OpenPage, record: RecordView, *, without: Container[str] = ()
) -> Iterator[Shown]:
    """Yield the fields of a record that the viewer sees and that have a value, in their order."""
    wanted = [name for name in record.dataset.fields if name not in without]
    rows = _rows(record, wanted)
    for name in wanted:
        if shown := _shown(opened, record, name, rows):
            yield shown


def shown_field(opened: OpenPage, record: RecordView, name: str) -> Shown | None:
    """Return one field of a record ready to be read; None when it has no value or is hidden."""
    return _shown(opened, record, name, _rows(record, [name]))


def _rows(record: RecordView, names: Container[str]) -> Rows:
    told = named(record.dataset, record.data)
    return rows_of(uuid for name, _, uuid in told if name in names)


def _shown(opened: OpenPage, record: RecordView, name: str, rows: Rows) -> Shown | None:
    declared = record.dataset.fields[name]
    value = record.value(name)
    if value is None or value in ("", [], {}):
        return None
    codes = {str(code) for code in (value if isinstance(value, list) else [value])}
    files = _files(opened, declared, value, rows) if declared.type in FILES else ()
    if declared.type in FILES and not files:
        return None
    kind, spoken = ("files", None) if files else _drawn(opened, declared, value, rows)
    return Shown(
        name=name,
        title=declared.title.get(opened.language),
        type=kind,
        value=spoken,
        html=render(str(spoken)) if declared.type in PROSE else None,
        texts=titles_of(declared, codes, opened) if declared.type in CODED else {},
        unit=declared.unit,
        files=files,
    )


def _drawn(opened: OpenPage, declared: Field, value: Json, rows: Rows) -> tuple[str, Any]:
    """Return how a value that is no file is drawn: as which type, and what is drawn."""
    if declared.type == "list":
        return "longtext", declared.text(named_value(declared, value, rows), opened.language)
    if declared.type == "area":
        return "text", _corners(value)
    if declared.type in EXACT:
        return declared.type, declared.cell(value, opened.language)
    return declared.type, declared.spoken(value, opened.language)


def _files(opened: OpenPage, declared: Field, value: Json, rows: Rows) -> tuple[ShownFile, ...]:
    found = files_of(declared.spoken(value, opened.language))
    shown = (_file(opened, declared, str(each), rows) for each in found)
    return tuple(each for each in shown if each)


def _file(opened: OpenPage, declared: Field, value: str, rows: Rows) -> ShownFile | None:
    """Return a file of the place or of the folder; None when it is no longer here.

    The link to a file that someone sent asks again who may have it.
    """
    if uuid := uuid_of(value):
        if uuid not in rows:
            return None
        row = rows[uuid]
        kind = row.name.rpartition(".")[2].upper()
        url = signed_link(row, OF_RECORD) if row.state == Attachment.State.CLEAN else ""
        return ShownFile(declared.type, row.name, kind, row.size, url, row.state)
    parts = PurePosixPath(value)
    if not opened.service.folder.exists(value):
        return ShownFile(declared.type, value)
    kind, size = parts.suffix.lstrip(".").upper(), opened.service.folder.sizes[value]
    url = f"{opened.home}_files/{quote(value)}"
    return ShownFile(declared.type, parts.name, kind, size, url)


def _corners(outline: Json) -> str:
    """Return the first corners of an outline (latitude, longitude), the closing one left out."""
    corners = [f"{latitude}, {longitude}" for longitude, latitude, *_ in outline["coordinates"][0]]
    shown = corners[:-1][:MOST_CORNERS]
    return " · ".join(shown) + ("…" if len(corners) - 1 > len(shown) else "")
