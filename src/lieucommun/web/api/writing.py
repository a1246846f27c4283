"""Addresses that write: create, change, delete, take through a step.

On the router of those that read: an address has all its methods in one place.
"""

from django.http import HttpRequest, HttpResponse

from . import acts, shapes
from .bodies import read_body, read_reason
from .credentials import caller_of
from .reading import DATASET, RECORD
from .reading import router as router  # noqa: PLC0414 - with these addresses, it is whole


@router.post(
    DATASET + "/records",
    response={201: shapes.Written},
    operation_id="create",
    tags=["writing"],
)
def create(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Create a record, in its first state."""
    caller_of(request).writer()
    return acts.create(request, slug, name, read_body(request, ("data", "organisation")))


@router.patch(RECORD, response=shapes.Written, operation_id="update", tags=["writing"])
def update(request: HttpRequest, slug: str, name: str, record: str) -> HttpResponse:
    """Change the fields that are sent; the others stay."""
    caller_of(request).writer()
    return acts.update(request, slug, name, record, read_body(request, ("data",)))


@router.delete(RECORD, response={204: None}, operation_id="delete", tags=["writing"])
def delete(request: HttpRequest, slug: str, name: str, record: str) -> HttpResponse:
    """Delete a record; its history stays."""
    caller_of(request).writer()
    return acts.delete(request, slug, name, record)


@router.post(
    RECORD + "/transitions/{transition}",
    response=shapes.Written,
    operation_id="move",
    tags=["writing"],
)
def move(request: HttpRequest, slug: str, name: str, record: str, transition: str) -> HttpResponse:
    """Take a record through a step of its workflow."""
    caller_of(request).writer()
    return acts.move(request, slug, name, record, transition, read_reason(request))
