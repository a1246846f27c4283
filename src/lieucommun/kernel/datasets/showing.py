"""A record made ready to be read: each visible field with its title, its words, its text."""

import uuid as uuids
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from django.utils.safestring import SafeString

from lieucommun.kernel.documents.markdown import render
from lieucommun.kernel.files.links import OF_RECORD, signed_link
from lieucommun.kernel.files.queries import find
from lieucommun.kernel.services.opening import OpenPage

from .attached import uuid_of
from .fields import Field, Json
from .records import RecordView
from .titles import titles_of

CODED = frozenset({"choice", "choices", "territory", "reference", "organisation"})
PROSE = frozenset({"longtext"})
FILES = frozenset({"file", "image", "audio"})
MOST_CORNERS = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a record: `value` in the language of the page, `html` when it is a long text.

    `type` is the one it is drawn as; a file of the folder has its `url` and a `label`.
    """

    name: str
    title: str
    type: str
    value: Any
    html: SafeString | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    url: str = ""
    label: str = ""

    @property
    def words(self) -> list[str]:
        """The value as words: the titles of its codes, or its text."""
        values = self.value if isinstance(self.value, list) else [self.value]
        return [self.texts.get(str(one), str(one)) for one in values]


def shown_fields(
    opened: OpenPage, record: RecordView, *, without: Container[str] = ()
) -> Iterator[Shown]:
    """Yield the fields of a record that the viewer sees and that have a value, in their order."""
    for name in record.dataset.fields:
        if name not in without and (shown := shown_field(opened, record, name)):
            yield shown


def shown_field(opened: OpenPage, record: RecordView, name: str) -> Shown | None:
    """Return one field of a record ready to be read; None when it has no value or is hidden."""
    declared = record.dataset.fields[name]
    value = record.value(name)
    if value is None or value in ("", [], {}):
        return None
    kind, spoken, url = _drawn(opened, declared, value)
    title = declared.title.get(opened.language)
    codes = {str(code) for code in (value if isinstance(value, list) else [value])}
    return Shown(
        name=name,
        title=title,
        type=kind,
        value=spoken,
        html=render(str(spoken)) if declared.type in PROSE else None,
        texts=titles_of(declared, codes, opened) if declared.type in CODED else {},
        unit=declared.unit,
        url=url,
        label=title if url and kind != "file" else "",
    )


def _drawn(opened: OpenPage, declared: Field, value: Json) -> tuple[str, Any, str]:
    """Return how a value is drawn: as which type, what is drawn, and the address of its file."""
    if declared.type == "list":
        return "longtext", declared.text(value, opened.language), ""
    if declared.type == "area":
        return "text", _corners(value), ""
    if declared.type in FILES:
        if sent := uuid_of(value):
            return _sent(declared, sent)
        if not opened.service.folder.exists(str(value)):
            return "text", value, ""
        return declared.type, _file(opened, str(value)), f"{opened.home}_files/{quote(str(value))}"
    return declared.type, declared.spoken(value, opened.language), ""


def _file(opened: OpenPage, path: str) -> dict[str, object]:
    parts = PurePosixPath(path)
    size = opened.service.folder.sizes[path]
    return {"name": parts.name, "type": parts.suffix.lstrip(".").upper(), "size": size}


def _sent(declared: Field, uuid: uuids.UUID) -> tuple[str, Any, str]:
    """Return how a file that someone sent is drawn: a link that asks again who may have it."""
    row = find(uuid)
    if row is None:
        return "text", "", ""
    kind = row.name.rpartition(".")[2].upper()
    told = {"name": row.name, "type": kind, "size": row.size}
    return declared.type, told, signed_link(row, OF_RECORD)


def _corners(outline: Json) -> str:
    """Return the first corners of an outline (latitude, longitude), the closing one left out."""
    corners = [f"{latitude}, {longitude}" for longitude, latitude, *_ in outline["coordinates"][0]]
    shown = corners[:-1][:MOST_CORNERS]
    return " · ".join(shown) + ("…" if len(corners) - 1 > len(shown) else "")
