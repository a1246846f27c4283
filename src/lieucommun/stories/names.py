"""Names on a screen, as patterns: exact, at the start, anywhere; apostrophes and spaces alike.

The patterns travel to the browser: only what Python and JavaScript both read is used.
"""

import re
from collections.abc import Callable
from contextvars import ContextVar

#: What a screen may say instead of what a story names: (the story's text, the screen's text).
OTHER_WORDS: ContextVar[tuple[tuple[str, str], ...]] = ContextVar("OTHER_WORDS", default=())
_SPACE = "[\\s\u00a0\u202f\u2009]"
_ALIKE = {"'": "['’]", "’": "['’]"}
_OUTPUT = re.compile(r"\$\{[^}]*\}")
_SPECIAL = re.compile(r"[\\^$.*+?()[\]{}|/]")


def literal(text: str) -> str:
    """Return the source of a pattern that matches a text whatever its apostrophes and spaces."""
    words = re.split(_SPACE + "+", text.strip())
    return f"{_SPACE}+".join("".join(_letter(letter) for letter in word) for word in words)


def exact(text: str) -> re.Pattern[str]:
    """Match the whole of a name."""
    return _any(f"^{_SPACE}*{literal(text)}{_SPACE}*$", _others(text, str.__eq__), "^{}$")


def start(text: str) -> re.Pattern[str]:
    """Match the start of a name: « Inclusion » finds « Inclusion 6 », not « Inclusions »."""
    others = _others(text, str.startswith)
    return _any(rf"^{_SPACE}*{literal(text)}(?![\w-])", others, r"^{}(?![\w-])")


def anywhere(text: str) -> re.Pattern[str]:
    """Match a part of a name or of a text, as whole words."""
    left = r"(?:^|[^\w])" if text[:1].isalnum() else ""
    right = r"(?!\w)" if text[-1:].isalnum() else ""
    return _any(f"{left}{literal(text)}{right}", _others(text, str.__contains__), "{}")


def quantity(count: int, noun: str) -> re.Pattern[str]:
    """Match « 1 234 projets » or « 1,234 projects »: a number in figures before its noun."""
    none = "|(?:aucune?|no|0)" if count == 0 else ""
    alone = rf"(?<!\d)(?<!\d{_SPACE})(?<!\d,)"
    words = f"(?:{_figures(count)}{none}){_SPACE}+{literal(noun)}"
    return re.compile(alone + words, re.IGNORECASE)


def amount(count: int) -> re.Pattern[str]:
    """Match a text that begins with a number, or that says there is none."""
    none = "|aucun|no |0" if count == 0 else ""
    return re.compile(rf"^{_SPACE}*(?:{_figures(count)}(?!\d){none})", re.IGNORECASE)


def _others(text: str, alike: Callable[[str, str], bool]) -> list[str]:
    """Return the sources of what the screen may say instead of a text; `${…}` matches anything."""
    wanted = _plain(text)
    found = {other: None for said, other in OTHER_WORDS.get() if alike(_plain(said), wanted)}
    return [".*".join(literal(part) for part in _OUTPUT.split(other)) for other in found]


def _any(source: str, others: list[str], shape: str) -> re.Pattern[str]:
    return re.compile(
        "|".join([source, *(shape.replace("{}", each) for each in others)]), re.IGNORECASE
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()


def _figures(count: int) -> str:
    return f"{count:,}".replace(",", f"{_SPACE}?,?")


def _letter(letter: str) -> str:
    return _ALIKE.get(letter) or _SPECIAL.sub(lambda found: f"\\{found[0]}", letter)
