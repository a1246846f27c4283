"""Whether every content is there, is what its hash says, and is referred to."""

from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from .actions import let_go
from .models import Attachment
from .queries import used
from .store import store
from .sweeping import orphans

BATCH = 500


@dataclass(slots=True)
class Verdict:
    """What was found. `missing` and `damaged`: uuids of files; `orphans`: hashes of contents."""

    contents: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    repaired: int = 0

    @property
    def holds(self) -> bool:
        """Whether every file can be given as it was kept; orphans only take room."""
        return not self.missing and not self.damaged

    def as_json(self) -> dict[str, Any]:
        """Return the verdict as plain values."""
        return {"ok": self.holds} | asdict(self)


def verify(*, repair: bool = False) -> Verdict:
    """Read every content again. `repair` deletes damaged contents and those of no file.

    A file whose content was damaged is then missing, and its link says so: nobody is given
    something else than what was sent.
    """
    verdict = Verdict()
    there: set[str] = set()
    bad: set[str] = set()
    for kept in store().every():
        verdict.contents += 1
        (there if _is_whole(kept.sha256) else bad).add(kept.sha256)
    rows = Attachment.objects.exclude(state=Attachment.State.REFUSED).order_by("pk")
    for row in rows.iterator(BATCH):
        verdict.files += 1
        wanted = {row.sha256, row.thumbnail} - {""}
        if wanted & bad:
            verdict.damaged.append(str(row.uuid))
        elif wanted - there:
            verdict.missing.append(str(row.uuid))
    verdict.orphans = sorted({*orphans(), *(each for each in bad if not used(each))})
    if repair:
        verdict.repaired = sum(map(let_go, verdict.orphans)) + _delete(bad)
    return verdict


def _delete(bad: set[str]) -> int:
    left = [each for each in bad if store().has(each)]
    for each in left:
        store().delete(each)
    return len(left)


def _is_whole(name: str) -> bool:
    digest = sha256()
    for piece in store().read(name):
        digest.update(piece)
    return digest.hexdigest() == name
