"""Sets of characters, as Java's regular expressions name them."""

import string
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

Test = Callable[[str], bool]

LINE_ENDS = frozenset("\n\r\x85\u2028\u2029")
_SPACES = frozenset(" \t\n\x0b\f\r")
_WORD = frozenset(string.ascii_letters + string.digits + "_")


@dataclass(frozen=True, slots=True)
class Class:
    """A set of characters: `name` is how it was written, and makes equal sets equal."""

    name: str
    has: Test

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Class) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


ANY = Class("(?s:.)", lambda _: True)
DOT = Class(".", lambda each: each not in LINE_ENDS)


def one(character: str, *, fold: bool = False) -> Class:
    """Return the set of one character, in both cases when `fold`."""
    if fold and character.isascii() and character.isalpha():
        pair = frozenset({character.lower(), character.upper()})
        return Class(f"(?i){character.lower()}", pair.__contains__)
    return Class(f"'{character}", character.__eq__)


def among(name: str, characters: str | frozenset[str]) -> Class:
    """Return the set of some characters."""
    return Class(name, frozenset(characters).__contains__)


def negated(found: Class) -> Class:
    """Return the other characters."""
    return Class(f"^{found.name}", lambda each: not found.has(each))


def span(first: str, last: str, *, fold: bool = False) -> Class:
    """Return the characters between two."""

    def has(each: str) -> bool:
        if first <= each <= last:
            return True
        return fold and each.isascii() and first <= each.swapcase() <= last

    return Class(f"{first}-{last}{'i' if fold else ''}", has)


def union(parts: list[Class]) -> Class:
    """Return the characters of any of several sets."""
    if len(parts) == 1:
        return parts[0]
    tests = [part.has for part in parts]
    return Class(
        "[" + " ".join(part.name for part in parts) + "]",
        lambda each: any(test(each) for test in tests),
    )


def intersection(parts: list[Class]) -> Class:
    """Return the characters that are in each of several sets."""
    if len(parts) == 1:
        return parts[0]
    tests = [part.has for part in parts]
    return Class(
        "[" + " && ".join(part.name for part in parts) + "]",
        lambda each: all(test(each) for test in tests),
    )


_POSIX = {
    "Lower": string.ascii_lowercase,
    "Upper": string.ascii_uppercase,
    "Alpha": string.ascii_letters,
    "Digit": string.digits,
    "Alnum": string.ascii_letters + string.digits,
    "Punct": string.punctuation,
    "Graph": string.ascii_letters + string.digits + string.punctuation,
    "Print": string.ascii_letters + string.digits + string.punctuation + " ",
    "Blank": " \t",
    "Space": " \t\n\x0b\f\r",
    "XDigit": string.hexdigits,
}
_BINARY: dict[str, Test] = {
    "IsAlphabetic": str.isalpha,
    "IsLetter": str.isalpha,
    "IsDigit": str.isdecimal,
    "IsUppercase": str.isupper,
    "IsLowercase": str.islower,
    "IsWhite_Space": str.isspace,
    "javaLowerCase": str.islower,
    "javaUpperCase": str.isupper,
    "ASCII": str.isascii,
}
_CATEGORIES = {
    *("L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No"),
    *("P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So"),
    *("Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Co", "Cn"),
}


def named(name: str) -> Class | None:
    r"""Return the set that \p{name} means, or None."""
    if name in _POSIX:
        return among(f"p{name}", _POSIX[name])
    if name in _BINARY:
        return Class(f"p{name}", _BINARY[name])
    category = name.removeprefix("Is").removeprefix("general_category=").removeprefix("gc=")
    if category in _CATEGORIES:
        return Class(f"p{category}", lambda each: unicodedata.category(each).startswith(category))
    scripts = {"IsLatin": "LATIN", "IsArabic": "ARABIC", "IsGreek": "GREEK"}
    scripts["IsCyrillic"] = "CYRILLIC"
    script = scripts.get(name)
    if script is None:
        return None
    return Class(f"p{name}", lambda each: unicodedata.name(each, "").startswith(script))


SHORT: dict[str, Class] = {
    "d": among("d", string.digits),
    "w": among("w", _WORD),
    "s": among("s", _SPACES),
    "h": among(
        "h", " \t\xa0\u1680\u180e\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
    ),
    "v": among("v", "\n\x0b\f\r\x85\u2028\u2029"),
}
SHORT |= {each.upper(): negated(found) for each, found in SHORT.items()}
