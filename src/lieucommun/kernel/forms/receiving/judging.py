"""Evaluate again what a device sent: what is wrong is kept with it, and never refuses it."""

import datetime as dt
import uuid as uuids
import zoneinfo
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from random import SystemRandom

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from lieucommun.engines.xforms import Answers, FormError, Lists, Problem
from lieucommun.engines.xforms.expressions.dates import read_moment
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.forms.compiling import Compiled
from lieucommun.kernel.forms.registers import lists_of
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .sent import Sent, entities_sent

#: Problems kept with a submission: more say nothing more.
MOST = 50
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Judged:
    """What our own evaluation finds: problems, each as a question and a sentence.

    `answers` is None when the content does not fit the form at all.
    """

    answers: Answers | None
    problems: list[dict[str, str]]


def judge(service: LoadedService, compiled: Compiled, sent: Sent, viewer: Viewer) -> Judged:
    """Evaluate answers as the device had to: at the moment they were finished, with its records."""
    zone = zoneinfo.ZoneInfo(service.manifest.zone or settings.TIME_ZONE)
    try:
        answers = compiled.form.load(
            sent.text.encode(),
            now=_moment(sent, zone),
            zone=zone,
            rng=SystemRandom(),
            lists=_lists(service, compiled, sent, viewer),
        )
    except FormError as error:
        return Judged(None, [{"question": "", "text": str(error)[:LONGEST]}])
    language = service.manifest.languages[0]
    told = [
        {"question": _asked(answers, each, language), "text": _sentence(each, language)}
        for each in answers.problems()[:MOST]
    ]
    return Judged(answers, [*told, *_left_out(answers)][:MOST])


def _lists(service: LoadedService, compiled: Compiled, sent: Sent, viewer: Viewer) -> Lists | None:
    """Return the records that the answers name, as their sender may read them; no other."""
    if not compiled.registers:
        return None
    new = {each.id for each in entities_sent(compiled.form, sent.root) if not each.update}
    named = [each for each in _uuids(sent) if str(each) not in new]
    datasets = {name: service.dataset(name) for name in compiled.registers}
    found = {
        name: query(dataset, viewer).several(named).values() if named else ()
        for name, dataset in datasets.items()
    }
    return lists_of(found, datasets, service.manifest.languages[0])


def _uuids(sent: Sent) -> Iterator[uuids.UUID]:
    for text in sent.texts():
        if len(text) == len("00000000-0000-0000-0000-000000000000"):
            with suppress(ValueError):
                yield uuids.UUID(text)


def _moment(sent: Sent, zone: dt.tzinfo) -> dt.datetime:
    """Return when the answers say they were finished, or begun; never later than now."""
    now = timezone.now().astimezone(zone)
    for name in ("end", "start"):
        element = sent.root.find(f"{{*}}{name}")
        if element is None or not element.text:
            continue
        with suppress(ValueError, OverflowError):
            said = read_moment(element.text.strip(), zone)
            if said is not None and said.astimezone(zone) < now:
                return said.astimezone(zone)
    return now


def _asked(answers: Answers, problem: Problem, language: str) -> str:
    """Return the words of the question that a problem is about, or its path."""
    with suppress(FormError, KeyError):
        if label := answers.label(problem.path, language):
            return label[:LONGEST]
    return problem.path


def _sentence(problem: Problem, language: str) -> str:
    words = problem.message.get(language) or next(iter(problem.message.values()), "")
    kinds = {
        "required": _("This answer is required."),
        "constraint": _("This answer does not keep to the rule of the form."),
        "type": _("This is not written as this kind of answer is."),
        "choice": _("This is not one of the choices."),
        "count": _("There are not as many as the form asks."),
    }
    return (words or kinds.get(problem.kind, problem.kind))[:LONGEST]


def _left_out(answers: Answers) -> list[dict[str, str]]:
    """Say which answers the form has no place for: they stay in what was sent."""
    words = _("The form has no such question: %(text)s")
    return [
        {"question": path, "text": (words % {"text": text})[:LONGEST]}
        for path, text in answers.left_out
        if text.strip() and "/meta" not in path
    ]
