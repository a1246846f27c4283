"""How a step is written: quotes, apostrophes, spaces, who acts, and several actions in a row."""

import re
from collections.abc import Iterator

#: A quoted text once `tidy` has been through: «text», which may itself quote something.
QUOTED = r"«(?:[^«»]|«[^«»]*»)*»"
_STRAIGHT = re.compile(r'"([^"]*)"|“([^“”]*)”')
_INSIDE = re.compile(rf"({QUOTED})")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_CAPITALS = "A-ZÀ-ÖØ-Þ"
_NAME = rf"[{_CAPITALS}][\w’'-]*(?: [{_CAPITALS}][\w’'-]*)*"
PRONOUNS = ("il", "elle", "iel", "on", "je", "he", "she", "they", "I")
VISITORS = ("le visiteur", "la visiteuse", "la personne", "the visitor", "the person")
#: Who acts: a pronoun, « the visitor », a name in quotes or with a capital.
SUBJECT = rf"(?:(?P<who>{'|'.join(PRONOUNS + VISITORS)}|{QUOTED}|{_NAME}),? |j')"
#: A person's name, in quotes or with a capital.
PERSON = rf"(?:{QUOTED}|{_NAME})"
_THEN = re.compile(r",? (?:puis|et ensuite|then|and then) ")
_THAT = re.compile(r"(?:que |qu'|that )")
NUMBERS = {
    "aucun": 0, "aucune": 0, "zéro": 0, "no": 0, "zero": 0,
    "un": 1, "une": 1, "one": 1, "a": 1, "an": 1,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12,
    "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip


def tidy(text: str) -> str:
    """Write a step one way: « » for every quote, ' and plain spaces outside of quotes.

    What stands between quotes is left as written, without the spaces at its edges.
    """
    text = _STRAIGHT.sub(lambda found: f"«{found[1] or found[2] or ''}»", text.strip())
    parts = _INSIDE.split(text)
    for index, part in enumerate(parts):
        if index % 2:
            parts[index] = f"«{unquote(part)}»"
        else:
            parts[index] = _SPACES.sub(" ", part.replace("’", "'"))
    return _THAT.sub("", "".join(parts), count=1) if _THAT.match("".join(parts)) else "".join(parts)


def unquote(text: str) -> str:
    """Return a text without its quotes and the spaces at its edges."""
    return text.removeprefix("«").removesuffix("»").strip(" \u00a0\u202f\u2009")


def quoted(text: str) -> list[str]:
    """Return every text between quotes."""
    return [unquote(part) for part in _INSIDE.findall(text)]


def clauses(text: str) -> Iterator[str]:
    """Yield each action of a tidy step: « opens «X» puis perd le réseau » is two."""
    parts = _INSIDE.split(text)
    clause = ""
    for index, part in enumerate(parts):
        if index % 2:
            clause += part
            continue
        first, *others = _THEN.split(part)
        clause += first
        for other in others:
            yield clause.strip()
            clause = other
    yield clause.strip()


def number(text: str) -> int:
    """Return the value of a number in figures or in words; raises KeyError."""
    digits = _SPACES.sub("", text)
    return int(digits) if digits.isdecimal() else NUMBERS[text]


def mask(text: str) -> str:
    """Return a step without what is particular to it, to compare it with known sentences."""
    return re.sub(r"\d+", "3", _INSIDE.sub("«…»", re.sub(rf"^{SUBJECT}", "", tidy(text))))
