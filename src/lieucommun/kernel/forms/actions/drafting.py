"""Begin a draft, write in it, let go of it."""

import json
import uuid as uuids
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from lieucommun.engines.xforms import Answers, FormError, Problem, path_names
from lieucommun.kernel.files.actions import discard as discard_file
from lieucommun.kernel.files.actions import give_to
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.forms import prefilling
from lieucommun.kernel.forms.durations import draft_until
from lieucommun.kernel.forms.files import attachments_of, files_in, name_of, uuid_in
from lieucommun.kernel.forms.filling import (
    Filled,
    filled,
    instance_uuid,
    kept,
    sent_answers,
    started,
)
from lieucommun.kernel.forms.models import Draft, Submission
from lieucommun.kernel.forms.queries import Hand, Held, closed, form_part, may_correct, may_fill
from lieucommun.kernel.forms.refusals import ChangedMeanwhile, RefusedForm, UnknownDraft
from lieucommun.kernel.services.loaded import LoadedService

from .keeping import keep, tell, writing

#: Characters of one answer.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Given:
    """What a screen sends: texts by path, files that were kept, files taken away.

    `seen` is the digest of the answers that the screen showed (see `seen`).
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Attachment] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A draft once a screen was written in it: its answers, and what is wrong on that screen."""

    draft: Draft
    opened: Filled
    problems: tuple[Problem, ...]


@transaction.atomic
def start(  # noqa: PLR0913 - keyword arguments, each of which decides
    service: LoadedService,
    name: str,
    hand: Hand,
    *,
    on_behalf: str = "",
    again: Submission | None = None,
    given: Mapping[str, str] | None = None,
    about: uuids.UUID | None = None,
    task: str = "",
) -> Draft:
    """Begin a draft, empty or with the answers of a submission; raises RefusedForm.

    `given` is what the link that led here answers, by the names of questions; `about` and `task`
    the record and the errand of answers that a case asks for, which the caller has checked.
    PermissionError for whom the manifest does not open the form.
    """
    if not may_fill(service, name, hand.viewer):
        raise PermissionError(name)
    if refused := closed(service, name):
        raise refused
    if on_behalf and not form_part(service, name).on_behalf:
        raise RefusedForm("behalf")
    if again is None:
        answers, found = started(service, name, hand.viewer)
        prefilling.prefill(service, name, answers, hand.viewer)
        prefilling.follow_link(answers, given or {})
    else:
        opened = sent_answers(service, again, hand.viewer)
        answers, found = _begun_again(opened.answers), opened.compiled
    now = timezone.now()
    draft = Draft.objects.create(
        uuid=instance_uuid(answers),
        service=service.slug,
        form=name,
        digest=found.digest,
        person_id=hand.viewer.person,
        answers=kept(answers),
        on_behalf=" ".join(on_behalf.split())[:200],
        about=about,
        task=task,
        created_at=now,
        updated_at=now,
        expires_at=draft_until(service, name, now),
    )
    tell("draft.started", draft, hand)
    return draft


def answer(
    service: LoadedService, held: Held, paths: Iterable[str], given: Given, hand: Hand
) -> Answered:
    """Keep what a screen sends, right or wrong; what is not among its `paths` is left aside.

    Raises ChangedMeanwhile when other answers were kept there since the screen was shown,
    UnknownDraft when the draft is gone.
    """
    with writing(service, held, hand) as (draft, opened):
        answers, asked = opened.answers, [*paths]
        before = {path: current(answers, path) for path in asked}
        _refuse_stale(answers, asked, given)
        wrong = [_set(answers, path, given) for path in asked]
        after = {path: current(answers, path) for path in asked}
        for old in _dropped(before, after, answers):
            discard_file(old)
        names = [".".join(path_names(path)[1:]) for path in asked if before[path] != after[path]]
        keep(service, draft, opened, "draft.answered", hand=hand, fields=names)
        found = [problem for problem in answers.problems() if problem.path in set(asked)]
        return Answered(draft, opened, (*filter(None, wrong), *found))


