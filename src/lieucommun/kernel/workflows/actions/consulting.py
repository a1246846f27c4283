"""Ask for opinions on a case, give them, no longer ask. One transaction, one journal entry."""

import uuid as uuids
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from lieucommun.engines import workflow as engine
from lieucommun.kernel.datasets.errors import NotAllowedError
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.forms.queries import is_attached
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.workflows.machines import calendar_of, declared, machine_of
from lieucommun.kernel.workflows.models import CaseOpinion
from lieucommun.kernel.workflows.queries import acting_roles, consultable
from lieucommun.kernel.workflows.refusals import FormNeededError, NotAskedError

from .moving import locked, strike
from .opening import keep, taken_up

LONGEST = 20_000


@transaction.atomic
def ask_opinion(  # noqa: PLR0913 - what is asked, of whom
    service: LoadedService,
    dataset: Dataset,
    uuid: uuids.UUID,
    name: str,
    *,
    of: Sequence[int],
    by: Viewer,
    question: str = "",
) -> list[CaseOpinion]:
    """Ask persons (their ids) for an opinion; who was asked already is not asked twice.

    Raises NotAllowedError when the viewer may not ask, or someone may not be asked.
    """
    able = {person.pk for person in consultable(service, dataset, uuid, name)}
    if not of or not set(of) <= able:
        raise NotAllowedError(name)
    record, now = locked(dataset, uuid), timezone.now()
    case = strike(service, dataset, record, taken_up(service, dataset, record), now)
    waiting = CaseOpinion.objects.filter(record=uuid, name=name, withdrawn_at=None)
    known = set(waiting.values_list("person_id", flat=True))
    asked = [
        CaseOpinion(
            record=uuid,
            service=service.slug,
            dataset=dataset.name,
            name=name,
            person_id=person,
            question=question.strip()[:LONGEST],
            asked_by_id=by.person,
            asked_at=now,
        )
        for person in dict.fromkeys(of)
        if person not in known
    ]
    try:
        case = engine.ask(
            machine_of(service, dataset),
            case,
            name,
            of=[str(each.uuid) for each in asked],
            roles=acting_roles(dataset, by, record.uuid),
            now=now,
            calendar=calendar_of(service),
        )
    except engine.RefusedError as refused:
        raise NotAllowedError(name) from refused
    until = next(each.until for each in case.asked if each.opinion == name)
    for each in asked:
        each.until = until
    CaseOpinion.objects.bulk_create(asked)
    keep(service, dataset, record, case)
    _tell("case.opinion_asked", dataset, record, by)
    return asked


@transaction.atomic
def give_opinion(
    service: LoadedService,
    dataset: Dataset,
    opinion: uuids.UUID,
    *,
    by: Viewer,
    verdict: str,
    text: str = "",
) -> CaseOpinion:
    """Answer an opinion that one was asked for, even late, once.

    Raises NotAskedError, FormNeededError.
    """
    found = _mine(dataset, opinion, by)
    record, now = locked(dataset, found.record), timezone.now()
    found = CaseOpinion.objects.select_for_update().get(pk=found.pk)
    if found.given_at is not None or found.withdrawn_at is not None:
        raise NotAskedError(str(opinion))
    case = strike(service, dataset, record, taken_up(service, dataset, record), now)
    part = declared(service, dataset.name)
    known = part.opinions.get(found.name) if part else None
    if known is not None and known.form and not is_attached(record.uuid, f"opinion:{found.uuid}"):
        raise FormNeededError(known.form)
    if known is not None and any(str(found.uuid) in each.of for each in case.asked):
        case = engine.give(
            machine_of(service, dataset),
            case,
            found.name,
            person=str(found.uuid),
            roles=known.by,
        )
        keep(service, dataset, record, case)
    found.verdict = CaseOpinion.Verdict(verdict)
    found.text = text.strip()[:LONGEST]
    found.given_at = now
    found.save(update_fields=["verdict", "text", "given_at"])
    _tell("case.opinion_given", dataset, record, by)
    return found


@transaction.atomic
def withdraw_opinion(
    service: LoadedService, dataset: Dataset, opinion: uuids.UUID, *, by: Viewer
) -> None:
    """No longer wait for an opinion that was not given; raises NotAskedError, NotAllowedError."""
    found = CaseOpinion.objects.filter(
        uuid=opinion, service=service.slug, dataset=dataset.name
    ).first()
    if found is None:
        raise NotAskedError(str(opinion))
    record, now = locked(dataset, found.record), timezone.now()
    found = CaseOpinion.objects.select_for_update().get(pk=found.pk)
    if found.given_at is not None or found.withdrawn_at is not None:
        raise NotAskedError(str(opinion))
    case = strike(service, dataset, record, taken_up(service, dataset, record), now)
    roles = acting_roles(dataset, by, record.uuid)
    if engine.may_ask(machine_of(service, dataset), case, found.name, roles=roles) is not None:
        raise NotAllowedError(found.name)
    found.withdrawn_at = now
    found.save(update_fields=["withdrawn_at"])
    keep(service, dataset, record, engine.unask(case, found.name, str(found.uuid)))
    _tell("case.opinion_withdrawn", dataset, record, by)


def _mine(dataset: Dataset, opinion: uuids.UUID, by: Viewer) -> CaseOpinion:
    rows = CaseOpinion.objects.filter(uuid=opinion, dataset=dataset.name, service=dataset.service)
    found = rows.filter(person=by.person).first() if by.person is not None else None
    if found is None:
        raise NotAskedError(str(opinion))
    return found


def _tell(act: str, dataset: Dataset, record: Record, by: Viewer) -> None:
    record_entry(
        act,
        service=dataset.service,
        by=by.person,
        object_kind=dataset.name,
        object_id=record.uuid,
    )
