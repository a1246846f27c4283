"""Writes: the value of a period, entered once, and corrected afterwards."""

import uuid as uuids
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from lieucommun.engines.statistics.following import Period
from lieucommun.kernel.datasets.actions import Written, create_record, update_record
from lieucommun.kernel.datasets.errors import InvalidRecord
from lieucommun.kernel.datasets.importing import keyed_uuid
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.people.viewer import Viewer

from .declared import Declared
from .series import Entry, period_of, written


class AlreadyEnteredError(Exception):
    """The period has a value, which someone entered meanwhile or the viewer does not read."""


def enter_value(
    declared: Declared,
    period: Period,
    values: Mapping[str, Any],
    *,
    by: Viewer,
    territory: str = "",
    organisation: int | None = None,
) -> Written:
    """Enter the value of a period, with what goes with it, for an organisation (id) of the viewer.

    Sent twice, even at once, it is entered once. Raises InvalidRecord, NotAllowedError, or
    AlreadyEnteredError. The caller has checked that the viewer enters this indicator.
    """
    key, dataset = _key(declared, period, territory), declared.dataset
    data = {
        **values,
        declared.field("indicator"): declared.name,
        declared.field("period"): written(declared, period),
    }
    if territory:
        data[declared.field("territory")] = territory
    if dataset.record_key:
        data.setdefault(dataset.record_key, key)
    uuid = _uuid(declared, period, key, by)
    try:
        return create_record(dataset, data, by=by, organisation=organisation, uuid=uuid)
    except InvalidRecord as invalid:
        taken = {"", dataset.record_key}
        if any(each.code == "unique" and each.field in taken for each in invalid.problems):
            raise AlreadyEnteredError(key) from invalid
        raise


def correct_value(
    declared: Declared,
    entry: Entry,
    period: Period,
    changes: Mapping[str, Any],
    *,
    by: Viewer,
    version: int,
) -> Written:
    """Change a value, or the period that it is of; `version` is the one that its writer had read.

    Raises what `update_record` does.
    """
    record, data = entry.record, dict(changes)
    if period != entry.period:
        data[declared.field("period")] = written(declared, period)
        territory = str(record.value(declared.field("territory")) or "")
        if record.key == _key(declared, entry.period, territory):
            data[declared.dataset.record_key] = _key(declared, period, territory)
    return update_record(declared.dataset, record.uuid, data, by=by, expected_version=version)


def _key(declared: Declared, period: Period, territory: str) -> str:
    """Return what names the value of a period; it may stand in an address."""
    return "-".join(filter(None, (declared.name, str(period), territory.replace(":", "-"))))


def _uuid(declared: Declared, period: Period, key: str, by: Viewer) -> uuids.UUID:
    """Return the uuid of the value of a period: always the same, so that it is entered once.

    Where it is that of a value that was moved to another period since, another one is drawn.
    """
    wanted = keyed_uuid(declared.dataset, key)
    with suppress(UnknownRecord):
        if period_of(declared, query(declared.dataset, by).get(wanted)) != period:
            return uuids.uuid4()
    return wanted