@transaction.atomic
def correct(service: LoadedService, submission: Submission, hand: Hand) -> Draft:
    """Open again what was sent, to put it right; the draft that does so already, if any.

    Raises RefusedForm unless the manifest lets the viewer change what the answers wrote.
    """
    if not may_correct(service, submission, hand.viewer):
        raise RefusedForm("rights")
    now = timezone.now()
    begun = Draft.objects.filter(corrects=submission, person=submission.person)
    if (known := begun.filter(expires_at__gt=now).first()) is not None:
        return known
    draft = Draft.objects.create(
        uuid=uuids.uuid4(),
        service=service.slug,
        form=submission.form,
        digest=submission.digest,
        person_id=hand.viewer.person,
        answers=submission.answers,
        on_behalf=submission.on_behalf,
        corrects=submission,
        created_at=now,
        updated_at=now,
        expires_at=draft_until(service, submission.form, now),
    )
    tell("draft.started", draft, hand)
    return draft


def seen(answers: Answers, paths: Iterable[str]) -> str:
    """Return a digest of answers: a screen sends it back, so that none is overwritten unseen."""
    values = [(path, current(answers, path)) for path in paths]
    return sha256(json.dumps(values).encode()).hexdigest()[:24]


def current(answers: Answers, path: str) -> str:
    """Return an answer; "" also when its place is gone."""
    try:
        return answers.value(path)
    except FormError:
        return ""


@transaction.atomic
def adopt(service: LoadedService, held: Held, hand: Hand) -> Held:
    """Make a draft begun without an account, and its files, those of who signed in since."""
    person = hand.viewer.person
    if person is None or not held.owns or held.draft.person_id is not None:
        return held
    with writing(service, held, hand) as (draft, opened):
        give_to((uuid for _, uuid in files_in(opened.answers)), person)
        draft.person_id = person
        draft.save(update_fields=["person"])
        tell("draft.adopted", draft, hand)
        return Held(draft, "owner")


@transaction.atomic
def remember_place(held: Held, key: str) -> None:
    """Remember the screen where someone stands, for when they come back; the journal needs none."""
    Draft.objects.filter(pk=held.draft.pk).update(place=key[:400])


@transaction.atomic
def forget_left_out(held: Held, hand: Hand) -> None:
    """Let go of the answers that the form no longer asks, once they were read."""
    Draft.objects.filter(pk=held.draft.pk).update(left_out=[])
    tell("draft.read", held.draft, hand)


@transaction.atomic
def discard(service: LoadedService, held: Held, hand: Hand) -> None:
    """Delete a draft and its files, at its owner's wish; raises RefusedForm for others."""
    if not held.owns:
        raise RefusedForm("owner")
    draft = Draft.objects.select_for_update().filter(pk=held.draft.pk).first()
    if draft is None:
        raise UnknownDraft(str(held.draft.uuid))
    try:
        files = [*attachments_of(filled(service, draft).answers).values()]
    except RefusedForm:  # its form is broken: its files go in their own time
        files = []
    for each in files:
        if each.record is None:  # what was sent keeps its own
            discard_file(each)
    tell("draft.deleted", draft, hand)
    draft.delete()


def _refuse_stale(answers: Answers, asked: list[str], given: Given) -> None:
    if not given.seen or given.seen == seen(answers, asked):
        return
    others = {
        path: current(answers, path)
        for path, text in given.texts.items()
        if path in asked and current(answers, path) != text
    }
    if others:
        raise ChangedMeanwhile(others)


def _set(answers: Answers, path: str, given: Given) -> Problem | None:
    """Give one answer; return what kept it from being given."""
    try:
        if not answers.is_relevant(path):
            return None
        if path in given.files:
            answers.set(path, name_of(given.files[path]))
        elif path in given.removed:
            answers.set(path, "")
        elif path in given.texts:
            text = given.texts[path]
            if len(text) > LONGEST:
                return Problem(path, "long", {})
            answers.set(path, text)
    except FormError as error:
        return Problem(path, "refused", {"": error.reason})
    return None


def _dropped(
    before: Mapping[str, str], after: Mapping[str, str], answers: Answers
) -> list[Attachment]:
    """Return the files that answers named, and name no more anywhere."""
    changed = (before[path] for path in before if before[path] != after[path])
    gone = {uuid for text in changed if (uuid := uuid_in(text))}
    gone -= {uuid for _, uuid in files_in(answers)}
    return list(Attachment.objects.filter(uuid__in=gone, record__isnull=True)) if gone else []


def _begun_again(answers: Answers) -> Answers:
    """Make answers that were sent those of a new instance, without its files."""
    found = answers.begun({})
    for control in (each for one in found.form.body for each in one.all()):
        if control.kind == "upload":
            place = found.form.places[control.names]
            for element in found.live.elements(control.names):
                found.live.write(element, place, "")
    found.live.settle()
    return found
