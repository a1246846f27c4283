"""Addresses that read: services, datasets, records, counts, exports, history."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Router

from lieucommun.kernel.services.registry import published
from lieucommun.web.languages import content_language

from . import document, lists, shapes
from .answers import answer, record_body, version_body
from .attached import files_body
from .describing import dataset_body, service_body
from .opening import one_record, open_dataset, open_named, open_records, open_totals, reaches

router = Router()
DATASET = "/services/{slug}/datasets/{name}"
RECORD = DATASET + "/records/{record}"


@router.get("/services", response=shapes.Services, operation_id="services", tags=["place"])
def services(request: HttpRequest) -> HttpResponse:
    """List the services of this place."""
    language = content_language(request)
    found = [service_body(service, language) for service in published()]
    return answer(request, {"items": found})


@router.get("/services/{slug}", response=shapes.Link, operation_id="service", tags=["place"])
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell of a service."""
    return answer(request, service_body(open_named(slug), content_language(request)))


@router.get("/openapi.json", response=dict[str, Any], operation_id="openapi", tags=["place"])
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe this API, as OpenAPI 3.1."""
    return answer(request, document.of_place())


@router.get(
    "/services/{slug}/openapi.json",
    response=dict[str, Any],
    operation_id="service-openapi",
    tags=["place"],
)
def service_openapi(request: HttpRequest, slug: str) -> HttpResponse:
    """Describe the API of a service exactly: its datasets, their fields, their choices."""
    return answer(request, document.of_service(open_named(slug), content_language(request)))


@router.get(
    "/services/{slug}/datasets", response=shapes.Datasets, operation_id="datasets", tags=["place"]
)
def datasets(request: HttpRequest, slug: str) -> HttpResponse:
    """List the datasets of a service, with what you may do with each."""
    names, language = open_named(slug).manifest.datasets, content_language(request)
    opened = [open_dataset(request, slug, name) for name in names if reaches(request, name)]
    return answer(request, {"items": [dataset_body(each, language) for each in opened]})


@router.get(DATASET, response=shapes.DatasetShape, operation_id="dataset", tags=["place"])
def dataset(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Tell of a dataset: its fields, its states, what you may do."""
    opened = open_dataset(request, slug, name)
    return answer(request, dataset_body(opened, content_language(request)))


@router.get(DATASET + "/records", response=shapes.Records, operation_id="records", tags=["records"])
def records(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """List the records that you may read, a page at a time."""
    return answer(request, lists.records_body(request, open_records(request, slug, name)))


@router.get(DATASET + "/records.{format}", response=None, operation_id="export", tags=["records"])
def export(request: HttpRequest, slug: str, name: str, format: str) -> StreamingHttpResponse:  # noqa: A002 - the word of the address
    """Take every record asked away, in a format of your choice."""
    return lists.export(request, open_records(request, slug, name), format)


@router.get(RECORD, response=shapes.Record, operation_id="record", tags=["records"])
def record(request: HttpRequest, slug: str, name: str, record: str) -> HttpResponse:
    """Read a record, by its uuid or its key."""
    found = one_record(open_records(request, slug, name), record)
    body = record_body(found, content_language(request))
    return answer(request, body, version=found.version)


@router.get(RECORD + "/history", response=shapes.History, operation_id="history", tags=["records"])
def history(request: HttpRequest, slug: str, name: str, record: str) -> HttpResponse:
    """Read the versions of a record that you may read, the latest first."""
    opened = open_records(request, slug, name)
    versions = opened.records.history(one_record(opened, record).uuid)
    return answer(request, {"items": [version_body(each) for each in versions]})


@router.get(RECORD + "/files", response=shapes.Files, operation_id="files", tags=["records"])
def files(request: HttpRequest, slug: str, name: str, record: str) -> HttpResponse:
    """Read the files of a record that you may see, each with a link that opens it for a time."""
    opened = open_records(request, slug, name)
    return answer(request, {"items": files_body(request, opened, one_record(opened, record))})


@router.get(DATASET + "/facets", response=shapes.Facets, operation_id="facets", tags=["totals"])
def facets(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Count the records that you may read by the values of fields."""
    return answer(request, lists.facets_body(request, open_records(request, slug, name)))


@router.get(
    DATASET + "/aggregates", response=shapes.Totals, operation_id="aggregates", tags=["totals"]
)
def aggregates(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Count records by groups, even where you may only read totals."""
    return answer(request, lists.totals_body(request, open_totals(request, slug, name)))
