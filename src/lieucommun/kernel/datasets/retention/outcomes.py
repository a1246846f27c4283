"""What a run of retention found and did."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: how many records are over their time, since when at the most, and what was done.

    `histories`: how many records that someone had deleted keep versions over the same time.
    """

    service: str
    dataset: str
    keep: str
    since: str
    then: str
    due: int
    held: int
    oldest: dt.datetime | None
    done: int = 0
    histories: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found and did; `reclaimed`: nothing is left of it in the database's file.

    `reclaimed` is None when there was nothing to reclaim.
    """

    at: dt.datetime
    dry: bool
    lines: list[Line] = field(default_factory=list)
    reclaimed: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as plain values; moments in ISO 8601."""
        told = asdict(self)
        told["at"] = self.at.isoformat()
        for line in told["lines"]:
            line["oldest"] = line["oldest"].isoformat() if line["oldest"] else None
        return told
