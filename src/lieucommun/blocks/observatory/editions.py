"""Editions: when they are made, what of them is shown. Nothing else leaves the counts."""

import datetime as dt
import logging
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lieucommun.engines.statistics import (
    TOTAL,
    Codes,
    Dimension,
    Protection,
    Published,
    protect,
)
from lieucommun.kernel.datasets.cubes import EVERYBODY, Side, Span, cube
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.models import Service

from .keeping import kept, restored
from .models import Edition
from .specs import Declared, TableSpec, declared

logger = logging.getLogger(__name__)
THRESHOLD = 5


def latest(service: str, dataset: str) -> Edition | None:
    """Return the last edition of a dataset, without what is secret of it."""
    rows = Edition.objects.filter(service=service, dataset=dataset)
    return rows.defer("protection").order_by("until").last()


def renewed(service: LoadedService, dataset: str) -> Edition | None:
    """Return the edition of the months that ended, made now unless it is there.

    Where it cannot follow the last one, that one remains, and says that it is the last. None when
    nothing could be published yet, and for a draft of a service that was never published.
    """
    wanted, last = declared(service, dataset), latest(service.slug, dataset)
    if wanted is None or service.draft or _current(wanted, last):
        return last
    try:
        with transaction.atomic():
            Service.objects.select_for_update().get(pk=service.service_id)
            last = latest(service.slug, dataset)
            return last if _current(wanted, last) else _made(service, dataset, wanted, last)
    except IntegrityError:  # another process was first
        return latest(service.slug, dataset)
    except ValueError:
        logger.exception("%s: no edition of %s", service.slug, dataset)
    if last is not None and not last.stopped:
        last.stopped = True
        last.save(update_fields=["stopped"])
    return last


def _current(wanted: Declared, last: Edition | None) -> bool:
    """Say whether no month ended since an edition; without months, periods never do."""
    if last is None:
        return False
    return last.until >= _until() or not any(side.month for side in wanted.by)


def _until() -> dt.date:
    return timezone.localdate().replace(day=1)


def _made(service: LoadedService, dataset: str, wanted: Declared, last: Edition | None) -> Edition:
    until = _until()
    since = last.since if last else _since(wanted, until)
    tables = cube(
        service.dataset(dataset), wanted.by, wanted.each, Span(since, until), wanted.inside
    )
    protection = protect(tables, THRESHOLD, _protection(last) if last else None)
    return Edition.objects.create(
        service=service.slug,
        dataset=dataset,
        made_at=timezone.now(),
        since=since,
        until=until,
        before=last,
        tables=[told(protection.published, spec) for spec in wanted.tables],
        protection=kept(protection),
    )


def _since(wanted: Declared, until: dt.date) -> dt.date:
    if wanted.since:
        return dt.date.fromisoformat(f"{wanted.since}-01")
    return dt.date(until.year - 1, 1, 1)


def _protection(edition: Edition) -> Protection:
    """Return why an edition may be published, after all those before it."""
    before = edition.before
    return restored(edition.protection, _protection(before).published if before else None)


def told(published: Published, spec: TableSpec) -> dict[str, Any]:
    """Return what a table shows of what may be shown, as JSON; what counts nobody is left out.

    A cell is what is counted ("" for everybody, else a field and a value of it), one code for each
    side, and how many: None when it is hidden.
    """
    ranks = {dimension.name: rank for rank, dimension in enumerate(published.dimensions)}
    places = [ranks[side.field] for side in spec.sides]
    tops = tuple(_top(dimension) for dimension in published.dimensions)
    cells = []
    for cell, count in published.cells.items():
        what = _counted(published, spec, cell.table, cell.codes, tops) if count != 0 else None
        if what is not None:
            cells.append([what, [cell.codes[place] for place in places], count])
    return {
        "spec": spec.model_dump(mode="json"),
        "sides": [
            [side.field, side.month, [*published.dimensions[place].parents.items()], tops[place]]
            for side, place in zip(spec.sides, places, strict=True)
        ],
        "cells": cells,
    }


def _counted(
    published: Published, spec: TableSpec, table: str, codes: Codes, tops: Codes
) -> str | None:
    """Return what a cell counts in a table; None when it is not of this table."""
    named = {side.field for side in spec.sides}
    apart = [
        (dimension.name, code)
        for dimension, code, top in zip(published.dimensions, codes, tops, strict=True)
        if code != top and dimension.name not in named
    ]
    if not apart:
        of = table.partition(":")[0]
        return "" if table == EVERYBODY else (table if of in spec.each else None)
    ((name, code), *more) = apart
    parted = name in spec.each and Side(name) not in spec.sides
    return f"{name}:{code}" if table == EVERYBODY and parted and not more else None


def _top(dimension: Dimension) -> str:
    """Return the code above all others."""
    first, *others = (code for code, parent in dimension.parents.items() if parent is None)
    return TOTAL if others else first
