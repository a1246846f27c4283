"""Files that services bring with them (`data:` of a source): examples, or small tables."""

import hashlib
from pathlib import PurePosixPath

from lieucommun.kernel.services.loaded import LoadedService

from . import keeping
from .actions import Sent, load
from .mapping.model import SourceFile
from .mapping.reading import read_source
from .models import TableLoad
from .queries import tables_of

State = TableLoad.State


def take_bundled(service: LoadedService) -> list[TableLoad]:
    """Load the files that a service brings, those that are not loaded as they are now.

    An example is left where real rows are. Quick when there is nothing to do. Raises RefusedLoad.
    """
    brought = {
        name: source
        for name, declared in service.manifest.sources.items()
        if (
            source := read_source(service.folder, declared.file, service.manifest.languages[0])
        ).data
    }
    if not brought:
        return []
    stored = tables_of(service.slug)
    real = {name for name, each in stored.items() if not each.example}
    current = TableLoad.objects.filter(service=service.slug, state=State.CURRENT)
    known = dict(current.values_list("source", "report__bundled"))
    made = []
    for name, source in brought.items():
        into = service.manifest.sources[name].into
        digest = _digest(service, name, source)
        if known.get(name) != digest and not (source.example and into in real):
            made.append(_take(service, name, source, digest))
    return made


def _digest(service: LoadedService, name: str, source: SourceFile) -> str:
    """Return a digest of all that a load of the file depends on."""
    declared = service.manifest.sources[name]
    table = service.manifest.tables[declared.into]
    parts = (
        service.folder.read(source.data or ""),
        service.folder.read(declared.file),
        table.model_dump_json(include={"columns", "grain"}).encode(),
    )
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _take(service: LoadedService, name: str, source: SourceFile, digest: str) -> TableLoad:
    path = source.data or ""
    with keeping.making() as folder:
        copy = folder / PurePosixPath(path).name
        copy.write_bytes(service.folder.read(path))
        return load(service, name, Sent(copy, bundled=digest))
