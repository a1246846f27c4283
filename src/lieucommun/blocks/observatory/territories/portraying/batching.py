"""All the portraits of a level: of which territories, how far they are, and the ZIP of them.

Printed papers stay in the folder of a state until they are all there: a job that was stopped goes
on from there, and two that run at once write the same.
"""

import hashlib
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lieucommun.blocks.observatory.territories.opening import Looking
from lieucommun.blocks.observatory.territories.portraits import Portrait
from lieucommun.blocks.observatory.territories.presenting import geography, portrait_for
from lieucommun.blocks.observatory.territories.sections import PortraitSpec
from lieucommun.kernel.documents.printing import portraits as printing
from lieucommun.kernel.documents.printing.batch import Printed, printed_batch
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.services.texts import active_language
from lieucommun.kernel.territories import Level, Territory, contains, every, find

from .freshness import stamp
from .keeping import folder_of
from .paper import name_of, printable

#: A batch holds no more: one département or région at a time beyond it.
MOST = 1_500
#: The file of the ZIP that names the territories whose portrait was refused.
MISSING = "non-imprimes.txt"


def may_prepare(opened: OpenPage) -> bool:
    """Say whether a viewer may have all portraits prepared: signed in, in a role that is named."""
    roles = set(opened.settings.batch)
    return opened.viewer.person is not None and bool(roles & opened.viewer.roles)


@dataclass(frozen=True)
class Batch:
    """The portraits of a level on a page, all of them or those within a territory."""

    looking: Looking
    level: Level
    within: Territory | None = None

    @cached_property
    def territories(self) -> list[Territory]:
        """The territories of the level that the figures cover, in the order of their codes."""
        covered = self._covered()
        found = [each for each in every(self.level) if _inside(each, covered)]
        if self.within:
            found = [each for each in found if _inside(each, [self.within])]
        return sorted(found, key=lambda each: each.code)

    @property
    def too_many(self) -> bool:
        return len(self.territories) > MOST

    @cached_property
    def spec(self) -> PortraitSpec | None:
        """What the portraits of the level declare; None when the page offers none."""
        return portrait_for(self.looking, self.territories[0]) if self.territories else None

    @property
    def key(self) -> str:
        """The key of the job that prepares it."""
        opened = self.looking.opened
        told = [opened.page.path, self.level, self._within, opened.language, active_language()]
        digest = hashlib.sha256("|".join(told).encode()).hexdigest()[:24]
        return f"portraits:{opened.service.slug}:{digest}"

    @cached_property
    def folder(self) -> Path:
        """Where papers stay until they are all printed."""
        opened = self.looking.opened
        spec = self.spec
        if spec is None:
            raise LookupError(self.level)
        name = "-".join(filter(None, ("all", self.level, self._within.replace(":", "-"))))
        return folder_of(opened.service.slug, stamp(self.looking, spec, active_language())) / name

    @property
    def zip(self) -> Path:
        """The file of all of them, which is there once they are printed."""
        return self.folder.with_suffix(".zip")

    @property
    def printed(self) -> int:
        """How many portraits the ZIP holds."""
        with zipfile.ZipFile(self.zip) as file:
            return sum(name.endswith(".pdf") for name in file.namelist())

    @property
    def _within(self) -> str:
        return self.within.key if self.within else ""

    def _covered(self) -> list[Territory]:
        """Return the only territories that figures cover; none: the whole country."""
        keys: set[str] = set()
        for shown in self.looking.indicators.values():
            if not shown.known.covered:
                return []
            keys |= set(shown.known.covered)
        return [found for key in sorted(keys) if (found := find(key))]


def prepare(batch: Batch, told: Callable[[int, int], object]) -> None:
    """Print what is not printed yet and make the ZIP, which names those that were refused.

    `told` is given how many are done, of how many, and may raise to stop: what is printed stays.
    """
    if batch.zip.is_file():
        return
    folder, whole = batch.folder, len(batch.territories)
    folder.mkdir(parents=True, exist_ok=True)
    before = len(list(folder.glob("*.pdf")))
    told(before, whole)

    def progress(printed: Printed) -> None:
        told(min(before + printed.count, whole), whole)

    made = printed_batch(_left(batch), folder, progress)
    part = batch.zip.with_name(f".{batch.zip.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as file:
        for path in sorted(folder.glob("*.pdf")):
            file.write(path, path.name)
        if made.failures:
            names = "".join(f"{each.title} ({each.name})\n" for each in made.failures)
            file.writestr(MISSING, names)
    part.replace(batch.zip)
    shutil.rmtree(folder, ignore_errors=True)


def _left(batch: Batch) -> Iterator[printing.Portrait]:
    spec, words = batch.spec, geography()
    for territory in batch.territories if spec else ():
        if spec and not (batch.folder / f"{name_of(territory)}.pdf").exists():
            yield printable(Portrait(batch.looking, territory, spec), words)


def _inside(territory: Territory, held: list[Territory]) -> bool:
    """Say whether a territory is one of some, or lies in one; all do where none is named."""
    return not held or any(contains(each, territory) for each in held)
