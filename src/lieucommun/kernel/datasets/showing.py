"""A record made ready to be read: each visible field with its title, its words, its text."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from lieucommun.kernel.documents.markdown import render
from lieucommun.kernel.services.opening import OpenPage

from .records import RecordView
from .titles import titles_of

CODED = frozenset({"choice", "choices", "territory", "reference", "organisation"})
PROSE = frozenset({"longtext"})


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a record: `value` in the language of the page, `html` when it is a long text."""

    name: str
    title: str
    type: str
    value: Any
    html: SafeString | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""

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
    spoken = declared.spoken(value, opened.language)
    codes = {str(code) for code in (value if isinstance(value, list) else [value])}
    return Shown(
        name=name,
        title=declared.title.get(opened.language),
        type=declared.type,
        value=spoken,
        html=render(str(spoken)) if declared.type in PROSE else None,
        texts=titles_of(declared, codes, opened) if declared.type in CODED else {},
        unit=declared.unit,
    )
