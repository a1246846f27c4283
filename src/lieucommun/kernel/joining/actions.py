"""Writes: taking a role, asking for it, answering, leaving. One transaction, one journal entry."""

from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.actions import give_role, organisation_of_siret, verify_email
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.manifest import Join

from .models import RoleRequest
from .queries import approvers, fits, may_answer, verified
from .refusals import RefusedJoin

SEVEN_DAYS = 7 * 24 * 3600
LONGEST_NAME, LONGEST_REASON = 200, 500
_CONFIRM = TimestampSigner(salt="lieucommun.joining.confirm")
State = RoleRequest.State


def ask_role(
    person: Person,
    service: LoadedService,
    role: str,
    *,
    siret: str = "",
    organisation: str = "",
    site: str = "",
) -> RoleRequest:
    """Take a role, or ask for it where the manifest wants a proof or an approval first.

    `site` is the address of the place, for the links of letters. Raises RefusedJoin.
    """
    join = _join(service, role)
    if not fits(person, service.manifest.roles[role]):
        raise RefusedJoin("domain")
    number = _siret(siret) if join.siret else ""
    if join.siret and not organisation.strip():
        raise RefusedJoin("name", "organisation")
    if _holds(person, service.slug, role, number):
        raise RefusedJoin("held")
    request = RoleRequest(
        person=person,
        service=service.slug,
        role=role,
        siret=number,
        organisation_name=" ".join(organisation.split())[:LONGEST_NAME] if join.siret else "",
        state=State.WAITING if verified(person) else State.UNVERIFIED,
        asked_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            request.save()
            _journal("request.made", request, person.pk)
            _go_on(request, service, join, site)
    except IntegrityError as twice:
        raise RefusedJoin("asked") from twice
    return request


def confirm_request(token: str, service: LoadedService, *, site: str = "") -> RoleRequest:
    """Note that the address of who asked is theirs, and go on; raises RefusedJoin."""
    try:
        uuid = _CONFIRM.unsign(token, max_age=SEVEN_DAYS)
    except BadSignature as wrong:
        raise RefusedJoin("link") from wrong
    with transaction.atomic():
        found = RoleRequest.objects.select_for_update(of=("self",)).select_related("person")
        request = found.filter(
            uuid=uuid, service=service.slug, state=State.UNVERIFIED, person__is_active=True
        ).first()
        if request is None:
            raise RefusedJoin("link")
        verify_email(request.person)
        request.state = State.WAITING
        request.save(update_fields=["state"])
        _go_on(request, service, _join(service, request.role), site)
    return request


@transaction.atomic
def answer_request(
    request: RoleRequest,
    service: LoadedService,
    by: Person,
    *,
    accept: bool,
    reason: str = "",
    site: str = "",
) -> RoleRequest:
    """Accept or refuse a request; a refusal has its reason. The asker is told by e-mail.

    Raises RefusedJoin; PermissionError for who may not answer.
    """
    if not may_answer(by, service, request.role):
        raise PermissionError(request.role)
    if request.person_id == by.pk:
        raise RefusedJoin("own")
    told = " ".join(reason.split())[:LONGEST_REASON]
    if not accept and not told:
        raise RefusedJoin("reason", "reason")
    locked = RoleRequest.objects.select_for_update().get(pk=request.pk)
    if locked.state != State.WAITING:
        raise RefusedJoin("answered")
    locked.reason = told
    locked.answered_by = by
    _settle(locked, accept=accept, by=by.pk)
    _write("joining.answered", locked, site, by=by.pk)
    return locked


@transaction.atomic
def withdraw_request(request: RoleRequest) -> None:
    """Take back what one asked for; nothing happens when it was answered meanwhile."""
    open_ones = RoleRequest.objects.filter(pk=request.pk, state__in=RoleRequest.OPEN)
    if open_ones.update(state=State.WITHDRAWN, answered_at=timezone.now()):
        _journal("request.withdrawn", request, request.person_id)


def confirm_address(request: RoleRequest) -> str:
    """Return the address that proves, once visited, that someone reads their mail."""
    token = _CONFIRM.sign(str(request.uuid))
    return reverse("join-confirm", kwargs={"slug": request.service, "token": token})


def join_address(slug: str) -> str:
    """Return where the roles of a service are taken."""
    return reverse("join", kwargs={"slug": slug})


def _go_on(request: RoleRequest, service: LoadedService, join: Join, site: str) -> None:
    """Do what comes next: prove the address, wait for an answer, or hold the role."""
    if request.state == State.UNVERIFIED:
        _write("joining.confirm", request, site, by=request.person_id)
    elif join.approve or join.siret:
        for approver in approvers(request, service):
            told = str(approver.uuid)
            _write("joining.asked", request, site, by=request.person_id, approver=told)
    else:
        _settle(request, accept=True, by=request.person_id)


def _write(letter: str, request: RoleRequest, site: str, *, by: int, **more: Any) -> None:
    """Have a letter about a request sent, once all is committed: the job says only which."""
    enqueue(letter, service=request.service, by=by, request=str(request.uuid), site=site, **more)


def _settle(request: RoleRequest, *, accept: bool, by: int) -> None:
    request.state = State.ACCEPTED if accept else State.REFUSED
    request.answered_at = timezone.now()
    request.save()
    _journal(f"request.{request.state}", request, by)
    if accept:
        siret = request.siret
        held_for = organisation_of_siret(siret, request.organisation_name) if siret else None
        give_role(request.person, request.service, request.role, organisation=held_for, by=by)


def _join(service: LoadedService, role: str) -> Join:
    known = service.manifest.roles.get(role)
    if known is None or known.join is None:
        raise RefusedJoin("not open")
    return known.join


def _siret(written: str) -> str:
    from stdnum import exceptions
    from stdnum.fr import siret

    try:
        return str(siret.validate(written))
    except exceptions.ValidationError as wrong:
        raise RefusedJoin("siret", "siret") from wrong


def _holds(person: Person, service: str, role: str, siret: str) -> bool:
    held = RoleGrant.objects.filter(person=person, service=service, role=role)
    return (held.filter(organisation__siret=siret) if siret else held).exists()


def _journal(action: str, request: RoleRequest, by: int | None) -> None:
    record_entry(
        action,
        service=request.service,
        by=by,
        object_kind="request",
        object_id=request.uuid,
        fields=[request.role],
    )
