"""A facet of ten thousand choices does not make a page of megabytes, nor lose what is chosen."""

from lieucommun.design.shapes import FacetChoice, FacetGroup


def group(number: int, *checked: int) -> FacetGroup:
    choices = (FacetChoice(str(n), f"Choix {n}", 1, n in checked) for n in range(number))
    return FacetGroup("champ", "Champ", tuple(choices))


def test_ten_thousand_choices_are_bounded() -> None:
    found = group(10_000, 3, 9_999)
    assert [choice.value for choice in found.first] == [*map(str, range(8)), "9999"]
    assert len(found.rest) == 52
    assert found.beyond == 10_000 - 9 - 52


def test_few_choices_are_all_written() -> None:
    for number in (0, 1, 8, 9, 10, 60):
        found = group(number)
        assert len(found.first) + len(found.rest) == number
        assert found.beyond == 0
