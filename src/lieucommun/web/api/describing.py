"""What is told of services and datasets, for who calls."""

from typing import Any

from lieucommun.kernel.datasets.access import creating, writable
from lieucommun.kernel.datasets.exchange.writers import WRITERS
from lieucommun.kernel.services.registry import LoadedService

from .asking import filterable, sortable
from .opening import Opened

FORMATS = tuple(WRITERS)


def service_body(service: LoadedService, language: str) -> dict[str, Any]:
    """Return a service, with where its datasets are."""
    manifest = service.manifest
    return {
        "name": service.slug,
        "title": manifest.title.get(language),
        "summary": manifest.summary.get(language) if manifest.summary else None,
        "version": manifest.version,
        "languages": list(manifest.languages),
        "datasets": list(manifest.datasets),
        "description": f"/api/services/{service.slug}/openapi.json",
    }


def dataset_body(opened: Opened, language: str) -> dict[str, Any]:
    """Return a dataset: the fields that who calls may see, and what they may do."""
    dataset, found = opened.dataset, opened.records
    offered = found.access.offered | (found.access.aggregates or frozenset())
    filters, sorts = filterable(found), sortable(found)
    workflow = dataset.workflow
    return {
        "name": dataset.name,
        "title": dataset.title.get(language),
        "key": dataset.record_key or None,
        "fields": [
            {
                "name": name,
                "type": field.type,
                "title": field.title.get(language),
                "required": field.required,
                "filter": name in filters,
                "sort": name in sorts,
                "personal": field.personal or None,
            }
            for name, field in dataset.fields.items()
            if name in offered
        ],
        "states": list(workflow.states) if workflow else [],
        "transitions": list(workflow.transitions) if workflow else [],
        "can": _can(opened),
    }


def _can(opened: Opened) -> list[str]:
    dataset, viewer, access = opened.dataset, opened.viewer, opened.records.access
    token = opened.caller.token
    writes = token is not None and token.writes
    workflow = dataset.workflow
    steps = workflow.transitions.values() if workflow else ()
    found = {
        "read": bool(access.clauses),
        "totals": bool(access.clauses) or access.aggregates is not None,
        "create": writes and bool(creating(dataset, viewer)),
        "update": writes and bool(writable(dataset, viewer, "update")),
        "delete": writes and bool(writable(dataset, viewer, "delete")),
        "move": writes and any(viewer.roles & set(step.by) for step in steps),
    }
    return [name for name, may in found.items() if may]
