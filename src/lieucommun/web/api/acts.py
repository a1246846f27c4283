"""Writes: one transaction each, once per Idempotency-Key, on the version that was read."""

import contextlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.actions import (
    Written,
    create_record,
    delete_record,
    update_record,
)
from lieucommun.kernel.datasets.errors import (
    ConflictError,
    InvalidRecord,
    NotAllowedError,
    NotMetError,
)
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.people.queries import organisation_named
from lieucommun.kernel.tokens.actions import KeyReusedError, keep_answer, note_write, reserve_answer
from lieucommun.kernel.workflows.actions import moving
from lieucommun.kernel.workflows.refusals import OpinionAwaitedError, ReasonNeededError

from .answers import JSON, encode
from .opening import Opened, one_record, open_dataset, open_records
from .problems import Fault, Problem, invalid

LONGEST_KEY = 200


def create(request: HttpRequest, slug: str, name: str, body: dict[str, Any]) -> HttpResponse:
    """Create a record; raises Problem."""
    opened = open_dataset(request, slug, name)
    home = _home(body.get("organisation"))

    def act() -> Written:
        return create_record(opened.dataset, body["data"], by=opened.viewer, organisation=home)

    written = _once(request, opened, act)
    headers = {"Location": f"{opened.address}/{written['id']}"}
    return _written(written, headers, status=201)


def update(
    request: HttpRequest, slug: str, name: str, record: str, body: dict[str, Any]
) -> HttpResponse:
    """Change some fields of a record; raises Problem."""
    opened, expected = open_records(request, slug, name), expected_version(request)
    found = one_record(opened, record)

    def act() -> Written:
        changes, version = body["data"], expected
        return update_record(
            opened.dataset, found.uuid, changes, by=opened.viewer, expected_version=version
        )

    return _written(_once(request, opened, act))


def move(
    request: HttpRequest, slug: str, name: str, record: str, step: str, reason: str
) -> HttpResponse:
    """Take a record through a step of its workflow; raises Problem."""
    opened, expected = open_records(request, slug, name), expected_version(request)
    found = one_record(opened, record)
    workflow = opened.dataset.workflow
    known = workflow.transitions.get(step) if workflow else None
    if known is None:
        raise Problem("not-found", _("These records have no step of this name."))

    def act() -> Written:
        if found.state not in known.origins:
            raise Problem("conflict", _("This step does not start from the state of this record."))
        return moving.move(
            opened.service,
            opened.dataset,
            found.uuid,
            step,
            by=opened.viewer,
            reason=reason,
            expected_version=expected,
        )

    return _written(_once(request, opened, act))


def delete(request: HttpRequest, slug: str, name: str, record: str) -> HttpResponse:
    """Delete a record; raises Problem."""
    opened, expected = open_records(request, slug, name), expected_version(request)
    found = one_record(opened, record)

    def act() -> Written:
        return delete_record(
            opened.dataset, found.uuid, by=opened.viewer, expected_version=expected
        )

    _once(request, opened, act)
    return HttpResponse(status=204)


def expected_version(request: HttpRequest) -> int | None:
    """Return the version that was read; None when any is accepted (`*`); raises Problem."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise Problem("version-needed", _("Send the ETag that you have read as If-Match, or *."))
    if given == "*":
        return None
    tags = parse_etags(given)
    version = tags[0].removeprefix("W/").strip('"').partition("-")[0] if len(tags) == 1 else ""
    if not (version.isascii() and version.isdigit() and len(version) < 10):  # noqa: PLR2004 - fits a version
        raise Problem("changed", _("This tag is not the one of a record here."))
    return int(version)


def _once(request: HttpRequest, opened: Opened, act: Callable[[], Written]) -> dict[str, Any]:
    """Write, or find what the same request wrote within a day."""
    token = opened.caller.writer()
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY or not key.isprintable():
        detail = _("A key of 1 to %(most)s signs is expected.") % {"most": LONGEST_KEY}
        raise Problem("bad-request", detail, (Fault("Idempotency-Key", "long", detail, True),))  # noqa: FBT003 - a parameter
    with _told(), transaction.atomic():
        kept = reserve_answer(token, key, _digest(request)) if key else None
        if kept is not None and kept.answer:
            return dict(kept.answer)
        written = act()
        note_write(token, opened.service.slug, opened.dataset.name)
        answer = {
            "id": str(written.uuid),
            "version": written.version,
            "state": written.state or None,
        }
        if kept is not None:
            keep_answer(kept, answer)
    return answer


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turn what the kernel refuses into problems."""
    try:
        with _step_told():
            yield
    except InvalidRecord as refused:
        raise invalid(refused.problems) from refused
    except NotAllowedError as denied:
        raise Problem("forbidden", _("No role of yours may do this.")) from denied
    except UnknownRecord as missing:
        raise Problem("not-found", _("This record is gone.")) from missing
    except ConflictError as changed:
        detail = _("You have read version %(expected)s; version %(found)s is there now.")
        detail %= {"expected": changed.expected, "found": changed.found}
        raise Problem("changed", detail) from changed
    except KeyReusedError as reused:
        detail = _("This Idempotency-Key was sent with another request.")
        raise Problem("conflict", detail) from reused


def _home(slug: str | None) -> int | None:
    if not slug:
        return None
    home = organisation_named(slug)
    if home is None:
        detail = _("No organisation of this place has this short name.")
        fault = Fault("/organisation", "organisation", detail)
        raise Problem("invalid", _("Correct these parts of the request."), (fault,))
    return home.pk


def _digest(request: HttpRequest) -> str:
    asked = f"{request.method} {request.get_full_path()}\n".encode()
    return sha256(asked + request.body).hexdigest()


def _written(
    body: dict[str, Any], headers: dict[str, str] | None = None, *, status: int = 200
) -> HttpResponse:
    tag = {"ETag": f'"{body["version"]}"'}
    content = encode(body)
    return HttpResponse(content, content_type=JSON, status=status, headers=tag | (headers or {}))


@contextlib.contextmanager
def _step_told() -> Iterator[None]:
    """Turn what a step of a case lacks into problems."""
    try:
        yield
    except ReasonNeededError as unsaid:
        detail = _("This step asks for a reason: send it as {“reason”: “…”}.")
        fault = Fault("/reason", "required", detail)
        raise Problem("invalid", _("Correct these parts of the request."), (fault,)) from unsaid
    except OpinionAwaitedError as waiting:
        detail = _("An opinion is waited for before this step.")
        raise Problem("conflict", detail) from waiting
    except NotMetError as unmet:
        raise Problem(
            "conflict", _("This record does not meet the condition of this step.")
        ) from unmet
