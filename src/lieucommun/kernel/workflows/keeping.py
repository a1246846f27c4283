"""The engine's case as JSON, and back. Written by hand: its form is kept for years."""

from datetime import datetime
from typing import Any

from lieucommun.engines.workflow import Asked, Case, Running


def written(case: Case) -> dict[str, Any]:
    """Return a case as plain values."""
    return {
        "state": case.state,
        "since": case.since.isoformat(),
        "timers": [
            [each.timer, each.since.isoformat(), each.due.isoformat(), each.struck]
            for each in case.timers
        ],
        "spent": list(case.spent),
        "asked": [
            [
                each.opinion,
                list(each.of),
                list(each.given),
                each.until.isoformat() if each.until else None,
            ]
            for each in case.asked
        ],
    }


def read(kept: dict[str, Any]) -> Case:
    """Return the case that was written."""
    moment = datetime.fromisoformat
    return Case(
        kept["state"],
        moment(kept["since"]),
        tuple(
            Running(name, moment(since), moment(due), struck)
            for name, since, due, struck in kept["timers"]
        ),
        tuple(kept["spent"]),
        tuple(
            Asked(name, tuple(of), tuple(given), moment(until) if until else None)
            for name, of, given, until in kept["asked"]
        ),
    )
