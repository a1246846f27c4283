"""Which services this place serves: folders become versions, versions become loaded services.

Each process reads slug → version (kept one second) and keeps compiled versions by the hash of
their files: no signal travels between processes.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import OperationalError

from . import actions
from .checking import check
from .checks.parts import with_parts
from .checks.shape import read_manifest
from .diagnostics import Diagnostic
from .diagnostics.words import Words
from .folder import SERVICE, Folder, fingerprint
from .loaded import LoadedService
from .models import Service, ServiceVersion
from .reading import read_yaml
from .schema import digest

__all__ = [
    "BrokenService",
    "LoadedService",
    "Report",
    "UnknownService",
    "forget",
    "open_service",
    "published",
    "synchronise",
]

logger = logging.getLogger(__name__)
MOST_COMPILED = 300
FORMER_KEPT = 2
LONGEST_SLUG = 80
Progress = Callable[[str, int, int], None]


class UnknownService(LookupError):  # noqa: N818 - reads as what it is where it is caught
    """No service of this place has that slug."""


class BrokenService(Exception):  # noqa: N818
    """The folder of a service has mistakes; `diagnostics` tells them."""

    def __init__(self, slug: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(slug)
        self.slug = slug
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Report:
    """What a synchronisation did, by slug, and the diagnostics of the folders left aside."""

    published: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    service_id: int
    version_id: int | None
    name: str
    problems: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Cache:
    rows: dict[str, _Row] = field(default_factory=dict)
    read_at: float = float("-inf")
    compiled: dict[tuple[str, str, int], LoadedService] = field(default_factory=dict)


_cache = _Cache()
_lock = threading.RLock()


def open_service(slug: str) -> LoadedService:
    """Return a service as it is served now.

    Raises UnknownService; BrokenService when the folder being written has mistakes (visitors of a
    place that is not in authoring keep the last good version).
    """
    row = _rows().get(slug)
    if row is None:
        raise UnknownService(slug)
    if settings.AUTHORING and row.problems:
        raise BrokenService(slug, row.problems)
    if row.version_id is None:
        raise UnknownService(slug)
    return _loaded(slug, row)


def open_version(slug: str, version: int) -> LoadedService | None:
    """Return a version of a service by its id, be it served or not; None when it is gone."""
    rows = ServiceVersion.objects.filter(pk=version, service__slug=slug)
    found = rows.values_list("service_id", "name").first()
    try:
        return _loaded(slug, _Row(found[0], version, found[1], ())) if found else None
    except BrokenService:
        return None


def published() -> list[LoadedService]:
    """Return every service that can be served, by slug; a broken one is left out."""
    loaded = []
    for slug, row in sorted(_rows().items()):
        if row.version_id is None:
            continue
        try:
            loaded.append(_loaded(slug, row))
        except BrokenService:
            continue
    return loaded


def synchronise(*, progress: Progress | None = None) -> Report:
    """Bring the versions of this place up to date with the folders on disk.

    `progress(slug, done, total)` is called before each folder. A folder whose names, sizes and
    times are those of the last time is not read again.
    """
    with _lock:
        report = _synchronised(progress)
        forget()
    return report


def forget() -> None:
    """Make the next reading ask the database again."""
    with _lock:
        _cache.rows = {}
        _cache.read_at = float("-inf")


def folders() -> dict[str, Path]:
    """Return the folder of each slug; the first of settings.SERVICE_FOLDERS that has it wins."""
    found: dict[str, Path] = {}
    for parent in settings.SERVICE_FOLDERS:
        if not parent.is_dir():
            continue
        for folder in sorted(parent.iterdir()):
            if _named(folder.name) and (folder / SERVICE).is_file():
                found.setdefault(folder.name, folder)
    return found


def _named(name: str) -> bool:
    """Whether a folder can be that of a service: other names cannot even be kept."""
    readable = name.encode("utf-8", "replace").decode() == name
    return readable and not name.startswith(".") and len(name) <= LONGEST_SLUG


def _rows() -> dict[str, _Row]:
    kept = getattr(settings, "SERVICE_CACHE_SECONDS", 1.0)
    with _lock:
        if time.monotonic() - _cache.read_at >= kept:
            if settings.AUTHORING and settings.SERVICE_FOLDERS:
                _synchronised(None)
            _cache.rows = _read_rows()
            _cache.read_at = time.monotonic()
        return _cache.rows


def _read_rows() -> dict[str, _Row]:
    fields = ("slug", "pk", "current_id", "current__name", "problems")
    return {
        slug: _Row(pk, version, name or "", actions.unstored(problems))
        for slug, pk, version, name, problems in Service.objects.values_list(*fields)
    }


def _loaded(slug: str, row: _Row) -> LoadedService:
    """Return the version that a row names, compiled once per process."""
    key = (slug, row.name, row.version_id or 0)
    with _lock:
        if key not in _cache.compiled:
            _make_room(slug)
            _cache.compiled[key] = _compile(slug, row)
        return _cache.compiled[key]


def _make_room(slug: str) -> None:
    """Let go of the eldest versions of a service that is edited again and again, then of others."""
    former = [key for key in _cache.compiled if key[0] == slug]
    for key in former[: -FORMER_KEPT or None]:
        del _cache.compiled[key]
    while len(_cache.compiled) >= MOST_COMPILED:
        _cache.compiled.pop(next(iter(_cache.compiled)))


def _compile(slug: str, row: _Row) -> LoadedService:
    kept = ServiceVersion.objects.filter(pk=row.version_id or 0).values_list("archive", flat=True)
    folder = Folder.from_archive(slug, bytes(next(iter(kept), b"")))
    if not folder.exists(SERVICE):
        raise BrokenService(slug, (Diagnostic(SERVICE, 1, 1, "LC001"),))
    document = with_parts(read_yaml(folder.read(SERVICE), SERVICE), folder)
    manifest, mistakes = read_manifest(document.data, document.place)
    if manifest is None:
        raise BrokenService(slug, tuple(mistakes))
    draft = row.name.startswith(actions.DRAFT)
    name = row.name.removeprefix(actions.DRAFT)
    return LoadedService(slug, name, row.version_id or 0, row.service_id, manifest, folder, draft)


def _synchronised(progress: Progress | None) -> Report:
    found = folders()
    known = dict(Service.objects.values_list("slug", "fingerprint"))
    done: dict[str, list[str]] = {"published": [], "unchanged": [], "broken": [], "withdrawn": []}
    problems: list[Diagnostic] = []
    for number, (slug, root) in enumerate(found.items()):
        mark = _mark(root)
        if known.get(slug) == mark:
            done["unchanged"].append(slug)
            continue
        if progress:
            progress(slug, number, len(found))
        outcome, wrong = _adopt(slug, root, mark)
        done[outcome].append(slug)
        problems.extend(wrong)
    if settings.AUTHORING:
        done["withdrawn"] = actions.withdraw_missing(found)
    return Report(**{name: tuple(slugs) for name, slugs in done.items()}, problems=tuple(problems))


def _mark(root: Path) -> str:
    """Digest of what was read: the folder, the models that read it, as a draft, with its demo."""
    read_as = (str(root), digest(), str(settings.DEMO))
    return actions.mark(fingerprint(root), *read_as, draft=settings.AUTHORING)


def _adopt(slug: str, root: Path, mark: str) -> tuple[str, Iterable[Diagnostic]]:
    """Take a folder in; whatever is wrong with one, the others are served."""
    try:
        folder = Folder.on_disk(root).still()
        checked = check(folder)
        if checked.manifest is None or not checked.ok:
            return _broken(slug, root, mark, checked.errors)
        actions.adopt_version(folder, checked.manifest, mark, draft=settings.AUTHORING)
    except FileNotFoundError:
        return "unchanged", ()  # it is being written: the next reading finds it whole
    except actions.RefusedVersionError as refused:
        return _broken(slug, root, mark, refused.diagnostics)
    except OperationalError:
        raise  # the database fails, not the folder
    except Exception as failure:
        logger.exception("the folder %s could not be taken in", slug)
        detail = Words("une panne a été notée au journal du serveur", type(failure).__name__)
        return _broken(slug, root, mark, (Diagnostic(SERVICE, 1, 1, "LC072", {"detail": detail}),))
    return "published", ()


def _broken(
    slug: str, root: Path, mark: str, problems: tuple[Diagnostic, ...]
) -> tuple[str, Iterable[Diagnostic]]:
    actions.keep_problems(slug, root, mark, problems)
    return "broken", [found.under(slug) for found in problems]
