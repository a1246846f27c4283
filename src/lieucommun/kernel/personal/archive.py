"""Everything known about a person as one archive: JSON and CSV side by side, written as it is read.

Nothing is held whole in memory, and nothing is left on the disk of the place.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.attached import open_to
from lieucommun.kernel.datasets.exchange.plain import write_plain
from lieucommun.kernel.datasets.exchange.zipping import zipped
from lieucommun.kernel.datasets.personal import Concerned, concerned, own_records
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.files.queries import MissingContent, content_size, open_attachment
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.register import words

from .kept import UNTIL
from .queries import columns, given, known

#: Purposes of files whose content is about other people than who sent them.
OF_OTHERS = ("export", "import")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of the archive, read anew for each of its two files."""

    name: str
    head: dict[str, Any]
    columns: list[str]
    rows: Callable[[], Iterator[Row]]


def archive(person: Person, language: str) -> Iterator[bytes]:
    """Yield the bytes of a ZIP of all that is known about someone, in words of their language."""
    with translation.override(language):
        tables = [*_tables(person), *_record_tables(person, language)]
        told = _told(person, tables)
    return zipped(_members(person, tables, told))


def _tables(person: Person) -> Iterator[_Table]:
    for each in known(person):
        name = each.label.replace(".", "-").lower()
        head = {"title": each.title, "purpose": each.purpose, "kept": each.until}
        for own, number in ((True, each.own), (False, each.acts)):
            if number:
                yield _Table(
                    name if own else f"{name}-acts",
                    head,
                    columns(each.label, own=own),
                    _Rows(person, each.label, own=own),
                )


@dataclass(frozen=True, slots=True)
class _Rows:
    person: Person
    label: str
    own: bool

    def __call__(self) -> Iterator[Row]:
        return given(self.person, self.label, own=self.own)


def _record_tables(person: Person, language: str) -> Iterator[_Table]:
    by_address = person.email_verified_at is not None
    for each in concerned(person, by_address=by_address):
        service, dataset = each.service, each.dataset
        privacy = service.manifest.privacy
        head = {
            "title": f"{service.manifest.title.get(language)} · {dataset.title.get(language)}",
            "purpose": privacy.purpose.get(language) if privacy else "",
            "kept": kept_until(each, language),
            "total": each.total,
            "open_to_you": each.open,
        }
        names = ["uuid", "state", "created_at", "updated_at", *dataset.fields]
        yield _Table(
            f"records-{service.slug}-{dataset.name}",
            head,
            names,
            _Records(person, each, by_address=by_address),
        )


@dataclass(frozen=True, slots=True)
class _Records:
    person: Person
    each: Concerned
    by_address: bool

    def __call__(self) -> Iterator[Row]:
        found = own_records(
            self.person, self.each.service, self.each.dataset, by_address=self.by_address
        )
        return map(_record, found)


def kept_until(each: Concerned, language: str) -> str:
    """Return how long a service keeps the records of a dataset, as its manifest says."""
    rule = each.dataset.retention
    if rule is None:
        return str(UNTIL["service"])
    field = each.dataset.fields.get(rule.since)
    since = _("“%(field)s”") % {"field": field.title.get(language)} if field else ""
    return _("%(duration)s from %(since)s, %(then)s.") % {
        "duration": words.duration(rule.keep),
        "since": since or str(words.MOMENTS[rule.since]),
        "then": str(words.ENDS[rule.then]),
    }


def _record(view: RecordView) -> Row:
    head = {
        "uuid": view.uuid,
        "state": view.state,
        "created_at": view.created_at,
        "updated_at": view.updated_at,
    }
    return {**head, **view.data}


def _told(person: Person, tables: list[_Table]) -> str:
    lines = [
        _("What %(place)s knows about %(name)s, on %(day)s")
        % {
            "place": settings.PLACE_NAME,
            "name": person.name,
            "day": timezone.localdate().isoformat(),
        },
        "",
        _("Each table is there twice: JSON for programs, CSV for spreadsheets."),
        _("Other people are only “someone”; keys and passwords are never given."),
        _("Records that your roles do not open to you are counted: ask the service for them."),
    ]
    for table in tables:
        lines += ["", f"{table.name}: {table.head['title']}", f"  {table.head['purpose']}"]
        lines.append(f"  {table.head['kept']}")
        if table.head.get("total", 0) != table.head.get("open_to_you", 0):
            counts = {"open": table.head["open_to_you"], "total": table.head["total"]}
            lines.append("  " + _("%(open)s of %(total)s are open to you.") % counts)
    return "\n".join(lines) + "\n"


def _members(
    person: Person, tables: list[_Table], told: str
) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "README.txt", [told.encode()]
    for table in tables:
        yield f"{table.name}.json", _json(table)
        yield f"{table.name}.csv", _csv(table)
    yield from _files(person)


def _files(person: Person) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the files that someone sent and may still have, under names that no folder escapes.

    Those of exports and imports hold records of others: their own screens give them, or not.
    """
    sent = Attachment.objects.filter(by=person, state=Attachment.State.CLEAN)
    for each in sent.exclude(purpose__in=OF_OTHERS).order_by("pk").iterator(chunk_size=100):
        if each.record and not open_to(each, person):
            continue
        try:
            content_size(each)
        except MissingContent:
            continue
        yield f"files/{each.uuid}{PurePosixPath(each.name).suffix}", open_attachment(each)


def _json(table: _Table) -> Iterator[bytes]:
    yield (_dumped(table.head)[:-1] + ', "rows": [\n').encode()
    separator = ""
    for row in table.rows():
        yield (separator + _dumped(row)).encode()
        separator = ",\n"
    yield b"\n]}\n"


def _csv(table: _Table) -> Iterator[bytes]:
    return write_plain("csv", table.name, table.columns, _cells(table.columns, table.rows()))[1]


def _cells(names: Iterable[str], rows: Iterator[Row]) -> Iterator[list[Any]]:
    for row in rows:
        yield [_cell(row.get(name)) for name in names]


def _cell(value: Any) -> Any:
    return _dumped(value) if isinstance(value, (dict, list)) else value


def _dumped(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
