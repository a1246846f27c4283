"""Where an indicator stands: what it reached, what it should have, and what nobody entered yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from lieucommun.engines.statistics.exact import Number
from lieucommun.engines.statistics.ranking import Direction

from .periods import Delay, Period, due
from .targets import Trajectory

_HUNDRED = 100
_AT_ONCE = Delay()


class State(StrEnum):
    """What is said of an indicator. Of several, the first one below that is true.

    NOT_STARTED: no value, and none is due yet. LATE: the last value that was due is not there.
    NO_TARGET: nothing is wanted of the last value: no target, or a mark that is still to come.
    REACHED: the last value meets the target, even early. BEHIND: it does not, and the date of the
    target has come, or it falls short of what is expected by more than is tolerated. ON_TRACK: all
    others.
    """

    NOT_STARTED = "not-started"
    LATE = "late"
    NO_TARGET = "no-target"
    REACHED = "reached"
    BEHIND = "behind"
    ON_TRACK = "on-track"


@dataclass(frozen=True, slots=True)
class Followed:
    """An indicator whose values people enter, from the period `first` on, within a delay.

    Without a direction, the value is to come as near to the target as it can. `tolerance` is in per
    cent of the way from the baseline to the target; without a baseline, nothing is tolerated.
    """

    first: Period
    trajectory: Trajectory | None = None
    direction: Direction = "up"
    delay: Delay = _AT_ONCE
    tolerance: Number = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """The state, the last value and its period, and what was expected then.

    `ahead` is by how much the value is better than expected, negative when it is worse. `progress`
    is the part of the way that is done. `missing`: periods that are due, without a value.
    """

    state: State
    period: Period | None
    value: Number | None
    expected: Fraction | None
    ahead: Fraction | None
    progress: Fraction | None
    missing: tuple[Period, ...]


def missing(
    followed: Followed, values: Mapping[Period, Number | None], today: date
) -> tuple[Period, ...]:
    """Return the periods whose last day for an entry is over, and that have no value.

    Nothing is due after the period of the target. A value may be entered on the last day itself.
    """
    found, period = [], followed.first
    last = followed.trajectory.target.period.end if followed.trajectory else None
    while (last is None or period.end <= last) and due(period, followed.delay) < today:
        if values.get(period) is None:
            found.append(period)
        period = period.next
    return tuple(found)


def standing(followed: Followed, values: Mapping[Period, Number | None], today: date) -> Standing:
    """Say where an indicator stands on a day. Values of other frequencies do not count."""
    late = missing(followed, values, today)
    known = {
        period: value
        for period, value in values.items()
        if value is not None and period.frequency == followed.first.frequency
    }
    if not known:
        state = State.LATE if late else State.NOT_STARTED
        return Standing(state, None, None, None, None, None, late)
    period = max(known)
    value, way = known[period], followed.trajectory
    expected = way.expected(period) if way else None
    ahead = None if expected is None else _ahead(followed.direction, value, expected)
    overdue = bool(late) and late[-1] > period
    state = State.LATE if overdue else _state(followed, period, value)
    progress = way.progress(value) if way else None
    return Standing(state, period, value, expected, ahead, progress, late)


def _ahead(direction: Direction, value: Number, wanted: Number) -> Fraction:
    """Return by how much a value is better than another; without a direction, at best by 0."""
    gap = Fraction(value) - Fraction(wanted)
    if direction == "none":
        return -abs(gap)
    return gap if direction == "up" else -gap


def _state(followed: Followed, period: Period, value: Number) -> State:
    way = followed.trajectory
    if way is None:
        return State.NO_TARGET
    slack = _slack(followed, way)
    reached = _ahead(followed.direction, value, way.target.value)
    if reached >= (-slack if followed.direction == "none" else 0):
        return State.REACHED
    expected = way.expected(period)
    if expected is None:
        return State.NO_TARGET
    over = period.end >= way.target.period.end
    short = _ahead(followed.direction, value, expected) < -slack
    return State.BEHIND if over or short else State.ON_TRACK


def _slack(followed: Followed, way: Trajectory) -> Fraction:
    if way.baseline is None:
        return Fraction(0)
    length = abs(Fraction(way.target.value) - Fraction(way.baseline.value))
    return length * Fraction(followed.tolerance) / _HUNDRED
