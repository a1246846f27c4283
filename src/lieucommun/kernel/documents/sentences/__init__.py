"""Sentences that read figures, in French and in English: pure, the language given."""

from .places import at, of, same_stratum, the
from .reading import Compared, Place, Rank, Reading, sentence, sentences

__all__ = [
    "Compared", "Place", "Rank", "Reading", "at", "of", "same_stratum", "sentence", "sentences",
    "the",
]  # fmt: skip
