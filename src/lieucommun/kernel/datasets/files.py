"""Which files of a folder hold what its manifest does not open to everyone."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .access import Condition, readable
from .schema import Dataset

HEADER = 4_000


def withheld(service: LoadedService, viewer: Viewer) -> frozenset[str]:
    """Return the files that a viewer may not open: a folder is public, what it feeds may not be.

    They are the seeds of datasets of which the viewer does not see every record and field, and
    the texts, in each language, of pages that the viewer may not open.
    """
    datasets = (service.dataset(name) for name in service.manifest.datasets)
    seeds = {
        dataset.seed.file
        for dataset in datasets
        if dataset.seed and not _whole(service, dataset, viewer)
    }
    shown: set[str] = set()
    hidden: set[str] = set()
    for page in service.manifest.pages:
        if file := getattr(page, "file", None):
            (shown if viewer.roles & set(page.for_) else hidden).add(str(file))
    texts = (_variants(service, file) for file in hidden - shown)
    return frozenset(seeds.union(*texts))


def _whole(service: LoadedService, dataset: Dataset, viewer: Viewer) -> bool:
    """Whether a viewer sees all that the seed of a dataset says."""
    clauses = readable(dataset, viewer).clauses
    whole = [clause for clause in clauses if clause.visible >= dataset.fields.keys()]
    if any(clause.always for clause in whole):
        return True
    path = dataset.seed.file if dataset.seed else ""
    stated = "_state" in service.folder.text(path)[:HEADER] or path.lower().endswith(".json")
    public = dataset.initial_state in (dataset.public_states or ())
    return public and not stated and any("state" in _kinds(clause.when) for clause in whole)


def _kinds(conditions: Iterable[Condition]) -> set[str]:
    """Return the kinds of the conditions that ask one thing only."""
    return {atom.kind for each in conditions if len(each) == 1 for atom in each}


def _variants(service: LoadedService, file: str) -> set[str]:
    stem, end = str(PurePosixPath(file).with_suffix("")), PurePosixPath(file).suffix
    files = service.folder.files()
    return {path for path in files if path.startswith(f"{stem}.") and path.endswith(end)}
