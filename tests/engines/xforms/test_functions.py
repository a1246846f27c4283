"""Every function gives what its documented cases say."""

import math
from collections import Counter
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from lieucommun.engines.xforms import ExpressionError, evaluate
from lieucommun.engines.xforms.functions import FUNCTIONS

from .cases import HERE, Case, cases

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 25, 12, tzinfo=PARIS)
DOCUMENT = (HERE / "functions.xml").read_bytes()


def _given(case: Case) -> object:
    found = evaluate(
        case.expression,
        DOCUMENT,
        context=case.context,
        now=NOW,
        zone=PARIS,
        rng=Random(1),  # noqa: S311
    )
    if isinstance(found, list):
        return [each if isinstance(each, str) else each.xpath("string()") for each in found]
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.expression)
def test_a_function_gives_what_its_case_says(case: Case) -> None:
    if case.told == "refused":
        with pytest.raises(ExpressionError):
            _given(case)
        return
    found, expected = _given(case), case.expected
    assert type(found) is type(expected)
    if isinstance(expected, float) and math.isnan(expected):
        assert math.isnan(found)  # type: ignore[arg-type]
    else:
        assert found == (pytest.approx(expected) if isinstance(expected, float) else expected)


def test_every_function_has_two_cases_at_least() -> None:
    counts = Counter(case.function for case in cases())
    assert set(counts) == set(FUNCTIONS)
    assert [name for name, count in counts.items() if count < 2] == []


def test_a_case_is_under_the_function_that_it_shows() -> None:
    elsewhere = [case.expression for case in cases() if f"{case.function}(" not in case.expression]
    assert elsewhere == []


def test_every_function_says_what_it_does() -> None:
    assert [each.name for each in FUNCTIONS.values() if not each.summary.endswith(".")] == []


def test_the_functions_of_the_specification_are_there() -> None:
    listed = (HERE / "specification.txt").read_text("utf-8").split()
    assert [name for name in listed if name not in FUNCTIONS] == []
    assert len(set(listed)) >= 70


def test_chance_must_be_given() -> None:
    for expression in ("random()", "uuid()", "randomize(/d)"):
        with pytest.raises(ExpressionError, match="randomness"):
            evaluate(expression, b"<d/>", now=NOW, zone=PARIS)


def test_the_same_chance_gives_the_same_values() -> None:
    def drawn() -> object:
        return evaluate(
            "concat(random(), uuid(), uuid(5))",
            b"<d/>",
            now=NOW,
            zone=PARIS,
            rng=Random(7),  # noqa: S311
        )

    assert drawn() == drawn()


def test_nodes_come_as_elements() -> None:
    top = etree.fromstring(DOCUMENT)
    found = evaluate("child[2]/first | name", top, now=NOW, zone=PARIS)
    assert found == [top.find("name"), top.findall("child")[1].find("first")]
