"""Linting and scoring French texts, against the scores of `textstat` on the same texts.

python -m benchmarks readability
"""

import textstat

from lieucommun.engines.readability import lint, score

from .measuring import Case, Outcome, compare
from .options import ROOT, Options

NAME = "readability"
PEER = (
    "`textstat` in French: reading ease, counts of sentences, words and syllables, on the same "
    "texts, each new to both, as it remembers its answers. It finds nothing in a text, only "
    "measures it: for linting, the peer does less."
)
TEXTS = 20


def _texts() -> list[str]:
    """Return pages of the gallery in French, as they are written."""
    paths = sorted(ROOT.glob("services/*/pages/*.md"))
    pages = [path for path in paths if path.name.count(".") == 1]
    return [path.read_text("utf-8") for path in pages[:TEXTS]] or ["Venez lundi. Nous vous aidons."]


def _new(text: str, number: int) -> str:
    return f"{text}\nPage {number}."


def _peer(text: str) -> float:
    textstat.sentence_count(text)
    textstat.lexicon_count(text)
    textstat.syllable_count(text)
    return float(textstat.flesch_reading_ease(text))


def run(options: Options) -> Outcome:
    """Compare a score with a score, then every finding with a score."""
    textstat.set_lang("fr")
    texts = _texts()

    def scored(number: int) -> None:
        for text in texts:
            score(_new(text, number))

    def linted(number: int) -> None:
        for text in texts:
            lint(_new(text, number))

    def peer(number: int) -> None:
        for text in texts:
            _peer(_new(text, number))

    cases = (
        Case(f"{len(texts)} pages scored", scored, peer),
        Case(f"{len(texts)} pages linted", linted, peer),
    )
    figures = [compare(case, rounds=options.rounds, repeats=options.repeats) for case in cases]
    outcome = Outcome(NAME, "Finding what is hard to read", PEER, figures)
    scored_in, linted_in = (figure.ours.median / figure.peer.median for figure in figures)
    missed = "" if scored_in <= 1 else " MISSED"
    page = figures[1].ours.median / len(texts)
    outcome.aims = [
        f"scoring, ratio of medians: {scored_in:.2f} (aim: 1){missed}",
        f"finding everything, against only scoring: {linted_in:.2f}; {page:.2f} ms a page",
    ]
    return outcome
