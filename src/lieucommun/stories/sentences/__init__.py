"""The sentences that stories are made of, in French and English, and how they are recognised.

Pure Python: `lieu check` uses it where neither a browser nor pytest is installed.
"""

import difflib
from dataclasses import dataclass

from lieucommun.stories.wording import clauses, mask, tidy

from .acting import ACTING
from .people import PEOPLE
from .seeing import SEEING
from .sentence import Said, Sentence

__all__ = ["SENTENCES", "Said", "Sentence", "UnknownStepError", "nearest", "understand"]

#: Every sentence, in the order in which they are tried: the first that reads a clause wins.
SENTENCES: tuple[Sentence, ...] = (*PEOPLE, *ACTING, *SEEING)
_LAST = ("cast",)


@dataclass
class UnknownStepError(LookupError):
    """No sentence of the library says this; `nearest` is the one that looks most like it."""

    step: str
    nearest: str

    def __str__(self) -> str:
        return f"no sentence of the library says « {self.step} »; the nearest is: {self.nearest}"


def understand(step: str, *, table: bool = False) -> list[Said]:
    """Return what a step says, one value per action.

    `table` says whether a table follows. Raises UnknownStepError.
    """
    said: list[Said] = []
    text = tidy(step)
    whole = _read(text, table=table)
    if whole is not None:
        return [whole]
    parts = list(clauses(text))
    for index, clause in enumerate(parts):
        found = _read(clause, table=table and index == len(parts) - 1)
        if found is None:
            raise UnknownStepError(step, nearest(clause))
        if index and not found.who:
            found = Said(found.sentence, said[-1].who, found.words)
        said.append(found)
    return said


def nearest(step: str) -> str:
    """Return the known sentence, in French or English, that looks most like a step."""
    wanted = _stems(step)

    def likeness(example: str) -> float:
        known = _stems(example)
        letters = difflib.SequenceMatcher(None, " ".join(wanted), " ".join(known)).ratio()
        return difflib.SequenceMatcher(None, wanted, known).ratio() + letters

    return max((text for sentence in SENTENCES for text in sentence.examples), key=likeness)


def _stems(step: str) -> list[str]:
    return [word[:4] for word in mask(step).split()]


def _read(clause: str, *, table: bool) -> Said | None:
    for sentence in _ORDER:
        if sentence.table == table and (said := sentence.read(clause)):
            return said
    return None


# A cast (« Amel », role of « Organisation ») is read last: its roles may be any words.
_ORDER = sorted(SENTENCES, key=lambda sentence: sentence.name in _LAST)
