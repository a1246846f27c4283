"""The words of codes: choices, territories, organisations, and records that are referred to."""

import uuid as uuids
from collections.abc import Iterable
from contextlib import suppress
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

    A record that the viewer may not read, or that is gone, keeps its code. One statement at most,
    and another where records are named by their uuids.
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


def _record_titles(target: str, codes: list[str], opened: Reading) -> dict[str, str]:
    """Return the labels of records by what names them: their keys or, without, their uuids."""
    dataset = opened.service.dataset(target)
    asked = query(dataset, opened.viewer)
    found = asked.named(codes) if dataset.record_key else {}
    others = {code: uuid for code in codes if code not in found and (uuid := _uuid(code))}
    rows = asked.several(others.values()) if others else {}
    found |= {code: rows[uuid] for code, uuid in others.items() if uuid in rows}
    return {code: found[code].label(opened.language) if code in found else code for code in codes}


def _uuid(code: str) -> uuids.UUID | None:
    with suppress(ValueError):
        return uuids.UUID(code)
    return None
