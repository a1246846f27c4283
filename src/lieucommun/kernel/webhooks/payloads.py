"""What is told of an act: the record as it is when it is sent, under the view of the webhook.

Read through `query`, as everything: by a reader who sees the fields of the view, and no others.
"""

import json
from dataclasses import replace

from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView, UnknownRecord
from lieucommun.kernel.datasets.rules import Rule
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.viewer import Grant, Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.manifest import Webhook as Declared

from .models import Delivery

PING = "ping"
READER = "@webhook"


def payload(delivery: Delivery, service: LoadedService | None) -> bytes:
    """Return the body of a message; without the record when it is gone, or out of reach now."""
    declared = service.manifest.webhooks.get(delivery.webhook.name) if service else None
    told: dict[str, object] = {
        "type": delivery.act,
        "timestamp": delivery.at.isoformat().replace("+00:00", "Z"),
    }
    data: dict[str, object] = {"service": delivery.webhook.service}
    if delivery.act != PING:
        data |= {
            "dataset": delivery.dataset,
            "id": str(delivery.record),
            "version": delivery.version,
            "state": delivery.state or None,
            "record": _record(delivery, service, declared) if service and declared else None,
        }
    return json.dumps({**told, "data": data}, ensure_ascii=False).encode("utf-8", "replace")


def _record(
    delivery: Delivery, service: LoadedService, declared: Declared
) -> dict[str, object] | None:
    if not declared.view or delivery.act == "record.deleted":
        return None
    if declared.dataset not in service.manifest.datasets or delivery.record is None:
        return None
    dataset = service.dataset(declared.dataset)
    try:
        found = query(_seen_by(dataset, declared.view), READING).get(delivery.record)
    except UnknownRecord:
        return None
    if declared.states and found.state not in declared.states:
        return None
    return _written(found)


READING = Viewer(None, (Grant(READER),))


def _seen_by(dataset: Dataset, view: str) -> Dataset:
    """Return the dataset under the one rule of a webhook: these fields, of any record."""
    rule = Rule(role=READER, read=("all",), view=dataset.views.get(view, ()))
    return replace(dataset, access=(rule,))


def _written(record: RecordView) -> dict[str, object]:
    return {
        "version": record.version,
        "state": record.state or None,
        "updated_at": record.updated_at.isoformat().replace("+00:00", "Z"),
        "data": dict(record.data),
    }
