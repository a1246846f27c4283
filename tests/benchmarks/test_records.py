"""Invented structures: the same for everyone, and shaped as texts are."""

from collections import Counter
from itertools import islice

from benchmarks.records import LONGEST, SHORTEST, searches, structures, vocabulary
from benchmarks.vocabulary import KINDS, THEMES


def test_the_same_structures_come_whatever_their_number() -> None:
    assert list(structures(5)) == list(islice(structures(50), 5))


def test_structures_hold_what_they_declare() -> None:
    found = list(structures(100))
    longest = max(map(len, vocabulary())) + 2
    assert all(SHORTEST <= len(each.text) <= LONGEST + longest for each in found)
    assert {theme for each in found for theme in each.themes} == set(THEMES)
    assert {each.kind for each in found} == set(KINDS)


def test_words_follow_a_law_where_few_are_frequent() -> None:
    words = Counter(word for each in structures(200) for word in each.text.casefold().split())
    first, tenth, hundredth = (words[vocabulary()[rank]] for rank in (0, 10, 100))
    assert first > tenth > hundredth > 0


def test_searches_are_always_the_same() -> None:
    assert searches(2, 3) == searches(2, 30)[:3]
    assert [len(each.split()) for each in searches(2, 3)] == [2, 2, 2]
