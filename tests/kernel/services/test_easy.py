"""Pages that are meant to be easy to read, read without what is not text."""

import pytest

from lieucommun.kernel.services.checks.easy import _read
from tests.ending import ending


def test_places_stay_and_what_is_not_text_is_left_out() -> None:
    page = (
        "---\ntitle: CAF\n---\n# Un *mot*\n1. [ici](https://a.example/CAF) <b>la</b> `CAF` ${CAF}\n"
    )
    read = _read(page)
    assert len(read) == len(page)
    assert read.split() == ["Un", "mot", "ici", "la"]
    assert page.index("mot") == read.index("mot")


@pytest.mark.parametrize("part", ["`", "```", "<", "](", "${", "*", "\n- ", "[", "# ", "<a", "](a"])
def test_hostile_pages_are_read_in_a_time_that_grows_as_they_do(part: str) -> None:
    with ending():
        _read(part * (200_000 // len(part)))
