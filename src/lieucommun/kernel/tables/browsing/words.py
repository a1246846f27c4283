"""Words of a search: letters and digits, whatever stands between them."""

import re
import unicodedata

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Return the words of a text, each once: "l’eau, l'EAU" gives l, eau."""
    return list(dict.fromkeys(map(str.lower, _WORD.findall(unicodedata.normalize("NFC", text)))))
