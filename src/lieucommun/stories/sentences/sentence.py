"""A sentence of the library: its wording in French and English, and what is read out of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lieucommun.stories.wording import (
    NUMBERS,
    PRONOUNS,
    QUOTED,
    SUBJECT,
    VISITORS,
    number,
    quoted,
    unquote,
)

_BLANK = re.compile(r"\{(\w+)([*#]?)\}")
_LIST = (
    rf"{QUOTED}(?:(?:, (?:et |and |ni |nor |ou |or )?| et | and | ni | nor | ou | or ){QUOTED})*"
)
_NUMBER = rf"(?:\d[\d ]*|{'|'.join(NUMBERS)})"

_SOMEBODY = {
    **dict.fromkeys(VISITORS, "visitor"),
    **dict.fromkeys((pronoun.casefold() for pronoun in PRONOUNS), ""),
}

Word = str | int | list[str]


@dataclass(frozen=True)
class Said:
    """What one action of a step says: which sentence, who acts, the words in its blanks.

    `who` is a name, `visitor`, or "" for the person named last.
    """

    sentence: str
    who: str
    words: dict[str, Word] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return the quoted text of a blank, "" when the sentence was said without it."""
        return str(self.words.get(name, ""))

    def texts(self, name: str) -> list[str]:
        """Return the quoted texts of a blank that takes several."""
        found = self.words.get(name, [])
        return found if isinstance(found, list) else [str(found)]

    def number(self, name: str) -> int:
        """Return the number of a blank."""
        return int(str(self.words[name]))


@dataclass(frozen=True)
class Sentence:
    """One sentence, in both languages.

    In a pattern, `{x}` is a quoted text, `{x*}` one or several, `{x#}` a number, `(…)?` may be
    left out. `acted` sentences begin with who acts; `table` ones are followed by a table.
    """

    name: str
    fr: tuple[str, ...]
    en: tuple[str, ...]
    examples: tuple[str, str]
    acted: bool = True
    table: bool = False

    def read(self, clause: str) -> Said | None:
        """Return what a tidy clause says, or None when it is another sentence."""
        for pattern in self._patterns:
            if found := pattern.fullmatch(clause):
                return self._said(found)
        return None

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [re.compile(self._start + _fill(text) + r" ?:?\.?") for text in self.fr + self.en]

    @property
    def _start(self) -> str:
        return f"(?:{SUBJECT})?" if self.acted else ""

    def _said(self, found: re.Match[str]) -> Said:
        groups = found.groupdict()
        who = unquote(groups.pop("who", None) or "")
        who = _SOMEBODY.get(who.casefold(), who)
        words = dict(_words(groups))
        return Said(self.name, who, words)


def _fill(pattern: str) -> str:
    def blank(found: re.Match[str]) -> str:
        name, kind = found.groups()
        body = {"": QUOTED, "*": _LIST, "#": _NUMBER}[kind]
        return f"(?P<{name}{_SUFFIXES[kind]}>{body})"

    return _BLANK.sub(blank, pattern.replace("(", "(?:").replace("(?:?", "(?"))


_SUFFIXES = {"": "__one", "*": "__many", "#": "__number"}


def _words(groups: dict[str, str | None]) -> Iterator[tuple[str, Word]]:
    for key, value in groups.items():
        name, _, kind = key.partition("__")
        if value is None:
            continue
        if kind == "one":
            yield name, unquote(value)
        elif kind == "many":
            yield name, quoted(value)
        elif kind == "number":
            yield name, number(value)
        else:
            yield name, value.strip()
