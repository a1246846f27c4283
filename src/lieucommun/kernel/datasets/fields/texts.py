"""Texts: short, long, and the kinds that follow an outside rule."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lieucommun.kernel.datasets.errors import Refused

from .base import Field, Json, clean

SHORT, LONG = 2_000, 200_000
SAFE_SCHEMES = {"http", "https"}


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """A line of text; `min` and `max` count characters."""

    def parse(self, raw: object) -> Json:
        return self._measured(clean(raw), SHORT)

    def _measured(self, text: str, longest: int) -> str:
        most = min(int(self.max), longest) if self.max is not None else longest
        if len(text) > most:
            raise Refused("long", most=most, count=len(text))
        if self.min is not None and len(text) < int(self.min):
            raise Refused("short", least=self.min, count=len(text))
        return text

    def plain(self, value: Json) -> str:
        return str(value) if not self.translated else json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class LongTextField(TextField):
    """Several lines of text."""

    def parse(self, raw: object) -> Json:
        return self._measured(clean(raw, lines=True), LONG)


@dataclass(frozen=True, kw_only=True)
class PhoneField(Field):
    """A telephone number, kept in the international form (E.164); numbers are French by default."""

    def parse(self, raw: object) -> Json:
        import phonenumbers  # 60 ms to import, for the few datasets that hold one

        try:
            number = phonenumbers.parse(clean(raw), "FR")
        except phonenumbers.NumberParseException:
            raise Refused("phone") from None
        if not phonenumbers.is_possible_number(number):
            raise Refused("phone")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def text(self, value: Json, language: str) -> str:  # noqa: ARG002
        import phonenumbers

        number = phonenumbers.parse(value, "FR")
        style = phonenumbers.PhoneNumberFormat
        at_home = number.country_code == 33  # noqa: PLR2004 - France
        return phonenumbers.format_number(
            number, style.NATIONAL if at_home else style.INTERNATIONAL
        )


@dataclass(frozen=True, kw_only=True)
class EmailField(Field):
    """An e-mail address; its domain is not looked up."""

    def parse(self, raw: object) -> Json:
        from email_validator import EmailNotValidError, validate_email

        try:
            found = validate_email(clean(raw), check_deliverability=False)
        except EmailNotValidError:
            raise Refused("email") from None
        return found.normalized


@dataclass(frozen=True, kw_only=True)
class UrlField(Field):
    """A web address: http or https, with a host, so that a link can never run a script."""

    def parse(self, raw: object) -> Json:
        text = clean(raw)
        try:
            parts = urlsplit(text)
            good = parts.scheme.lower() in SAFE_SCHEMES and bool(parts.hostname)
        except ValueError:
            good = False
        if not good or " " in text or len(text) > SHORT:
            raise Refused("url")
        return text


@dataclass(frozen=True, kw_only=True)
class SirenField(Field):
    """The nine digits of a company or public body."""

    def parse(self, raw: object) -> Json:
        from stdnum import exceptions
        from stdnum.fr import siren

        try:
            return siren.validate(clean(raw))
        except exceptions.ValidationError:
            raise Refused("siren") from None


@dataclass(frozen=True, kw_only=True)
class SiretField(Field):
    """The fourteen digits of an establishment."""

    def parse(self, raw: object) -> Json:
        from stdnum import exceptions
        from stdnum.fr import siret

        try:
            return siret.validate(clean(raw))
        except exceptions.ValidationError:
            raise Refused("siret") from None


@dataclass(frozen=True, kw_only=True)
class HoursField(Field):
    """Opening hours as OpenStreetMap writes them."""

    def parse(self, raw: object) -> Json:
        import opening_hours

        text = clean(raw)
        if not opening_hours.validate(text):
            raise Refused("hours")
        return text


@dataclass(frozen=True, kw_only=True)
class ListField(Field):
    """Items that each have the same small fields; `min` and `max` count items."""

    def parse(self, raw: object) -> Json:
        items = _items(raw)
        if self.min is not None and len(items) < int(self.min):
            raise Refused("few", least=self.min)
        if self.max is not None and len(items) > int(self.max):
            raise Refused("many", most=self.max)
        return [self._item(rank, item) for rank, item in enumerate(items, 1)]

    def _item(self, rank: int, item: Any) -> dict[str, Json]:
        if not isinstance(item, dict) or not set(item) <= set(self.of):
            raise Refused("list")
        found = {}
        for name, part in self.of.items():
            try:
                value = part.demand(item.get(name))
            except Refused as refused:
                problem = refused.about(name).message
                raise Refused("item", rank=rank, part=name, problem=problem) from None
            if value is not None:
                found[name] = value
        return found

    def text(self, value: Json, language: str) -> str:
        return "\n".join(
            " · ".join(
                self.of[name].text(part, language) for name, part in item.items() if name in self.of
            )
            for item in value
        )

    def plain(self, value: Json) -> str:
        return json.dumps(value, ensure_ascii=False)

    def terms(self, value: Json) -> tuple[str, ...]:  # noqa: ARG002
        return ()


def _items(raw: object) -> list[Any]:
    if isinstance(raw, str):
        try:
            raw = json.loads(raw)
        except (ValueError, RecursionError):
            raise Refused("list") from None
    if not isinstance(raw, (list, tuple)):
        raise Refused("list")
    return list(raw)
