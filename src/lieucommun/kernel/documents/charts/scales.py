"""Round steps for axes and classes, and where figures fall on them."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from lieucommun.engines.statistics.ranking import quantile
from lieucommun.kernel.documents.numbers import Known

#: Steps that people count by, times a power of ten.
_STEPS = (Fraction(1), Fraction(2), Fraction(5), Fraction(10))
CLASSES = 10
#: Above it lie so few that they share the last class.
TAIL = Fraction(975, 1000)


def step_of(span: Known | Fraction, count: int) -> Decimal:
    """Return the round step that parts a span in about so many."""
    rough = Fraction(span) / count
    if rough <= 0:
        return Decimal(1)
    power = Decimal(str(float(rough))).adjusted()
    unit = Fraction(10) ** power
    best = min(_STEPS, key=lambda step: abs(step * unit - rough))
    return Decimal(best.numerator).scaleb(power)


def ticks(low: Known, high: Known, count: int = 4) -> list[Decimal]:
    """Return round marks, from at most the lowest figure to at least the highest."""
    step = step_of(Fraction(high) - Fraction(low), count)
    first = (Decimal(low) / step).to_integral_value(ROUND_FLOOR)
    last = (Decimal(high) / step).to_integral_value(ROUND_CEILING)
    last = max(last, first + 1)
    return [(first + rank) * step for rank in range(int(last - first) + 1)]


def classes(values: Sequence[Known]) -> tuple[Decimal, ...]:
    """Return the bounds of about ten equal classes; what lies far above shares the last one."""
    ordered = sorted(values)
    if not ordered:
        return ()
    most = quantile(ordered, TAIL, 6)
    top = ordered[-1] if most is None or len(ordered) < 4 * CLASSES else most
    return tuple(ticks(ordered[0], max(top, ordered[0]), CLASSES))


def span(values: Sequence[Known], *, zero: bool) -> tuple[Known, Known]:
    """Return the lowest and the highest of some figures, from zero where it must be seen."""
    known = [*values, *([Decimal(0)] if zero or not values else [])]
    return min(known), max(known)
