"""Numbers, amounts, years, and yes or no."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from django.utils import formats
from django.utils.translation import gettext

from lieucommun.kernel.datasets.errors import Refused

from .base import Cell, Field, Json, shown

SPACES = str.maketrans("", "", " \u00a0\u202f'’")
LARGEST = 10**17
OFFSET = 5_000
NINES = str.maketrans("0123456789", "9876543210")
YES = {"true", "1", "yes", "oui", "vrai", "on", "y", "o"}
NO = {"false", "0", "no", "non", "faux", "off", "n"}


def number_key(number: Decimal | int) -> str:
    """Return a text that sorts as numbers do, negatives included.

    Zero is "1"; a positive number "2", its exponent on four digits, its digits; a negative one
    "0" and the nines' complement of the same, closed by a sign above digits so that -1.25 < -1.2.
    """
    exact = Decimal(number)
    if not exact:
        return "1"
    _, digits, _ = exact.as_tuple()
    mantissa = "".join(map(str, digits)).strip("0")
    text = f"{exact.adjusted() + OFFSET:04d}{mantissa}"
    return f"2{text}" if exact > 0 else f"0{text.translate(NINES)}~"


@dataclass(frozen=True, kw_only=True)
class IntegerField(Field):
    """A whole number."""

    def parse(self, raw: object) -> Json:
        exact = _decimal(raw, "integer")
        if exact != exact.to_integral_value():
            raise Refused("integer", found=shown(raw))
        self._bounded(exact)
        return int(exact)

    def _bounded(self, exact: Decimal) -> None:
        if self.min is not None and exact < Decimal(str(self.min)):
            raise Refused("min", least=self.min)
        if self.max is not None and exact > Decimal(str(self.max)):
            raise Refused("max", most=self.max)

    def sort_key(self, value: Json) -> str:
        return number_key(Decimal(value))

    def text(self, value: Json, language: str) -> str:  # noqa: ARG002
        number = formats.number_format(value, use_l10n=True, force_grouping=True)
        return f"{number} {self.unit}" if self.unit else number

    def cell(self, value: Json, language: str) -> Cell:  # noqa: ARG002
        return int(value)


@dataclass(frozen=True, kw_only=True)
class DecimalField(IntegerField):
    """An exact number, kept as a text such as "12.5" since JSON numbers are not exact."""

    def parse(self, raw: object) -> Json:
        exact = _decimal(raw, "number")
        self._bounded(exact)
        return f"{exact.normalize():f}" if exact else "0"

    def text(self, value: Json, language: str) -> str:
        return super().text(Decimal(value), language)

    def cell(self, value: Json, language: str) -> Cell:  # noqa: ARG002
        return Decimal(value)


@dataclass(frozen=True, kw_only=True)
class MoneyField(DecimalField):
    """An amount in euros, to the cent."""

    def parse(self, raw: object) -> Json:
        raw = raw.replace("€", "") if isinstance(raw, str) else raw
        exact = Decimal(super().parse(raw))
        if exact != round(exact, 2):
            raise Refused("cents")
        return f"{exact:.2f}"

    def text(self, value: Json, language: str) -> str:  # noqa: ARG002
        amount = formats.number_format(
            Decimal(value), decimal_pos=2, use_l10n=True, force_grouping=True
        )
        return f"{amount} {self.unit or '€'}"


@dataclass(frozen=True, kw_only=True)
class YearField(IntegerField):
    """A year of four digits."""

    def parse(self, raw: object) -> Json:
        text = f"{raw:04d}" if isinstance(raw, int) else str(raw).strip()
        if isinstance(raw, bool) or not (text.isascii() and text.isdigit() and len(text) == 4):  # noqa: PLR2004
            raise Refused("year")
        self._bounded(Decimal(text))
        return int(text)

    def text(self, value: Json, language: str) -> str:  # noqa: ARG002
        return str(value)


@dataclass(frozen=True, kw_only=True)
class BooleanField(Field):
    """Yes or no."""

    counted: ClassVar[bool] = True

    def parse(self, raw: object) -> Json:
        if isinstance(raw, bool):
            return raw
        word = str(raw).strip().casefold()
        if word not in YES | NO:
            raise Refused("boolean", found=shown(raw))
        return word in YES

    def sort_key(self, value: Json) -> str:
        return "1" if value else "0"

    def terms(self, value: Json) -> tuple[str, ...]:
        return ("true" if value else "false",)

    def text(self, value: Json, language: str) -> str:  # noqa: ARG002
        return gettext("yes") if value else gettext("no")

    def plain(self, value: Json) -> str:
        return "true" if value else "false"


def _decimal(raw: object, code: str) -> Decimal:
    text = raw.translate(SPACES).replace(",", ".") if isinstance(raw, str) else str(raw)
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str, Decimal)):
        raise Refused(code, found=shown(raw))
    try:
        exact = Decimal(text.replace("\u2212", "-"))
    except InvalidOperation:
        raise Refused(code, found=shown(raw)) from None
    if not exact.is_finite() or abs(exact) > LARGEST or exact.adjusted() < -30:  # noqa: PLR2004
        raise Refused(code, found=shown(raw))
    return exact
