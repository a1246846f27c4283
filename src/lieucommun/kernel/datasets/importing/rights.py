"""Who may bring records in, and which fields they may write so."""

from collections.abc import Collection, Iterator

from lieucommun.kernel.datasets.access import ALWAYS, creating, readable, writable
from lieucommun.kernel.datasets.errors import DataProblem, NotAllowedError
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.writing import System
from lieucommun.kernel.people.viewer import Viewer


def check_rights(dataset: Dataset, by: Viewer | System, *, delete: bool = False) -> None:
    """Raise NotAllowedError unless one may create, update (and delete) every record."""
    if isinstance(by, System):
        return
    allowed = creating(dataset, by) and ALWAYS in writable(dataset, by, "update")
    if not allowed or (delete and ALWAYS not in writable(dataset, by, "delete")):
        raise NotAllowedError("import")


def hidden_from(
    dataset: Dataset, by: Viewer | System, fields: Collection[str]
) -> Iterator[DataProblem]:
    """Yield the fields of a file that its sender does not see on every record."""
    if isinstance(by, System):
        return
    always = [clause.visible for clause in readable(dataset, by).clauses if clause.always]
    seen = frozenset().union(*always)
    yield from (DataProblem(name, "hidden") for name in fields if name not in seen)
