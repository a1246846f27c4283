"""Two ways of doing the same thing, timed in turn: A B B A, so that both meet the same machine."""

import json
import os
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

Act = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Case:
    """One thing done by us and by the peer; both are given the number of the round.

    `before` readies each of our rounds, outside its time.
    """

    name: str
    ours: Act
    peer: Act
    before: Callable[[], object] | None = None


class Time(NamedTuple):
    """How long an act took, in milliseconds: by the clock, and of the processor for what it ran.

    The second does not see what else the machine does meanwhile; it does not see a database server
    either.
    """

    wall: float
    cpu: float


class Side(NamedTuple):
    """Times of one side, in milliseconds: by the clock, then of the processor."""

    median: float
    p95: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Figure:
    """Times of a case on both sides.

    `ratio` divides our p95 by the peer's; `least` and `most` are its bounds over the repeats.
    `cpu_ratio` does so for processor time; None when a server does the work.
    """

    name: str
    ours: Side
    peer: Side
    ratio: float
    least: float
    most: float
    cpu_ratio: float | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.name,
            f"{said(self.ours.median)} / {said(self.ours.p95)}",
            f"{said(self.peer.median)} / {said(self.peer.p95)}",
            f"{self.ours.median / self.peer.median:.2f}",
            f"{self.ratio:.2f}",
            f"{self.least:.2f}–{self.most:.2f}",
            f"{said(self.ours.cpu)} / {said(self.peer.cpu)}",
            f"{self.cpu_ratio:.2f}" if self.cpu_ratio is not None else "–",
        )


HEADS = (
    "",
    "ours, median / p95 (ms)",
    "peer, median / p95 (ms)",
    "ratio of medians",
    "ratio of p95",
    "its spread",
    "processor, ours / peer (ms)",
    "ratio of its p95",
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table beside the figures: counts of statements, sizes."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Outcome:
    """What a benchmark found. `peer` says what the denominator is, `aims` what was hoped."""

    name: str
    title: str
    peer: str
    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    aims: list[str] = field(default_factory=list)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, path: Path) -> "Outcome":
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        found["figures"] = [
            Figure(**{**each, "ours": Side(*each["ours"]), "peer": Side(*each["peer"])})
            for each in found["figures"]
        ]
        found["tables"] = [
            Table(
                each["caption"],
                tuple(each["heads"]),
                tuple(tuple(row) for row in each["rows"]),
            )
            for each in found["tables"]
        ]
        return cls(**found)


def compare(
    case: Case, *, rounds: int, repeats: int, warm: int = 2, server: bool = False
) -> Figure:
    """Time a case: `repeats` times `rounds` rounds of each side, in turn.

    `server`: a database server does much of the work, so that processor time says little.
    """
    for number in range(warm):
        case.ours(number)
        case.peer(number)
    runs = [_rounds(case, repeat * rounds, rounds) for repeat in range(repeats)]
    ours = [time for mine, _ in runs for time in mine]
    peer = [time for _, theirs in runs for time in theirs]
    ratios = [_ratio(mine, theirs) for mine, theirs in runs]
    return Figure(
        case.name,
        _side(ours),
        _side(peer),
        ratio=_ratio(ours, peer),
        least=min(ratios),
        most=max(ratios),
        cpu_ratio=None if server else p95(_cpus(ours)) / p95(_cpus(peer)),
    )


def p95(times: Sequence[float]) -> float:
    """Return the 95th percentile: the smallest time that 95 % of the rounds do not exceed."""
    ordered = sorted(times)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


def said(milliseconds: float) -> str:
    """Return a time with three figures that mean something."""
    digits = 2 if milliseconds < 10 else 1 if milliseconds < 100 else 0  # noqa: PLR2004
    return f"{milliseconds:,.{digits}f}"


def _walls(times: Sequence[Time]) -> list[float]:
    return [time.wall for time in times]


def _cpus(times: Sequence[Time]) -> list[float]:
    return [time.cpu for time in times]


def _side(times: Sequence[Time]) -> Side:
    return Side(
        statistics.median(_walls(times)), p95(_walls(times)), statistics.median(_cpus(times))
    )


def _ratio(ours: Sequence[Time], peer: Sequence[Time]) -> float:
    return p95(_walls(ours)) / p95(_walls(peer))


def _rounds(case: Case, first: int, rounds: int) -> tuple[list[Time], list[Time]]:
    ours, peer = [], []
    for number in range(first, first + rounds):
        if case.before:
            case.before()
        if number % 2:
            peer.append(_timed(case.peer, number))
            ours.append(_timed(case.ours, number))
        else:
            ours.append(_timed(case.ours, number))
            peer.append(_timed(case.peer, number))
    return ours, peer


def _timed(act: Act, number: int) -> Time:
    wall, cpu = perf_counter(), _processor()
    act(number)
    return Time((perf_counter() - wall) * 1000, max(_processor() - cpu, 1e-4) * 1000)


def _processor() -> float:
    """Return the processor time of this process and of those that it has waited for."""
    waited = os.times()
    return process_time() + waited.children_user + waited.children_system
