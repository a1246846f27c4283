"""What one request read of personal fields, gathered to make one entry per dataset of it."""

import contextlib
import uuid as uuids
from collections.abc import Collection, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field

from .actions import record_reads


@dataclass(slots=True)
class _Shown:
    records: set[int] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)


class Readings:
    """The records of which personal fields were shown, by service and dataset."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str], _Shown] = {}

    def note(self, service: str, dataset: str, record: uuids.UUID, fields: Collection[str]) -> None:
        """Note that personal fields of a record were shown; a record counts once."""
        if fields:
            shown = self._shown.setdefault((service, dataset), _Shown())
            shown.records.add(record.int)
            shown.fields.update(fields)

    def __bool__(self) -> bool:
        return bool(self._shown)

    def keep(self, by: int | None, *, through: object = "") -> None:
        """Write what was noted in the journal, once, and forget it.

        `through`: the device that read, which may be nobody's in particular.
        """
        noted, self._shown = self._shown, {}
        for (service, dataset), shown in sorted(noted.items()):
            record_reads(
                service=service,
                dataset=dataset,
                by=by,
                count=len(shown.records),
                fields=shown.fields,
                through=through,
            )


_current: ContextVar[Readings | None] = ContextVar("readings", default=None)


def current() -> Readings | None:
    """Return where reads are noted; None outside requests, where nothing is."""
    return _current.get()


@contextlib.contextmanager
def gathered() -> Iterator[Readings]:
    """Gather what is read inside; whoever asked keeps it."""
    readings = Readings()
    token = _current.set(readings)
    try:
        yield readings
    finally:
        _current.reset(token)
