"""Which form a submission answers: of the present version of the service, or of a former one."""

import functools
from dataclasses import dataclass

from lieucommun.kernel.forms.compiling import Compiled, UnreadForm, compiled
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.models import ServiceVersion
from lieucommun.kernel.services.registry import open_version

#: Former versions of a service that are looked through, the latest first.
FORMER = 20


@dataclass(frozen=True, slots=True)
class Known:
    """A form by the name of the manifest, as one version of the service has it."""

    name: str
    compiled: Compiled


def forms_for(service: LoadedService, viewer: Viewer) -> list[Known]:
    """Return the forms that a viewer fills in, in the order of the manifest; none broken."""
    mine = viewer.roles
    found = []
    for name, part in service.manifest.forms.items():
        if mine & set(part.for_):
            try:
                found.append(Known(name, compiled(service, name)))
            except UnreadForm:
                continue
    return found


def form_named(service: LoadedService, form: str, version: str) -> Known | None:
    """Return the form that answers say they answer; None when no version kept has it.

    Answers of a former version are read with it: what it asked is what they say.
    """
    known = _names(service.hash, _Same(service)).get(form)
    if known is not None and known.compiled.form.version == version:
        return known
    return _former(service.slug, service.hash, form, version)


class _Same:
    """A service that is the same whatever object opens it: its hash stands beside in the key."""

    def __init__(self, service: LoadedService) -> None:
        self.service = service

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.service.slug == self.service.slug

    def __hash__(self) -> int:
        return hash(self.service.slug)


@functools.lru_cache(maxsize=64)
def _names(version: str, same: _Same) -> dict[str, Known]:
    del version
    found: dict[str, Known] = {}
    for name in same.service.manifest.forms:
        try:
            form = compiled(same.service, name)
        except UnreadForm:
            continue
        found[form.form.id or name] = Known(name, form)
    return found


@functools.lru_cache(maxsize=256)
def _former(slug: str, now: str, form: str, version: str) -> Known | None:
    del now
    rows = ServiceVersion.objects.filter(service__slug=slug).order_by("-pk")
    for number in rows.values_list("pk", flat=True)[:FORMER]:
        service = open_version(slug, number)
        if service is None:
            continue
        known = _names(service.hash, _Same(service)).get(form)
        if known is not None and known.compiled.form.version == version:
            return known
    return None
