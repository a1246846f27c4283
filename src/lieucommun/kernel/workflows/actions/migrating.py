"""Take an open case to the present version of its workflow, when it changed under it."""

from django.utils import timezone

from lieucommun.engines import workflow as engine
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import open_version
from lieucommun.kernel.workflows.machines import calendar_of, declared, machine_of
from lieucommun.kernel.workflows.models import OpenCase


class StuckCaseError(Exception):
    """An open case that the present version of its workflow cannot go on with."""

    def __init__(self, obstacles: tuple[engine.Obstacle, ...]) -> None:
        super().__init__("; ".join(f"{each.reason}: {each.name}" for each in obstacles))
        self.obstacles = obstacles


def brought_up(
    service: LoadedService, dataset: Dataset, row: OpenCase, case: engine.Case
) -> engine.Case:
    """Return a case as the present version goes on with it; raises StuckCaseError.

    Its state, timers and opinions follow `migrations:` of the manifest, else their names.
    """
    new = machine_of(service, dataset)
    old = former(service, dataset.name, row) or new
    mapping = mapping_of(service, dataset.name)
    try:
        return engine.migrate(
            case,
            old=old,
            new=new,
            mapping={name: to for name, to in mapping.items() if name in old.state},
            now=timezone.now(),
            calendar=calendar_of(service),
        )
    except engine.MigrationError as barred:
        raise StuckCaseError(barred.obstacles) from barred


def former(service: LoadedService, name: str, row: OpenCase) -> engine.Machine | None:
    """Return the machine by which a case went until now; None when its version is gone."""
    from lieucommun.kernel.services.machines import machine

    past = open_version(service.slug, row.service_version_id) if row.service_version_id else None
    workflow = declared(past, name) if past else None
    return machine(workflow) if workflow else None


def mapping_of(service: LoadedService, name: str) -> dict[str, str]:
    """Return what the manifest says that former states become."""
    found = service.manifest.migrations.get(name)
    return dict(found.states) if found else {}
