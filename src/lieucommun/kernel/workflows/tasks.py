"""The jobs of workflows: what steps set off, and each minute what is due."""

import datetime as dt
import logging
import uuid as uuids

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.datasets.actions import restate_record
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.predicates import in_dataset
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.documents.printing import UnprintablePaper
from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import job, scheduled
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import (
    BrokenService,
    UnknownService,
    open_service,
    published,
)

from . import effects
from .actions.migrating import StuckCaseError, mapping_of
from .actions.moving import locked, strike
from .actions.opening import begin, taken_up
from .machines import declared, digest_of, remembers
from .models import CaseEffect, CaseStep, OpenCase

#: Cases looked at in one turn; the next comes a minute later.
MOST = 1_000
log = logging.getLogger(__name__)


@scheduled("workflows.tick", every=dt.timedelta(minutes=1), title=_("Do what is due in cases"))
def tick(context: JobContext) -> None:
    """Strike timers that are due, and begin to follow the records that nothing follows yet."""
    services = published()
    for service in services:
        for name in service.manifest.datasets:
            if declared(service, name) is not None:
                _bring_up(service, name)
                _restate(service, name)
            if remembers(declared(service, name)):
                _follow(service, name)
    due = OpenCase.objects.filter(due_at__lte=timezone.now(), stuck=[]).order_by("due_at")
    found = list(due.values_list("record", "service", "dataset")[:MOST])
    failed = [record for record, slug, name in found if not _struck(record, slug, name)]
    if failed:
        raise RuntimeError(f"{len(failed)} cases could not be moved on, the first: {failed[0]}")
    context.finish()


@job("workflows.effects", title=_("Do what a step of a case sets off"))
def carry_out(context: JobContext, step: int) -> None:
    """Do the effects of a step in their order, each once, whatever stops in between."""
    del context
    kept = CaseStep.objects.filter(pk=step).first()
    if kept is None:
        return
    try:
        service = open_service(kept.service)
        dataset = service.dataset(kept.dataset)
    except (UnknownService, BrokenService, KeyError):
        kept.effects.filter(done_at=None).update(done_at=timezone.now(), trouble="service")
        return
    setting = effects.Setting(service, dataset, kept)
    for pk in kept.effects.filter(done_at=None).order_by("rank").values_list("pk", flat=True):
        _do(setting, pk)


def _do(setting: effects.Setting, pk: int) -> None:
    with transaction.atomic():
        effect = CaseEffect.objects.select_for_update().get(pk=pk)
        if effect.done_at is not None:
            return
        try:
            with transaction.atomic():
                effect.reached = effects.do(setting, effect)
        except (LookupError, Record.DoesNotExist, UnprintablePaper) as missing:
            effect.trouble = str(missing)[:200] or "gone"
        effect.done_at = timezone.now()
        effect.save()


def _struck(record: uuids.UUID, slug: str, name: str) -> bool:
    try:
        service = open_service(slug)
        dataset = service.dataset(name)
    except (UnknownService, BrokenService, KeyError):
        return True  # nothing is served: its cases wait
    try:
        _turned(service, dataset, record)
    except Exception:
        log.exception("the case of record %s could not be moved on", record)
        return False
    return True


def _follow(service: LoadedService, name: str) -> None:
    """Follow the records that came without a word: imported, or there before the workflow."""
    dataset = service.dataset(name)
    workflow = dataset.workflow
    states = [each for each in workflow.states if each not in workflow.final] if workflow else []
    followed = OpenCase.objects.filter(record=OuterRef("uuid"))
    alone = Record.objects.filter(in_dataset(dataset.service_id, name), state__in=states)
    alone = alone.exclude(Exists(followed)).order_by("pk")
    for uuid, state, since in list(alone.values_list("uuid", "state", "updated_at")[:MOST]):
        with transaction.atomic():
            begin(service, dataset, uuid, state, since)


def _bring_up(service: LoadedService, name: str) -> None:
    """Take the cases of a former version to this one; those that cannot be are marked so."""
    rows = OpenCase.objects.filter(service=service.slug, dataset=name)
    if not remembers(declared(service, name)):
        rows.delete()
        return
    rows = rows.exclude(digest=digest_of(service, name))
    for record in list(rows.filter(stuck=[]).values_list("record", flat=True)[:MOST]):
        _turned(service, service.dataset(name), record)


def _restate(service: LoadedService, name: str) -> None:
    """Give their new state to the records that no case follows."""
    dataset = service.dataset(name)
    becomes = {old: new for old, new in mapping_of(service, name).items() if old != new}
    followed = OpenCase.objects.filter(record=OuterRef("uuid"))
    rows = Record.objects.filter(in_dataset(dataset.service_id, name), state__in=list(becomes))
    rows = rows.exclude(Exists(followed)).order_by("pk")
    for uuid, state in list(rows.values_list("uuid", "state")[:MOST]):
        restate_record(dataset, uuid, becomes[state])


def _turned(service: LoadedService, dataset: Dataset, record: uuids.UUID) -> None:
    try:
        with transaction.atomic():
            row = locked(dataset, record)
            strike(service, dataset, row, taken_up(service, dataset, row), timezone.now())
    except UnknownRecord:
        OpenCase.objects.filter(record=record).delete()
    except StuckCaseError as stuck:
        _stick(record, stuck)


def _stick(record: uuids.UUID, stuck: StuckCaseError) -> None:
    told = [[each.reason, each.name, each.to] for each in stuck.obstacles]
    OpenCase.objects.filter(record=record).update(stuck=told)
