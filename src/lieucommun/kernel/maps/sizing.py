"""How large circles are: areas in proportion to volumes."""

from collections.abc import Iterable
from decimal import Decimal
from math import sqrt

#: The radius of the largest circle, in thousandths of the larger side of a map.
LARGEST = 40.0
SHARES = (Decimal(1), Decimal("0.3"), Decimal("0.05"))
ROUND = (Decimal(5), Decimal("2.5"), Decimal(2), Decimal(1))


def largest_of(values: Iterable[Decimal | None]) -> Decimal:
    """Return the largest volume, whatever its sign; 0 when there is none."""
    return max((abs(value) for value in values if value is not None), default=Decimal(0))


def radius_of(value: Decimal, largest: Decimal) -> float:
    """Return the radius of a circle, in thousandths of a map: its area goes with the volume."""
    return LARGEST * sqrt(abs(value) / largest) if largest else 0.0


def marks(largest: Decimal) -> tuple[Decimal, ...]:
    """Return three round values for a legend of circles, the largest first.

    They are near the largest volume, three tenths and a twentieth of it: radii far enough apart.
    """
    found = (_round(largest * share) for share in SHARES)
    return tuple(dict.fromkeys(mark for mark in found if mark > 0))


def _round(value: Decimal) -> Decimal:
    """Return the highest of 1, 2, 2.5 and 5 times a power of ten that a value reaches."""
    if value <= 0:
        return Decimal(0)
    power = Decimal(10) ** value.adjusted()
    step = next(step for step in ROUND if step * power <= value)
    found = step * power
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found
