"""Regular expressions match what Python's match, in bounded time."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.engines.xforms import ExpressionError
from lieucommun.engines.xforms.patterns import compile_pattern
from tests.patience import patience

ATOMS = st.sampled_from(
    ["a", "b", "[ab]", "[^a]", ".", r"\d", r"\w", r"\S", "1", r"\.", "[a-c1]", "^", "$"]
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    marks = st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{0,}", "*?"])
    solid = inner.filter(lambda each: "^" not in each.replace("[^", "") and "$" not in each)
    return st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("(?:{0[0]}|{0[1]})".format),
        st.tuples(solid.filter(lambda each: "(?=" not in each and "(?!" not in each), marks).map(
            "(?:{0[0]}){0[1]}".format
        ),
        st.tuples(inner, inner).map("(?={0[0]}){0[1]}".format),
        st.tuples(inner, inner).map("(?!{0[0]}){0[1]}".format),
    )


PATTERNS = st.recursive(ATOMS, _grown, max_leaves=6)


@settings(max_examples=100, deadline=None)
@given(PATTERNS, st.text("ab1.c", max_size=6))
def test_patterns_match_what_python_matches(pattern: str, text: str) -> None:
    assert compile_pattern(pattern).matches(text) == bool(
        re.fullmatch(pattern.replace("$", r"\Z"), text, re.ASCII)
    )


@settings(max_examples=30, deadline=None)
@given(PATTERNS.flatmap(lambda pattern: st.tuples(st.just(pattern), st.text("ab1", max_size=6))))
def test_a_machine_forgets_nothing(given_: tuple[str, str]) -> None:
    pattern, text = given_
    machine = compile_pattern(pattern)
    assert machine.matches(text) == machine.matches(text)


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"\p{L}+", "Élodie", "a1"),
        (r"\p{IsAlphabetic}+", "éa", "1"),
        (r"[\p{L}' -]+", "d'Été-Noir", "a,"),
        (r"[a-z&&[^aeiou]]+", "xyz", "xaz"),
        (r"(?i)straße", "STRAße", "strasse"),
        (r"\x41\u0042\t", "AB\t", "AB"),
        (r"\Qa.b\E", "a.b", "axb"),
        (r"[]a]+", "]a", "b"),
        (r"(?<year>\d{4})-\d\d", "2026-11", "2026-1"),
        (r"\P{Lu}+", "abc", "aBc"),
        (r"(0|[1-9]\d?|100)", "100", "101"),
        (r"(?=.*\d)(?=.*[a-z]).{4,8}", "abc1", "abcd"),
        (r"(?!.*--)[a-z-]+", "a-b", "a--b"),
        (r"\A[^\s@]+@[^\s@]+\.[a-z]{2,}\z", "a@b.fr", "a@b"),
    ],
)
def test_what_forms_write(pattern: str, good: str, bad: str) -> None:
    machine = compile_pattern(pattern)
    assert (machine.matches(good), machine.matches(bad)) == (True, False)


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        ")",
        "[",
        "a{2",
        "a{3,2}",
        "a{1,9999}",
        "*a",
        r"\1",
        "(?<=a)b",
        "(?>a)",
        "a++",
        r"\bab",
        r"\p{Nowhere}",
        "(?x)a",
        r"\q",
        "[z-a]",
        "(" * 40 + ")" * 40,
        "a" * 1001,
        "(?=a)*",
        "\\",
    ],
)
def test_what_cannot_be_matched_is_refused(pattern: str) -> None:
    with pytest.raises(ExpressionError):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(a|a)*b",
        r"(a|aa)+b",
        r"(.*a){12}b",
        r"(a*)*(a*)*(a*)*b",
        r"([a-z]+\d?)+!",
        r"(?=(a+)+$)(a|b)*c",
        r"((a{1,30}){1,30}){1,30}b",
        r".*a.{30}b",
    ],
)
def test_hostile_patterns_take_little_time(pattern: str) -> None:
    left = 1_000_000

    def spend(cost: int) -> None:
        nonlocal left
        left -= cost
        if left < 0:
            raise ExpressionError("too much")

    with patience(), suppress(ExpressionError):
        assert not compile_pattern(pattern).matches("a" * 3_000, spend)
