"""What stands around the answers of a case: what comes, who is waited for, what was said."""

import datetime as dt
import uuid as uuids
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lieucommun.design.shapes import Event
from lieucommun.kernel.datasets.records import VersionView
from lieucommun.kernel.documents.markdown import render
from lieucommun.kernel.documents.models import Delivered
from lieucommun.kernel.documents.queries import documents_of
from lieucommun.kernel.forms.filling import sent_answers
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.forms.queries import attached_to
from lieucommun.kernel.forms.refusals import RefusedForm
from lieucommun.kernel.forms.speaking import Speech, best_language
from lieucommun.kernel.forms.telling import Part, parts
from lieucommun.kernel.messages.models import CaseMessage, Letter
from lieucommun.kernel.messages.queries import letters_about, messages_about
from lieucommun.kernel.people.queries import names_of
from lieucommun.kernel.workflows.models import CaseOpinion, CaseStep
from lieucommun.kernel.workflows.queries import consultable, dues, may_ask, opinions_of, steps_of

from . import queries
from .opening import OpenCase

MOST_LETTERS = 50


@dataclass(frozen=True, slots=True)
class Said:
    """A message, or a note of the team, as it is read."""

    message: CaseMessage
    by: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An opinion as it is shown: `mine` is that which the viewer is waited for."""

    opinion: CaseOpinion
    title: str
    mine: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A document delivered, and where it is opened."""

    document: Delivered
    url: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that left, as whoever may read it sees it."""

    letter: Letter
    html: SafeString


@dataclass(frozen=True, slots=True)
class Attached:
    """Answers that a step or an opinion asked for: who sent them, when, and what they say."""

    submission: Submission
    title: str
    by: str
    parts: list[Part]


def attached(case: OpenCase) -> list[Attached]:
    """Return what steps and opinions asked for, to who answers the case and sees it whole."""
    if case.asks or not case.whole:
        return []
    forms, language = case.opened.service.manifest.forms, case.opened.language
    return [
        Attached(
            each,
            forms[each.form].title.get(language),
            each.person.name if each.person else "",
            _parts(case, each),
        )
        for each in attached_to(case.record.uuid)
        if each.form in forms
    ]


def answers(case: OpenCase) -> list[Part]:
    """Return the answers as they were asked, for who sees the whole case; else none."""
    if case.submission is None or not case.whole:
        return []
    return _parts(case, case.submission)


def _parts(case: OpenCase, submission: Submission) -> list[Part]:
    opened = case.opened
    try:
        filled = sent_answers(opened.service, submission, opened.viewer)
    except RefusedForm:  # the form of today cannot be read: the fields stand all the same
        return []
    language = best_language(filled.compiled.form, opened.language)
    name = submission.form
    return parts(Speech(opened.service, name, opened.language, filled.answers, language), {})


def coming(case: OpenCase) -> list[str]:
    """Return in words what will happen to the case by itself, the first first."""
    workflow = case.workflow
    told = []
    for due in dues(case.opened.service, case.dataset, case.record.uuid):
        day = date_format(timezone.localtime(due.at), "j F Y")
        if due.transition and workflow:
            title = workflow.transitions[due.transition].title.get(case.opened.language)
            words = _("Without an answer by %(day)s: %(step)s.")
            told.append(words % {"day": day, "step": title})
        elif not case.asks:
            told.append(_("A reminder goes out on %(day)s.") % {"day": day})
    return told


def opinions(case: OpenCase) -> list[Asked]:
    """Return the opinions asked about the case, to who answers it; to who asks, none."""
    if case.asks:
        return []
    now, workflow = timezone.now(), case.workflow
    titles = workflow.opinions if workflow else {}
    return [
        Asked(
            each,
            titles[each.name].title.get(case.opened.language) if each.name in titles else each.name,
            each.person_id == case.opened.viewer.person and each.given_at is None,
            each.given_at is None and each.until is not None and each.until < now,
        )
        for each in opinions_of(case.record.uuid)
    ]


def askable(case: OpenCase) -> Iterator[tuple[str, str]]:
    """Yield the opinions (name, title) that the viewer may ask of someone now."""
    opened, workflow = case.opened, case.workflow
    for name, part in (workflow.opinions if workflow else {}).items():
        if may_ask(opened.service, case.dataset, opened.viewer, case.record, name) and consultable(
            opened.service, case.dataset, case.record.uuid, name
        ):
            yield name, part.title.get(opened.language)


def papers(case: OpenCase) -> list[Paper]:
    """Return the documents of the case that the viewer may open."""
    found = documents_of(case.record)
    return [Paper(each, reverse("document", args=[each.uuid])) for each in found]


def letters(case: OpenCase) -> list[Sent]:
    """Return the letters that left about the case: the viewer's, or all for who sees it whole."""
    rows = letters_about(case.record.uuid).exclude(name="message")
    if case.asks or not case.whole:
        rows = rows.filter(person=case.opened.viewer.person, person__isnull=False)
    return [Sent(each, render(each.text)) for each in rows[:MOST_LETTERS]]


def conversation(case: OpenCase) -> list[Said]:
    """Return what was written about the case; notes of the team to the team alone."""
    viewer = case.opened.viewer
    rows = messages_about(case.record.uuid, internal=not case.asks)
    team = case.opened.service.manifest.title.get(case.opened.language)
    found = []
    for each in rows:
        mine = viewer.person is not None and each.by_id == viewer.person
        hidden = case.asks and not each.applicant
        name = team if hidden else (each.by.name if each.by else _("Someone"))
        found.append(Said(each, _("You") if mine else name, mine))
    return found


def events(case: OpenCase) -> list[Event]:
    """Return what happened to the case, the latest first: versions, and the steps with their why.

    Who made a step, and who changed what, is told to the team alone.
    """
    history = queries.history(case.opened, case.record)
    steps = steps_of(case.record.uuid)
    made = {step.version: step for step in steps if step.transition}
    people = {} if case.asks else names_of({step.by_id for step in steps if step.by_id})
    found = [
        (version.at, _version_told(case, version, person, made.get(version.version), people))
        for version, person in history
    ]
    found += [
        (step.at, Event(_("Reminder sent"), when=step.at.isoformat()))
        for step in steps
        if not step.transition and not case.asks
    ]
    return [event for _moment, event in sorted(found, key=_at, reverse=True)]


def once() -> str:
    """Return what makes a message sent twice one message."""
    return str(uuids.uuid4())


def _at(told: tuple[dt.datetime, Event]) -> dt.datetime:
    return told[0]


def _version_told(
    case: OpenCase, version: VersionView, person: str, step: CaseStep | None, people: dict[int, str]
) -> Event:
    language, workflow = case.opened.language, case.workflow
    when = version.at.isoformat()
    if step is not None and workflow and step.transition in workflow.transitions:
        title = workflow.transitions[step.transition].title.get(language)
        state = workflow.states.get(step.state)
        told = _("%(step)s – now: %(state)s") % {
            "step": title,
            "state": state.title.get(language) if state else step.state,
        }
        by = people.get(step.by_id or 0, "") or (_("in time") if step.timer else "")
        return Event(told, when=when, text=step.reason, by=by)
    titles = {"created": _("Created"), "updated": _("Changed"), "moved": _("Moved on")}
    action = version.action
    changed = version.changed
    named = changed if action == "updated" else ()
    fields = ", ".join(case.title_of(name) for name in named if name in case.dataset.fields)
    return Event(titles.get(action, action), when=when, text=fields, by=person)
