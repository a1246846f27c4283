"""The words of codes: choices, territories, organisations, and records that are referred to."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from lieucommun.kernel.people.models import Organisation
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .fields import Field
from .queries import query


class Reading(Protocol):
    """Who reads what of a service, in which language: an open page is one."""

    @property
    def service(self) -> LoadedService: ...
    @property
    def viewer(self) -> Viewer: ...
    @property
    def language(self) -> str: ...


def titles_of(field: Field, codes: Iterable[str], opened: Reading) -> dict[str, str]:
    """Return the title of each code of a field, in the language of the page.

    A record that the viewer may not read, or that is gone, keeps its code. One query at most.
    """
    wanted = sorted({str(code) for code in codes})
    if not wanted:
        return {}
    if field.type == "reference" and field.target:
        return _record_titles(field.target, wanted, opened)
    if field.type == "organisation":
        names = dict(Organisation.objects.filter(slug__in=wanted).values_list("slug", "name"))
        return {code: names.get(code, code) for code in wanted}
    if field.type == "boolean":
        return {code: _("Yes") if code.casefold() in {"true", "1"} else _("No") for code in wanted}
    if field.type == "choices":
        return {code: field.text([code], opened.language) for code in wanted}
    return {code: field.text(code, opened.language) for code in wanted}


def _record_titles(target: str, keys: list[str], opened: Reading) -> dict[str, str]:
    dataset = opened.service.dataset(target)
    found = query(dataset, opened.viewer).named(keys)
    return {key: found[key].label(opened.language) if key in found else key for key in keys}
