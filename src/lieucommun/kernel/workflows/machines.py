"""The machine of a dataset as it is run: guards on its fields, days in the zone of the service."""

import functools
import zoneinfo
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils import timezone

from lieucommun.engines import workflow as engine
from lieucommun.kernel.datasets.rights import meets
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.machines import machine
from lieucommun.kernel.services.manifest import Workflow

SATURDAY = 5
holidays = functools.lru_cache(maxsize=32)(engine.french_holidays)


def declared(service: LoadedService, dataset: str) -> Workflow | None:
    """Return the workflow that the manifest gives to a dataset, if any."""
    part = service.manifest.datasets.get(dataset)
    return part.workflow if part else None


def machine_of(service: LoadedService, dataset: Dataset) -> engine.Machine:
    """Return the machine of a dataset; raises LookupError when it has no workflow."""
    workflow = declared(service, dataset.name)
    if workflow is None:
        raise LookupError(f"{dataset.name} has no workflow")
    guards = {
        name: _guard(dataset, step.when) for name, step in workflow.transitions.items() if step.when
    }
    return machine(workflow, guards)


def digest_of(service: LoadedService, dataset: str) -> str:
    """Return a digest of what runs: states, transitions, timers, opinions; not their titles."""
    workflow = declared(service, dataset)
    plain = machine(workflow) if workflow else None
    return sha256(repr(plain).encode()).hexdigest()


def calendar_of(service: LoadedService) -> engine.Calendar:
    """Return how a service counts days: in its zone, French holidays not worked."""
    zone = service.manifest.zone
    return engine.Calendar(
        zoneinfo.ZoneInfo(zone) if zone else timezone.get_default_timezone(), _works
    )


def remembers(workflow: Workflow | None) -> bool:
    """Say whether a workflow has anything to remember beside the state: timers or opinions."""
    return workflow is not None and bool(workflow.timers or workflow.opinions)


def _works(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def _guard(dataset: Dataset, when: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda data: meets(dataset, data, when)
