"""Arithmetic without loss: nothing is rounded but where a number of decimals is given."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, Inexact, InvalidOperation
from fractions import Fraction
from functools import cache
from typing import TypeAlias

#: A figure that is known: money, a count, a ratio. Never a float.
Number: TypeAlias = Decimal | int | Fraction

#: Longest result of an addition or a multiplication: what needs more raises Inexact. Two hundred
#: factors of 38 digits, the most that a formula of 2,000 characters can multiply, need 7,600.
DIGITS = 20_000
EXACT = Context(
    prec=DIGITS, rounding=ROUND_HALF_UP, traps=[Inexact, InvalidOperation, DivisionByZero]
)
#: Divides and takes roots where no exact result exists: far beyond any figure that is shown.
WIDE = Context(prec=50, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero])
_ROUND = Context(prec=DIGITS, rounding=ROUND_HALF_UP, traps=[InvalidOperation])
_ZERO = Decimal(0)


def rounded(value: Number, decimals: int) -> Decimal:
    """Return a number with so many decimals (0 or more), halves away from zero; never -0."""
    if isinstance(value, Fraction):
        return divided(value.numerator, value.denominator, decimals)
    return _ROUND.add(_ROUND.quantize(value, _unit(decimals)), _ZERO)


@cache
def _unit(decimals: int) -> Decimal:
    return EXACT.scaleb(Decimal(1), -decimals)


def divided(top: int, bottom: int, decimals: int) -> Decimal:
    """Return a quotient of whole numbers with so many decimals, halves away from zero."""
    scaled, bottom = 2 * top * 10**decimals, 2 * bottom
    if bottom < 0:
        scaled, bottom = -scaled, -bottom
    whole = (abs(scaled) + bottom // 2) // bottom
    return EXACT.scaleb(Decimal(-whole if scaled < 0 else whole), -decimals)


def total(values: Iterable[Number]) -> Number:
    """Return the exact sum: a Decimal, or a Fraction when one of the values is."""
    found: Number = _ZERO
    for value in values:
        if isinstance(value, Fraction) or isinstance(found, Fraction):
            found = Fraction(found) + Fraction(value)
        else:
            found = EXACT.add(found, value)
    return found


def wide(value: Number) -> Decimal:
    """Return a number to fifty digits, rounded where it has more."""
    if isinstance(value, Fraction):
        return WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return WIDE.plus(Decimal(value))
