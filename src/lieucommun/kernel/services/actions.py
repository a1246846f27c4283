"""Writes about services: versions adopted, problems kept, services withdrawn."""

import hashlib
from collections.abc import Container, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import ManyToOneRel
from django.utils import timezone

from lieucommun.kernel.journal.actions import record_entry

from .diagnostics import Diagnostic
from .diagnostics.words import Words
from .folder import Folder
from .loaded import LoadedService
from .manifest import Manifest
from .models import Service, ServiceVersion

DRAFT = "draft-"
DRAFTS_KEPT = 3


class RefusedVersionError(Exception):
    """What comes with a version (its seeds) could not be taken in."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(", ".join(str(found) for found in diagnostics))
        self.diagnostics = diagnostics


def mark(*parts: str, draft: bool) -> str:
    """Return the digest kept with a service to know whether its folder must be read again."""
    return hashlib.sha256("\0".join((*parts, str(draft))).encode()).hexdigest()


@transaction.atomic
def adopt_version(folder: Folder, manifest: Manifest, mark: str, *, draft: bool) -> LoadedService:
    """Serve the files of a folder from now on, as an immutable version or as a draft.

    Raises RefusedVersionError, and then keeps nothing.
    """
    service, _ = Service.objects.select_for_update().get_or_create(slug=manifest.service)
    version = _version(service, folder, manifest, draft=draft)
    service.current = version
    service.source = str(folder.root or "")
    service.fingerprint = mark
    service.problems = []
    service.save()
    record_entry(
        "service.drafted" if draft else "service.published",
        service=service.slug,
        object_kind="service-version",
        object_id=version.pk,
    )
    loaded = LoadedService(
        service.slug, folder.hash, version.pk, service.pk, manifest, folder, draft
    )
    _publish(loaded)
    _forget_drafts(service)
    return loaded


def _version(
    service: Service, folder: Folder, manifest: Manifest, *, draft: bool
) -> ServiceVersion:
    version, _ = ServiceVersion.objects.get_or_create(
        service=service,
        name=(DRAFT if draft else "") + folder.hash,
        defaults={
            "label": manifest.version,
            "archive": folder.archive(),
            "published_at": None if draft else timezone.now(),
        },
    )
    return version


def _publish(loaded: LoadedService) -> None:
    """Take in the seeds and indexes of a version."""
    try:
        publication = import_module("lieucommun.kernel.datasets.publication")
    except ModuleNotFoundError:
        return
    if refused := tuple(publication.publish(loaded) or ()):
        raise RefusedVersionError(refused)


def _forget_drafts(service: Service) -> None:
    """Drop former drafts, except those that a record still names as the version that wrote it."""
    drafts = service.versions.filter(name__startswith=DRAFT).exclude(pk=service.current_id or 0)
    for version in drafts.order_by("-created_at", "-pk")[DRAFTS_KEPT:]:
        if not _is_named(version):
            version.delete()


def _is_named(version: ServiceVersion) -> bool:
    relations = ServiceVersion._meta.get_fields(include_hidden=True)  # noqa: SLF001 - Django's public API
    return any(
        manager.filter(**{relation.field.name: version}).exists()
        for relation in relations
        if isinstance(relation, ManyToOneRel)
        and (manager := relation.related_model._default_manager)  # noqa: SLF001 - the same
    )


@transaction.atomic
def keep_problems(slug: str, source: Path, mark: str, problems: Iterable[Diagnostic]) -> None:
    """Remember the mistakes of a folder; the last good version stays."""
    service, _ = Service.objects.select_for_update().get_or_create(slug=slug)
    service.source = str(source)
    service.fingerprint = mark
    service.problems = [_stored(found) for found in problems]
    service.save()
    record_entry("service.broken", service=slug, object_kind="service", object_id=service.pk)


@transaction.atomic
def withdraw_missing(found: Container[str]) -> list[str]:
    """Stop serving the drafts whose folder has gone; their records stay."""
    gone = []
    for service in Service.objects.exclude(source=""):
        if service.slug in found or (service.current_id is None and not service.problems):
            continue
        service.current = None
        service.problems = []
        service.fingerprint = ""
        service.save()
        record_entry("service.withdrawn", service=service.slug, object_kind="service")
        gone.append(service.slug)
    return gone


def _stored(found: Diagnostic) -> dict[str, Any]:
    params = {key: _plain(value) for key, value in found.params.items()}
    return {
        "path": found.path,
        "line": found.line,
        "column": found.column,
        "code": found.code,
        "params": params,
        "cell": found.cell,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Words):
        return {"fr": value.fr, "en": value.en}
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return value if isinstance(value, int | float | str | None) else str(value)


def unstored(problems: Iterable[dict[str, Any]]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics kept with a service."""
    return tuple(
        Diagnostic(**{**found, "params": {k: _words(v) for k, v in found["params"].items()}})
        for found in problems
    )


def _words(value: Any) -> Any:
    return Words(value["fr"], value["en"]) if isinstance(value, dict) else value
