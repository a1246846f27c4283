"""What files are sent for, and what is accepted then."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from .kinds import KINDS

MB = 1024 * 1024
IMAGES = frozenset(name for name, kind in KINDS.items() if kind.family == "image")
SOUNDS = frozenset(name for name, kind in KINDS.items() if kind.family == "audio")
DOCUMENTS = frozenset({"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "txt", "csv"})
TABLES = frozenset({"csv", "txt", "json", "geojson", "xlsx", "ods"})


@dataclass(frozen=True, slots=True)
class Purpose:
    """Kinds accepted, how long a file stays that no record holds, and whether it is judged.

    `judged=False` is for what the place wrote itself. `whole`: kept as it was sent, once judged.
    """

    kinds: frozenset[str]
    stays: dt.timedelta | None = dt.timedelta(days=1)
    judged: bool = True
    whole: bool = False
    times: int = 1

    @property
    def most(self) -> int:
        """The most bytes that a file may have."""
        return int(settings.FILES_LARGEST) * self.times * MB


#: `file`, `image` and `audio` are the types of the fields that hold them.
PURPOSES: dict[str, Purpose] = {
    "": Purpose(DOCUMENTS | IMAGES | SOUNDS, stays=None),
    "file": Purpose(DOCUMENTS | IMAGES | SOUNDS),
    "image": Purpose(IMAGES),
    "audio": Purpose(SOUNDS),
    "import": Purpose(TABLES, stays=dt.timedelta(days=30), whole=True, times=4),
    "document": Purpose(frozenset({"pdf"}), judged=False),
    "export": Purpose(frozenset(KINDS), stays=dt.timedelta(days=7), judged=False, times=50),
}
