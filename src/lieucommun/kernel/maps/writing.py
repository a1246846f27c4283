"""Text of SVG: escaped, without signs that XML forbids, numbers short."""

import re
from collections.abc import Iterator

#: What XML 1.0 forbids goes, what it reserves is named.
FORBIDDEN = {*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF} - {0x9, 0xA, 0xD}
RESERVED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
ESCAPED = {**dict.fromkeys(FORBIDDEN, ""), **{ord(sign): name for sign, name in RESERVED.items()}}
BOLDER = 1.1
BREAKS = re.compile(r"[ \t\n\r]+")
#: What stands between these runs from right to left, whoever draws it (Unicode, UAX 9).
LEFTWARD, ENDED = "\u2067", "\u2069"
ARABIC = re.compile(r"[\u2067\u2069\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+")
ARABIC_FONT = "'Noto Sans Arabic', sans-serif"


def text(said: str) -> str:
    """Return words as they go between tags or in an attribute."""
    return said.translate(ESCAPED)


def leftward(said: str) -> str:
    """Return words of a language written from right to left, as they go between tags.

    Their order is told to whatever draws them; Arabic letters name the font that has them, as not
    everything that draws looks further than the first font.
    """
    told = f"{LEFTWARD}{text(said)}{ENDED}"
    return ARABIC.sub(lambda run: f'<tspan font-family="{ARABIC_FONT}">{run[0]}</tspan>', told)


def number(value: float, places: int = 2) -> str:
    """Return a number with a few decimals at most."""
    said = f"{value:.{places}f}"
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return "0" if said == "-0" else said


def width_of(said: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide words are in a sans serif, in the unit of its size.

    A browser would know; here narrow, wide and other letters are told apart, within a tenth.
    """
    size *= BOLDER if bold else 1
    narrow = sum(letter in "iljtfrI.,:;'’|!()[] \u202f\u00a0-" for letter in said)
    wide = sum(letter in "mwMW—%@€" or letter.isupper() for letter in said)
    return size * (0.32 * narrow + 0.75 * wide + 0.56 * (len(said) - narrow - wide))


def wrapped(said: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return words in lines that are about as wide as there is room.

    No-break spaces do not part words; a word longer than a line is cut.
    """
    lines: list[str] = []
    for word in filter(None, BREAKS.split(said)):
        for piece in _cut(word, size, width, bold=bold):
            longer = f"{lines[-1]} {piece}" if lines else piece
            if lines and width_of(longer, size, bold=bold) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _cut(word: str, size: float, width: float, *, bold: bool) -> Iterator[str]:
    while width_of(word, size, bold=bold) > width and len(word) > 1:
        most = next(
            at
            for at in range(len(word), 0, -1)
            if at == 1 or width_of(word[:at], size, bold=bold) <= width
        )
        yield word[:most]
        word = word[most:]
    yield word
