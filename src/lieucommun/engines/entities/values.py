"""What a submission says of a record, what the server keeps of it, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

#: Properties by name. A property that is not there reads as "", as in a list in CSV.
Data = Mapping[str, Any]


class Conflict(StrEnum):
    """How much a change disagrees with what others did."""

    NONE = ""
    SOFT = "soft"  #: others wrote meanwhile, nothing that this one overwrites
    HARD = "hard"  #: it overwrites a value that its device had not seen, with another


class Refusal(StrEnum):
    """Why a change can never be applied."""

    EXISTS = "exists"  #: it makes a record that another one made
    MISSING = "missing"  #: it changes a record that is not there
    BASE = "base"  #: the version that it changes was never there
    TRUNK = "trunk"  #: its device had a version that the server never had


@dataclass(frozen=True, slots=True)
class Change:
    """What a submission says of one record.

    `base` is the version that the device had before: its own count on `branch`; the server's when
    the client knows no branches (`branch` is ""). `trunk` is the version of the server that the
    branch leaves, None when the record was made offline. `create` and `update` together mean
    whichever is needed.
    """

    branch: str = ""
    trunk: int | None = None
    base: int | None = None
    create: bool = False
    update: bool = False
    data: Data = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (self.create or self.update):
            raise ValueError("a change makes a record, changes it, or both")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a record on the server, from 1.

    `data` is all of it, `received` what the change held: all that it held, even the values that
    were there already. `branch` and `branch_base` are the change's own (its branch, its base),
    `base` the version of the server it was placed upon. `created`: the change made the record,
    even when it came after others.
    """

    number: int
    data: Data
    received: Data
    branch: str = ""
    branch_base: int | None = None
    base: int | None = None
    created: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """One property on which a change disagrees.

    `base` is what its device had seen, `theirs` what the server had, `mine` what it writes.
    """

    name: str
    base: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Applied:
    """A change that makes a version. `conflict` is its own: see `worst` for the record's."""

    version: Version
    conflict: Conflict = Conflict.NONE
    conflicting: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A change that waits for the one its device made before: of `branch`, that led to `base`."""

    branch: str
    base: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that is not applied, now or later."""

    reason: Refusal


def worst(one: str, other: str) -> Conflict:
    """Return the worse of two conflicts: a record keeps its worst until a person resolves it."""
    ranks = list(Conflict)
    return max(Conflict(one), Conflict(other), key=ranks.index)
