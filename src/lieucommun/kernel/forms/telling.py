"""Answers as they are read back: at the check, on the receipt, in a list of rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from lieucommun.engines.xforms import FormError, repeat_label
from lieucommun.kernel.files.models import Attachment

from .files import attachments_of, uuid_in
from .questions import FILES, kind_of
from .speaking import Speech
from .steps import Step, main_steps, row_steps, rows_of

#: Answers that name a row in a list.
NAMING = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One answer read back: its question, its words; `key` is the screen that asks it."""

    path: str
    label: str
    text: str
    key: str
    spoken: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Answers under one heading; `rows` is the key of a repeat that has a screen of its own."""

    title: str
    lines: tuple[Line, ...]
    rows: str = ""
    level: int = 2


def parts(speech: Speech, errors: Mapping[str, str]) -> list[Part]:
    """Return every answer that is asked for, under the headings of the form."""
    teller = _Teller(speech, errors)
    return list(teller.parts(main_steps(speech.answers), "", 2))


def naming(speech: Speech, row: str) -> str:
    """Return a few words by which a row is known: its first answers."""
    found: list[str] = []
    for step in row_steps(speech.answers, row):
        for path in step.questions:
            text = told(speech, path, speech.answers.value(path))
            if text and len(found) < NAMING:
                found.append(text)
    return " · ".join(found)


def told(
    speech: Speech, path: str, value: str, files: Mapping[Any, Attachment] | None = None
) -> str:
    """Return an answer in words."""
    kind = kind_of(speech.answers.form, speech.control(path))
    if not value or kind == "note":
        return ""
    if kind in {"choice", "choices", "rank"}:
        offered = {each.value: each.label for each in speech.answers.choices(path, speech.language)}
        words = [value] if kind == "choice" else value.split()
        named = [offered.get(word) or word for word in words]
        joiner = " › " if kind == "rank" else ", "
        return joiner.join(named)
    if kind == "acknowledge":
        return _("Yes")
    if kind in FILES:
        uuid = uuid_in(value)
        kept = (files or attachments_of(speech.answers)).get(uuid) if uuid else None
        return kept.name if kept else _("A file that is no longer here")
    return _written(kind or "", value)


def _written(kind: str, value: str) -> str:
    try:
        if kind == "date" and (day := parse_date(_padded(value))):
            return formats.date_format(day, "j F Y")
        if kind == "datetime" and (moment := parse_datetime(value)):
            return f"{formats.date_format(moment, 'j F Y')}, {moment:%H:%M}"
    except ValueError:
        return value
    if kind == "time":
        return value[:5]
    if kind == "point":
        return ", ".join(value.split()[:2])
    return value


def _padded(value: str) -> str:
    return "-".join(part.zfill(2) for part in value.split("-"))


class _Teller:
    def __init__(self, speech: Speech, errors: Mapping[str, str]) -> None:
        self.speech = speech
        self.errors = errors
        self.files = attachments_of(speech.answers)

    def parts(self, steps: list[Step], title: str, level: int) -> Iterator[Part]:
        lines: list[Line] = []
        heading = title
        for step in steps:
            if step.kind == "rows":
                if lines:
                    yield Part(heading, tuple(lines), level=level)
                    lines = []
                yield from self._rows(step, level)
                continue
            wanted = (self.speech.label(step.section) if step.section else "") or title
            if wanted != heading and lines:
                yield Part(heading, tuple(lines), level=level)
                lines = []
            heading = wanted
            lines += self._lines(step)
        if lines:
            yield Part(heading, tuple(lines), level=level)

    def _rows(self, step: Step, level: int) -> Iterator[Part]:
        speech = self.speech
        name = repeat_label(speech.answers, step.path, speech.language)
        yield Part(name, (), rows=step.key, level=level)
        for number, row in enumerate(rows_of(speech.answers, step), 1):
            try:
                inner = row_steps(speech.answers, row)
            except FormError:
                continue
            yield from self.parts(inner, f"{name} · {number}", min(level + 1, 4))

    def _lines(self, step: Step) -> Iterator[Line]:
        speech = self.speech
        for path in step.questions:
            control = speech.control(path)
            if kind_of(speech.answers.form, control) == "note":
                continue
            text = told(speech, path, speech.answers.value(path), self.files)
            yield Line(
                path,
                speech.label(path),
                text,
                step.key,
                speech.spoken(control),
                self.errors.get(path, ""),
            )
