"""One way to compare words whatever their accents, case, ligatures and punctuation.

Search, sort keys and name lookup all fold with this function, so that they agree.
"""

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
VIRAMA = 9  # Combining classes up to here spell letters of Indic scripts; above, accents.


def fold(text: str) -> str:
    """Return lower-case words without accents, separated by single spaces.

    Accents go, ligatures open (œ → oe, ß → ss), and everything that is neither a letter, a digit
    nor a sign inside a word becomes a space: apostrophes of both shapes, hyphens, slashes, dots.
    "L'Haÿ-les-Roses" gives "l hay les roses". Folding twice changes nothing.
    """
    if text.isascii():
        bare = text.lower()
    else:
        # Casefold and compatibility forms call for one another (№, İ): Unicode 3.13, D146.
        twice = unicodedata.normalize("NFKD", text).casefold()
        decomposed = unicodedata.normalize("NFKD", twice).casefold().translate(LIGATURES)
        bare = "".join(c for c in decomposed if unicodedata.combining(c) <= VIRAMA)
    return " ".join("".join(c if _in_word(c) else " " for c in bare).split())


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")
