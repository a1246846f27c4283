"""What became of what was sent, for who sent it: with an account, or without by a link."""

import datetime as dt
import uuid as uuids
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.signing import BadSignature, TimestampSigner

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.documents.models import Delivered
from lieucommun.kernel.messages.addressees import AUTHOR, addressees
from lieucommun.kernel.messages.models import CaseMessage
from lieucommun.kernel.messages.queries import messages_about
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.opening import address
from lieucommun.kernel.workflows.models import CaseStep
from lieucommun.kernel.workflows.queries import steps_of

from .compiling import UnreadForm, compiled
from .models import Submission
from .queries import submission_of
from .refusals import RefusedForm

#: How long a link works; each letter brings a new one.
WORKS_FOR = dt.timedelta(days=90)
_SIGNER = TimestampSigner(salt="lieucommun.forms.following")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands: its state, the steps taken and why, what was said and delivered."""

    dataset: Dataset
    record: uuids.UUID
    state: str
    ended: bool
    steps: tuple[tuple[CaseStep, str], ...]
    said: tuple[CaseMessage, ...]
    papers: tuple[Delivered, ...]


def standings(service: LoadedService, submission: Submission, language: str) -> list[Standing]:
    """Return where each request that a submission made stands; those without a life are left out.

    The caller has checked that who asks is who sent it. Names of who answers are not told.
    """
    written = submission.records.filter(created=True).order_by("pk")
    rows = {each.uuid: each for each in Record.objects.filter(uuid__in=written.values("record"))}
    found = []
    for each in written:
        row = rows.get(each.record)
        dataset = (
            service.dataset(each.dataset) if each.dataset in service.manifest.datasets else None
        )
        if row is None or dataset is None or dataset.workflow is None:
            continue
        states = dataset.workflow.states
        here = states.get(row.state)
        steps = [step for step in steps_of(row.uuid) if step.transition]
        told = tuple(
            (step, states[step.state].get(language) if step.state in states else step.state)
            for step in reversed(steps)
        )
        found.append(
            Standing(
                dataset,
                row.uuid,
                here.get(language) if here else row.state,
                _ended(service, dataset.name, row.state),
                told,
                tuple(messages_about(row.uuid, internal=False)),
                tuple(_papers(service, submission, row.uuid)),
            )
        )
    return found


def token_of(submission: Submission) -> str:
    """Return the token of a link that lets who has it follow a submission, for WORKS_FOR."""
    return _SIGNER.sign(submission.uuid.hex)


def followed(token: str) -> Submission:
    """Return the submission of a link; raises RefusedForm when it works no more."""
    try:
        uuid = uuids.UUID(hex=_SIGNER.unsign(token, max_age=WORKS_FOR))
    except (BadSignature, ValueError):
        raise RefusedForm("link") from None
    found = Submission.objects.filter(uuid=uuid, person=None).first()
    if found is None:
        raise RefusedForm("link")
    return found


def addresses_of(service: LoadedService, submission: Submission) -> set[str]:
    """Return the addresses at which who sent something without an account asked to be answered."""
    return {
        one.email.lower()
        for each in submission.records.filter(created=True)
        if each.dataset in service.manifest.datasets
        for one in addressees(service.dataset(each.dataset), each.record, AUTHOR)
    }


def by_number(service: LoadedService, form: str, number: str, email: str) -> Submission | None:
    """Return what was sent without an account, by its number and an address given in it."""
    typed = "".join(sign for sign in number.upper() if sign.isalnum())
    wanted = f"{typed[:4]}-{typed[4:]}"
    sent = Submission.objects.filter(service=service.slug, form=form, person=None)
    found = sent.filter(number=wanted).first()
    known = addresses_of(service, found) if found is not None else set()
    return found if email.strip().lower() in known else None


def page_of(record: uuids.UUID) -> str:
    """Return the address that follows the request of a record sent without an account, or ""."""
    from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service

    submission = submission_of(record)
    if submission is None or submission.person_id is not None:
        return ""
    try:
        service = open_service(submission.service)
    except (UnknownService, BrokenService):
        return ""
    for page in service.manifest.pages:
        if page.block == "forms" and getattr(page, "form", "") == submission.form:
            return f"{address(service.slug, page.path)}track/{token_of(submission)}/"
    return ""


def _ended(service: LoadedService, dataset: str, state: str) -> bool:
    workflow = service.manifest.datasets[dataset].workflow
    known = workflow.states.get(state) if workflow else None
    return bool(known and known.final)


def _papers(
    service: LoadedService, submission: Submission, record: uuids.UUID
) -> Iterator[Delivered]:
    """Yield the documents that tell nothing but what was sent."""
    known = set(_saved(service, submission.form))
    fields = set(service.dataset(_dataset(submission, record)).fields)
    for each in Delivered.objects.filter(record=record).select_related("file").order_by("-pk"):
        if set(each.fields) & fields <= known:
            yield each


def _dataset(submission: Submission, record: uuids.UUID) -> str:
    return str(submission.records.values_list("dataset", flat=True).get(record=record))


def _saved(service: LoadedService, form: str) -> Iterable[str]:
    """Return the fields that a form writes."""
    try:
        places = compiled(service, form).form.places.values()
    except (UnreadForm, KeyError):
        return ()
    return [place.save_to for place in places if place.save_to]
