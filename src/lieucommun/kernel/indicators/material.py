"""What the figures of a service are made of: the rows of its tables, as they are now."""

from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.tables import queries as tables

from .making import Material


def held(service: LoadedService) -> dict[str, tables.Stored]:
    """Return what each declared table holds now, by name: those that hold something."""
    declared = service.manifest.tables
    return {
        name: stored for name, stored in tables.tables_of(service.slug).items() if name in declared
    }


def material_of(service: LoadedService, stored: dict[str, tables.Stored]) -> Material:
    """Return the rows of each table, and the ground that its sources cover."""
    declared = service.manifest.tables
    return Material(
        {name: tables.relation(each, declared[name]) for name, each in stored.items()},
        {name: each.covers for name, each in stored.items()},
    )
