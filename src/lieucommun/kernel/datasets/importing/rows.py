"""Rows of a file, who sends it, and where validated rows wait until all of them are known."""

import json
import tempfile
import weakref
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

#: Beyond this, rows wait on the disk.
IN_MEMORY = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: the line where it starts, and its raw values by field."""

    line: int
    values: Mapping[str, object]
    state: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that someone sends: its name, the fields that its columns hold, whom to tell.

    The other fields of a record that is already here stay as they are. `progress` is told how many
    rows are written, out of how many; `reading`, before, how many were read.
    """

    file: str = ""
    fields: Collection[str] = ()
    progress: Callable[[int, int], None] = lambda done, whole: None  # noqa: ARG005
    reading: Callable[[int], None] = lambda done: None  # noqa: ARG005


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that can be written: a new record, or the next version of one that is here.

    `record` is the id of the latter (0 for a new one), `version` the one that was read; `home` is
    the id of an organisation.
    """

    line: int
    key: str
    data: dict[str, Any]
    record: int = 0
    version: int = 0
    state: str = ""
    home: int | None = None


ENTRY = tuple(each.name for each in fields(Entry))


class Spool:
    """Entries in a file of their own, that nobody else can open and that ends with it."""

    def __init__(self) -> None:
        self.file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - lives as long
        weakref.finalize(self, self.file.close)

    def add(self, entry: Entry) -> None:
        values = [getattr(entry, name) for name in ENTRY]
        self.file.write(json.dumps(values).encode() + b"\n")

    def __iter__(self) -> Iterator[Entry]:
        self.file.seek(0)
        return (Entry(*json.loads(line)) for line in self.file)
