"""Compare the linter with sentences marked by hand: `python -m tests.engines.readability.agreeing`.

Each line of `tuning.txt` and `held-out.txt` is `S kinds | sentence` (to be simplified, and why) or
`C | sentence` (clear), marked by reading, before the rules were written. The rules were tuned on
the first file only.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lieucommun.engines.readability import Kind, Level, lint

HERE = Path(__file__).parent
#: The words used for marking, by the kinds that they stand for.
MARKS = {
    "long": {Kind.LONG_SENTENCE},
    "word": {Kind.LONG_WORD, Kind.RARE_WORD},
    "passive": {Kind.PASSIVE},
    "double": {Kind.DOUBLE_NEGATION},
    "acronym": {Kind.ACRONYM},
    "number": {Kind.NUMBER},
    "date": {Kind.DATE},
    "roman": {Kind.ROMAN},
    "subordinate": {Kind.SUBORDINATES},
    "special": {Kind.SPECIAL_SIGN},
    "abbreviation": {Kind.ABBREVIATION},
}


@dataclass(frozen=True)
class Marked:
    """A sentence, whether a reader would simplify it, and the reasons that they gave."""

    text: str
    hard: bool
    reasons: frozenset[str]


def marked(half: str) -> Iterator[Marked]:
    for line in (HERE / f"{half}.txt").read_text("utf-8").splitlines():
        mark, _, text = line.partition(" | ")
        verdict, _, reasons = mark.partition(" ")
        yield Marked(text, verdict == "S", frozenset(filter(None, reasons.split(","))))


def found(text: str) -> frozenset[str]:
    kinds = {each.kind for each in lint(text) if each.level is Level.RULE}
    return frozenset(name for name, stand_for in MARKS.items() if kinds & stand_for)


def agreement(half: str) -> tuple[float, float, list[Marked]]:
    """Return the shares of sentences, and of reasons, on which both agree, and the others."""
    sentences = [*marked(half)]
    others = [each for each in sentences if bool(found(each.text)) != each.hard]
    reasons = sum(
        (name in found(s.text)) == (name in s.reasons) for s in sentences for name in MARKS
    )
    return (
        1 - len(others) / len(sentences),
        reasons / len(sentences) / len(MARKS),
        others,
    )


def told(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Print the agreement on each half, and the sentences on which the linter is wrong."""
    for half in ("tuning", "held-out"):
        whole, reasons, others = agreement(half)
        count = len([*marked(half)])
        told(f"{half}: {whole:.1%} of {count} sentences, {reasons:.1%} of their reasons")
        for each in others:
            told(f"    {'S' if each.hard else 'C'} {sorted(found(each.text))} {each.text}")


if __name__ == "__main__":
    main()
