"""What a search asks of the index, apart from any database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from .words import Word


@dataclass(frozen=True, slots=True)
class Token:
    """A token, or the beginning of one."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All the parts match."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One of the parts matches, at least."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The part matches in what names the record."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class Without:
    """The part matches, and the other one does not."""

    part: "Expression"
    other: "Expression"


Expression: TypeAlias = Token | Every | Some | Heading | Without


def wanted(word: Word, letters: Iterable[str]) -> Expression:
    """Return the tokens by which a word is found in some visibility classes."""
    found: list[Expression] = []
    for letter in sorted(letters):
        found.append(Token(f"{letter}s{word.stem}"))
        if word.prefix:
            found.append(Token(f"{letter}s{word.text}", prefix=True))
            found.append(Token(f"{letter}w{word.text}", prefix=True))
    return Some(tuple(found))


def dataset_token(service_id: int, dataset: str) -> str:
    """Return the token that every record of a dataset carries: no class begins with a zero."""
    return f"0{service_id}x{dataset.encode().hex()}"
