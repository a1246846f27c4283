"""Go on after mistakes of shape: what is left of a manifest once the broken parts are put aside.

So that one pass also tells which files, roles or fields do not exist.
"""

import copy
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from lieucommun.kernel.services.diagnostics import Diagnostic
from lieucommun.kernel.services.findings import At, Draft
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.manifest import Manifest
from lieucommun.kernel.services.reading import Place

from .references import references
from .shape import first_language

ROUNDS = 12


def still_wrong(data: Any, place: Place, folder: Folder) -> list[Diagnostic]:
    """Return names that name nothing in what can be read of a manifest whose shape is broken.

    A name that was put aside with a broken part is not said to be missing.
    """
    if not isinstance(data, dict):
        return []
    left = _Left(copy.deepcopy(data), copy.deepcopy(place), set())
    manifest = left.read(folder.name, first_language(data))
    if manifest is None:
        return []
    draft = Draft(manifest, folder, left.place)
    return [
        draft.diagnostic(finding)
        for finding in references(draft)
        if str(finding.params.get("found")) not in left.aside
    ]


@dataclass(slots=True)
class _Left:
    """What is left of a manifest, the places of what is left, and the names put aside."""

    data: dict[str, Any]
    place: Place
    aside: set[str]

    def read(self, slug: str, language: str) -> Manifest | None:
        stand_ins = {"service": slug, "version": "0.0.0", "title": slug}
        for _ in range(ROUNDS):
            try:
                return Manifest.model_validate(self.data, context={"language": language})
            except ValidationError as error:
                self._put_aside({self._broken(detail) for detail in error.errors()})
            for key, value in stand_ins.items():
                self.data.setdefault(key, value)
        return None

    def _broken(self, detail: ErrorDetails) -> At:
        """Return the place of the part to take away: the nearest one that is really written."""
        at: At = tuple(step for step in detail["loc"] if step != "[key]")
        written: list[str | int] = []
        part: Any = self.data
        for step in at[:-1] if detail["type"] == "missing" else at:
            if _holds(part, step):
                part = part[step]
                written.append(step)
        return tuple(written)

    def _put_aside(self, parts: set[At]) -> None:
        """Take parts away, the last first so that those before keep their rank."""
        whole = [at for at in parts if at and not any(at[:n] in parts for n in range(1, len(at)))]
        for at in sorted(whole, key=_rank, reverse=True):
            holder: Any = self.data
            place = self.place
            for step in at[:-1]:
                holder, place = holder[step], place.children[step]
            self.aside.add(str(at[-1]))
            del holder[at[-1]]
            place.children.pop(at[-1], None)
            if isinstance(holder, list):
                place.children = dict(enumerate(_in_order(place)))


def _holds(part: Any, step: str | int) -> bool:
    if isinstance(part, list):
        return isinstance(step, int) and step < len(part)
    return isinstance(part, dict) and step in part


def _in_order(place: Place) -> list[Place]:
    return [place.children[rank] for rank in sorted(place.children, key=int)]


def _rank(at: At) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in at]
