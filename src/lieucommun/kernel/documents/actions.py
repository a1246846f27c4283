"""Writes: documents delivered."""

import io
import uuid as uuids
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.files.actions import claim, keep
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.mail.sending import absolute
from lieucommun.kernel.services.loaded import LoadedService

from .blocks import Block, blocks_of
from .codes import new_code
from .filling import fields_in, filled, read_template
from .models import Delivered
from .printing import PICTURES, Paper, printed

PURPOSE = "document"


@transaction.atomic
def produce(
    service: LoadedService,
    name: str,
    *,
    dataset: Dataset,
    record: uuids.UUID,
    by: int | None = None,
    language: str = "",
) -> Delivered:
    """Make a document of the manifest from a record, as it is now, and keep it with the record.

    In a language of the service (its first by default). Raises KeyError for a document that the
    manifest does not have, Record.DoesNotExist, UnprintablePaper.
    """
    part = service.manifest.documents[name]
    spoken = language if language in service.manifest.languages else service.manifest.languages[0]
    row = Record.objects.get(uuid=record, service_id=dataset.service_id, dataset=dataset.name)
    page = read_template(service.folder, part.template, [spoken])
    told = sorted({each for each, _at in fields_in(page.body)} & set(dataset.fields))
    values = _values(dataset, row, told, spoken)
    code = new_code() if part.sign == "code" else ""
    specimen = part.watermark == "specimen" and service.slug not in settings.DECLARED_AUTHORITY
    title = str(page.matter.get("title") or part.title.get(spoken))
    with translation.override(spoken):
        blocks = blocks_of(filled(page.body, values | _said()))
        paper = replace(
            _paper(service, title, spoken, code),
            blocks=blocks,
            pictures=_pictures(service, blocks),
            across=_("SPECIMEN, without legal value") if specimen else "",
        )
    file = keep(
        io.BytesIO(printed(paper)), name=f"{name}.pdf", service=service.slug, by=by, purpose=PURPOSE
    )
    claim(file.uuid, dataset=dataset.name, record=record, field="")
    made = Delivered.objects.create(
        service=service.slug,
        dataset=dataset.name,
        record=record,
        name=name,
        title=title[:300],
        language=spoken,
        fields=told,
        specimen=specimen,
        code=code,
        file=file,
        at=timezone.now(),
    )
    record_entry(
        "document.delivered",
        service=service.slug,
        by=by,
        object_kind=dataset.name,
        object_id=record,
        fields=told,
    )
    return made


def _values(dataset: Dataset, row: Record, told: list[str], language: str) -> dict[str, str]:
    """Return the fields that a document tells, in words; those that are empty left out."""
    return {
        each: dataset.fields[each].text(row.data[each], language)
        for each in told
        if row.data.get(each) is not None
    }


def _pictures(service: LoadedService, blocks: list[Block]) -> dict[str, bytes]:
    """Return the pictures of the folder that a template shows, at its top."""
    named = {str(each["source"]) for each in blocks if each["kind"] == "picture"}
    return {
        source: service.folder.read(source)
        for source in sorted(named)
        if source.lower().endswith(PICTURES) and service.folder.exists(source)
    }


def _said() -> dict[str, str]:
    """Return what a template may name beside the fields of the record."""
    return {"place": str(settings.PLACE_NAME), "today": date_format(timezone.localdate())}


def _paper(service: LoadedService, title: str, language: str, code: str) -> Paper:
    day = timezone.localdate()
    foot = _("Delivered on %(day)s by %(place)s.") % {
        "day": date_format(day),
        "place": settings.PLACE_NAME,
    }
    if code:
        foot += " " + _("Code %(code)s, to be verified at %(address)s") % {
            "code": code,
            "address": absolute(reverse("verify")),
        }
    return Paper(
        title=title,
        language=language.partition("-")[0],
        day=day,
        over=f"{settings.PLACE_NAME} · {service.manifest.title.get(language)}",
        foot=foot,
    )
