"""Random forms, filled at random, come out as JavaRosa fills them."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.requirements import require

from .comparing import Comparison, compare_forms
from .javarosa import JavaRosa
from .random_answers import Made
from .sheets import xform


@pytest.fixture(scope="module")
def javarosa() -> Iterator[JavaRosa]:
    require("java")
    with JavaRosa() as found:
        yield found


def test_forms_come_out_as_javarosa_fills_them(javarosa: JavaRosa) -> None:
    counts: Counter[str] = Counter()
    compare_forms(javarosa, 15, counts)
    assert counts["states"] >= 30


def test_a_difference_would_be_seen(javarosa: JavaRosa) -> None:
    made = Made(xform("<last/>", '<bind nodeset="/data/last" calculate="1 = 1"/>'))
    # JavaRosa stores 1 where the specification says true.
    with pytest.raises(AssertionError, match=r"'true'.* here"):
        Comparison(made, javarosa, Counter())
