"""Figures are made once a table was loaded, or else when they are first wanted."""

import hashlib
from pathlib import Path

from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.tables import queries as tables
from lieucommun.kernel.tables.schema import stored_columns

from . import keeping
from .elsewhere.chosen import engine
from .making import make
from .material import held, material_of
from .plans import plans
from .queries import Figures


def figures_of(service: LoadedService) -> Figures | None:
    """Return the figures of a service, made now if they are not there; None without indicators.

    While another process makes them, those of before are returned, where there are some.
    """
    if not any(each.formula for each in service.manifest.indicators.values()):
        return None
    folder = keeping.folder_of(service.slug, keeping.stamp(service, tables.stamp(service.slug)))
    return keeping.opened(folder) or _made(service, folder)


def _made(service: LoadedService, folder: Path) -> Figures | None:
    before = keeping.former(service.slug)
    with keeping.claim(service.slug, wait=before is None) as alone:
        if not alone:
            return before
        found = keeping.opened(folder)  # by who had the claim until now
        if found is not None:
            return found
        with keeping.written(folder) as aside:
            _make(service, aside)
    keeping.forget_former(service.slug, folder.name)
    return keeping.opened(folder)


def _make(service: LoadedService, folder: Path) -> None:
    stored = held(service)
    material = material_of(service, stored)
    stamps = {name: _stamp(service, each) for name, each in stored.items()}
    connection = keeping.connection()
    try:
        with engine(connection, material, stamps) as summed:
            declared = service.manifest.indicators
            made = plans(service.manifest)
            make(connection, made, material, folder, summed, indicators=declared)
    finally:
        connection.close()


def _stamp(service: LoadedService, stored: tables.Stored) -> str:
    """Return a name for the rows of a table as they are declared now."""
    columns = stored_columns(service.manifest.tables[stored.table])
    told = "|".join((stored.stamp, *(f"{name} {kind}" for name, kind in columns.items())))
    return "t" + hashlib.sha256(told.encode()).hexdigest()[:24]
