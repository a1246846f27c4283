"""What a code is: a sentence in two languages, why it exists, and an example."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave: only an error keeps a folder from being published."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of mistake. Sentences hold `{names}` of the diagnostic's params.

    `why_*` tell what it protects and what to do; `wrong` and `right` are short examples.
    """

    name: str
    fr: str
    en: str
    why_fr: str = ""
    why_en: str = ""
    wrong: str = ""
    right: str = ""
    level: Level = Level.ERROR
