"""The corpus is whole, and its measure tells a refusal from what is let in or breaks."""

import time
from collections import Counter

import pytest

from tests.hostile.corpus import Sample, samples
from tests.hostile.measuring import SECONDS, Cost, measure


def test_corpus_meets_every_entrance() -> None:
    every = list(samples())
    counts = Counter(sample.family for sample in every)
    assert set(counts) == {
        "folder", "import", "file", "form", "submission", "expression", "request",
    }  # fmt: skip
    assert counts["import"] >= 60
    assert counts["file"] >= 180
    assert min(counts["form"], counts["submission"], counts["expression"]) >= 40
    assert len(every) >= 300


def test_refusal_is_measured() -> None:
    bomb = next(sample for sample in samples() if sample.title == "yaml alias bomb")
    cost = measure(bomb)
    assert cost.within
    assert cost.megabytes < 200


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("entities that multiply", "it holds a DOCTYPE declaration"),
        ("five hundred groups in one another", "its groups are too deep in one another"),
        ("a function that is none", "/data/a, calculate, character 1: there is no function"),
        ("a group that never ends", "[row : 2] Unmatched"),
    ],
)
def test_a_form_that_cannot_be_is_refused_with_its_place(title: str, told: str) -> None:
    cost = measure(next(each for each in samples() if (each.family, each.title) == ("form", title)))
    assert told in cost.sentence
    assert cost.seconds < SECONDS


def test_what_is_let_in_is_beyond_the_bounds() -> None:
    assert not measure(Sample("essai", "let in", bytes, lambda _content: "")).within
    assert not measure(Sample("essai", "broken", bytes, lambda _content: 1 / 0)).within


def test_cost_beyond_a_bound_is_told() -> None:
    assert not Cost("Refused.", 2.5, 2.5, 10).within
    assert not Cost("Refused.", 0.1, 0.1, 250).within
    assert Cost("Refused.", 0.1, time.monotonic(), 10).within
