"""Who comes to a form: their hand, what their session was given, the draft they hold."""

import uuid as uuids
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from lieucommun.kernel.forms.actions.drafting import adopt
from lieucommun.kernel.forms.filling import Filled, filled
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.forms.queries import Hand, Held, held, may_fill, sent
from lieucommun.kernel.forms.refusals import UnknownDraft
from lieucommun.kernel.forms.speaking import Speech, best_language
from lieucommun.kernel.services.opening import OpenPage, PageRequest

SESSION = "forms"
#: Drafts that one session goes on with, the latest kept.
MOST = 20


@dataclass(frozen=True, slots=True)
class Visit:
    """A draft open on a page, with its answers in the language of the visit."""

    opened: OpenPage
    hand: Hand
    held: Held
    filled: Filled
    speech: Speech

    @property
    def form(self) -> str:
        return str(self.opened.settings.form)

    def url(self, name: str, **parts: object) -> str:
        """Return the address of a screen of this draft."""
        return self.opened.url(name, uuid=self.held.draft.uuid, **parts)


def hand_of(request: PageRequest) -> Hand:
    """Return whoever writes; raises PermissionDenied for whom the form is not."""
    opened = request.opened
    if not may_fill(opened.service, opened.settings.form, opened.viewer):
        raise PermissionDenied
    kept = request.session.get(SESSION, {})
    return Hand(opened.viewer, kept if isinstance(kept, dict) else {})


def give(request: HttpRequest, uuid: uuids.UUID, right: str) -> None:
    """Let a session go on with a draft: as its owner, or as who was invited (their uuid)."""
    kept = {**request.session.get(SESSION, {})}
    kept.pop(str(uuid), None)
    kept[str(uuid)] = right
    request.session[SESSION] = dict(list(kept.items())[-MOST:])


def take_back(request: HttpRequest, uuid: uuids.UUID) -> None:
    """Have a session forget a draft: the next person at this device finds nothing."""
    kept = {**request.session.get(SESSION, {})}
    kept.pop(str(uuid), None)
    request.session[SESSION] = kept


def held_by(request: PageRequest, uuid: uuids.UUID) -> tuple[Hand, Held]:
    """Return a draft for who may write in it; raises Http404 for everyone else.

    One that was begun before signing in becomes that of the account.
    """
    hand = hand_of(request)
    service = request.opened.service
    try:
        found = held(service, request.opened.settings.form, uuid, hand)
    except UnknownDraft as unknown:
        raise Http404(str(uuid)) from unknown
    return hand, adopt(service, found, hand)


def visit(request: PageRequest, uuid: uuids.UUID) -> Visit:
    """Open a draft; raises Http404, or RefusedForm when its form is broken."""
    hand, found = held_by(request, uuid)
    opened = request.opened
    answers = filled(opened.service, found.draft, hand.viewer)
    return Visit(opened, hand, found, answers, speech_of(opened, answers))


def speech_of(opened: OpenPage, answers: Filled) -> Speech:
    """Return answers as they are said in the language of the visit."""
    form = answers.compiled.form
    return Speech(
        opened.service,
        str(opened.settings.form),
        opened.language,
        answers.answers,
        best_language(form, opened.language),
    )


def sent_to(request: PageRequest, uuid: uuids.UUID) -> Submission:
    """Return a submission for who sent it; raises Http404 for everyone else."""
    hand = hand_of(request)
    try:
        return sent(request.opened.service, request.opened.settings.form, uuid, hand)
    except UnknownDraft as unknown:
        raise Http404(str(uuid)) from unknown
