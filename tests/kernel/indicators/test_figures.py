"""Figures against an oracle in plain Python: sums, quotients, ranks, parts, what is missing."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lieucommun.engines.statistics.ranking import ranked
from lieucommun.engines.statistics.rates import quotient
from lieucommun.kernel.indicators.queries import Ask, Figure
from lieucommun.kernel.territories import LEVELS, Level, find

from .making_figures import Row, figures

PLACES = [
    "commune:53130", "commune:44109", "commune:44143", "commune:75056", "commune:97411",
    "commune:29083", "epci:244400404", "epci:245300389", "departement:53", "region:52", "",
]  # fmt: skip
AMOUNTS = st.decimals("-1000000", "1000000000", places=6)
ROWS = st.lists(
    st.builds(
        Row,
        where=st.sampled_from(PLACES),
        year=st.sampled_from([2023, 2024, 2025]),
        kind=st.sampled_from(["route", "école", None]),
        amount=st.none() | AMOUNTS,
        cost=st.none() | AMOUNTS,
    ),
    min_size=1,
    max_size=40,
)
once = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def summed(rows: list[Row], level: Level, code: str, year: int, column: str) -> Decimal | None:
    """Return the sum of a column, None when nothing is known; code "": what is not located."""
    values = [
        getattr(row, column)
        for row in rows
        if row.year == year and (row.at(level) or "") == code and getattr(row, column) is not None
    ]
    return sum(values, Decimal(0)) if values else None


def codes(rows: list[Row], level: Level, year: int) -> set[str]:
    return {row.at(level) or "" for row in rows if row.year == year}


@once
@given(rows=ROWS)
def test_every_level_has_the_sums_and_quotients_of_its_rows(
    rows: list[Row], tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = figures(
        rows, tmp_path_factory.mktemp("made"), formula="100 * sum(aides.montant) / sum(aides.cout)"
    )
    for year in {row.year for row in rows}:
        assert year is not None
        for level in LEVELS:
            found = made.values(Ask("essai", level, str(year)))
            expected = {}
            for code in codes(rows, level, year) - {""}:
                above = summed(rows, level, code, year, "amount")
                below = summed(rows, level, code, year, "cost")
                top = None if above is None else 100 * above
                expected[code] = (top, below, quotient(top, below, 2))
            assert {c: (f.numerator, f.denominator, f.value) for c, f in found.items()} == expected
            ranks = ranked({code: value for code, (_, _, value) in expected.items()})
            assert {c: f.rank for c, f in found.items()} == {
                c: ranks[c].rank if c in ranks else None for c in expected
            }
            assert all(f.among == len(ranks) for f in found.values())


@once
@given(rows=ROWS)
def test_each_level_and_what_is_not_located_add_up_to_the_whole(
    rows: list[Row], tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = figures(
        rows, tmp_path_factory.mktemp("made"), formula="sum(aides.montant)", absent="zero"
    )
    for year in {row.year for row in rows}:
        whole = made.values(Ask("essai", "country", str(year)))["FR"].numerator
        for level in LEVELS:
            assert made.sums(Ask("essai", level, str(year)))[0] == whole


@once
@given(rows=ROWS)
def test_parts_add_up_to_the_whole_of_each_territory(
    rows: list[Row], tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = figures(
        rows,
        tmp_path_factory.mktemp("made"),
        formula="sum(aides.montant)",
        by="sorte",
        absent="zero",
    )
    for each in made.of("departement", ["53", "44", "75"]):
        if each.part is None:
            parts = made.parts(Ask("essai", "departement", each.period), each.code)
            assert sum((part.numerator or 0 for part in parts), Decimal(0)) == each.numerator


@once
@given(
    above=st.decimals("-99999999", "99999999", places=6),
    below=st.decimals("-9999999", "9999999", places=6).filter(bool),
    decimals=st.integers(0, 6),
    half=st.booleans(),
)
def test_quotients_are_exact_and_halves_go_away_from_zero(
    above: Decimal,
    below: Decimal,
    decimals: int,
    half: bool,  # noqa: FBT001
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    if half:  # the quotient is a half of its last digit, or nearly
        below = below.to_integral_value() * 2 or Decimal(2)
        above = (below / 2 * Decimal(10) ** -min(decimals, 4)).quantize(Decimal("0.000001"))
    rows = [Row(amount=above, cost=below)]
    made = figures(
        rows,
        tmp_path_factory.mktemp("made"),
        formula="sum(aides.montant) / sum(aides.cout)",
        decimals=decimals,
    )
    found = made.values(Ask("essai", "commune", "2025"))["53130"]
    assert found.value == quotient(above, below, decimals)


def test_what_is_missing_is_not_zero(tmp_path: Path) -> None:
    rows = [
        Row(amount=None),
        Row(where="commune:44109", amount=Decimal(0)),
        Row(where="commune:44143", amount=Decimal(3), cost=Decimal(0)),
    ]
    made = figures(rows, tmp_path / "a", formula="sum(aides.montant)")
    found = made.values(Ask("essai", "commune", "2025"))
    assert {code: each.value for code, each in found.items()} == {
        "53130": None, "44109": Decimal(0), "44143": Decimal(3),
    }  # fmt: skip
    assert {code: (each.rank, each.among) for code, each in found.items()} == {
        "53130": (None, 2), "44109": (2, 2), "44143": (1, 2),
    }  # fmt: skip
    by_cost = figures(rows, tmp_path / "b", formula="sum(aides.montant) / sum(aides.cout)")
    assert by_cost.values(Ask("essai", "commune", "2025"))["44143"].value is None


def test_territories_without_a_row_are_zero_where_the_list_is_complete(tmp_path: Path) -> None:
    rows = [Row(where="commune:44109", amount=Decimal(30)), Row(where="", amount=Decimal(5))]
    covered = {"aides": ["region:52"]}
    made = figures(rows, tmp_path, covered, formula="sum(aides.montant)", absent="zero")
    found = made.values(Ask("essai", "departement", "2025"))
    zero = Decimal(0)
    assert {code: each.value for code, each in found.items()} == {
        "44": Decimal(30), "49": zero, "53": zero, "72": zero, "85": zero,
    }  # fmt: skip
    assert found["53"].rank == 2
    assert found["53"].among == 5
    page = made.page(Ask("essai", "departement", "2025"))
    assert page.unlocated is not None
    assert page.unlocated.numerator == Decimal(5)
    country = made.values(Ask("essai", "country", "2025"))["FR"]
    assert (country.value, country.numerator) == (None, Decimal(35))  # nobody knows the rest
    assert made.values(Ask("essai", "region", "2025"))["52"].value == Decimal(30)
    without = figures(rows, tmp_path / "unsaid", formula="sum(aides.montant)")
    assert set(without.values(Ask("essai", "departement", "2025"))) == {"44"}


def test_a_filter_takes_the_rows_that_meet_it(tmp_path: Path) -> None:
    rows = [
        Row(amount=Decimal(1), kind="route"),
        Row(amount=Decimal(10), kind="l'école"),
        Row(amount=Decimal(100), kind=None),
        Row(amount=Decimal(1000), kind="pont", year=2024),
    ]
    asked = {
        'sorte = "l\'école"': 10,
        "sorte != 'route'": 10,
        "not(sorte = 'route')": 110,
        "sorte = 'route' or montant > 50": 101,
        "(sorte = 'route' or montant > 50) and cout >= 2": 101,
    }
    for number, (condition, expected) in enumerate(asked.items()):
        made = figures(rows, tmp_path / str(number), formula=f"sum(aides[{condition}].montant)")
        assert made.values(Ask("essai", "commune", "2025"))["53130"].value == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("year", ["2024", "2025"]),
        ("quarter", ["2024-Q4", "2025-Q1"]),
        ("month", ["2024-12", "2025-01", "2025-02"]),
        ("none", [""]),
    ],
)
def test_periods_of_a_day(period: str, expected: list[str], tmp_path: Path) -> None:
    days = [dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 2, 28)]
    rows = [Row(day=day) for day in days]
    made = figures(rows, tmp_path, formula="count(aides)", date="jour", period=period)
    assert list(made.known["essai"].periods) == expected
    found = made.series(Ask("essai", "commune", ""), ["53130"])["53130"]
    assert [each.period for each in found] == expected
    assert sum(int(each.value or 0) for each in found) == 3


def test_counts_distincts_and_extremes(tmp_path: Path) -> None:
    rows = [
        Row(kind="a", staff=3),
        Row(kind="b", staff=7),
        Row(kind="b", staff=None),
        Row(where="commune:44109"),
    ]
    asked = {
        "count(aides)": 3,
        "distinct(aides.sorte)": 2,
        "min(aides.effectif)": 3,
        "max(aides.effectif)": 7,
        "sum(aides.effectif) / 3": Decimal("3.33"),
        "sum(aides.effectif) * 2 - count(aides)": 17,
    }
    for number, (formula, expected) in enumerate(asked.items()):
        made = figures(rows, tmp_path / str(number), formula=formula)
        assert made.values(Ask("essai", "commune", "2025"))["53130"].value == expected


def test_inhabitants_are_those_of_the_official_geography(tmp_path: Path) -> None:
    mayenne = find("commune:53147")
    assert mayenne is not None
    made = figures(
        [Row(where=mayenne.key, amount=Decimal(1000))],
        tmp_path / "a",
        formula="sum(aides.montant) / population",
    )
    found = made.values(Ask("essai", "commune", "2025"))[mayenne.code]
    assert (found.denominator, found.value) == (
        mayenne.population, quotient(Decimal(1000), mayenne.population, 2),
    )  # fmt: skip
    alone = figures([Row()], tmp_path / "b", formula="population")
    first = alone.page(Ask("essai", "commune", ""), limit=1).figures[0]
    assert (first.name, first.rank, first.code) == ("Paris", 1, "75056")


def test_the_lowest_comes_first_where_lower_is_better(tmp_path: Path) -> None:
    rows = [Row(amount=Decimal(5)), Row(where="commune:44109", amount=Decimal(2))]
    made = figures(rows, tmp_path, formula="sum(aides.montant)", direction="down")
    assert [each.code for each in made.page(Ask("essai", "commune", "2025")).figures] == [
        "44109",
        "53130",
    ]


def test_amounts_that_no_narrow_decimal_holds(tmp_path: Path) -> None:
    rows = [Row(amount=Decimal("999999999999.999999")) for _ in range(3000)]
    made = figures(rows, tmp_path, formula="sum(aides.montant) / population")
    found = made.values(Ask("essai", "country", "2025"))["FR"]
    assert found.numerator == Decimal("999999999999.999999") * 3000
    assert found.value == quotient(found.numerator, found.denominator, 2)


def told(found: tuple[Figure, ...]) -> list[str]:
    return [each.name for each in found]


def test_a_page_is_sorted_narrowed_and_searched(tmp_path: Path) -> None:
    rows = [
        Row(where="commune:44109", amount=Decimal(10)),
        Row(where="commune:44143", amount=Decimal(30)),
        Row(where="commune:53130", amount=Decimal(20)),
        Row(where="commune:75056", amount=None),
    ]
    made = figures(rows, tmp_path, formula="sum(aides.montant)")
    ask = Ask("essai", "commune", "2025")
    laval, nantes, orvault_ou_reze, paris = "Laval", "Nantes", "Rezé", "Paris"
    assert told(made.page(ask).figures) == [orvault_ou_reze, laval, nantes, paris]
    assert told(made.page(ask, "-rank").figures) == [nantes, laval, orvault_ou_reze, paris]
    assert told(made.page(ask, "name").figures) == [laval, nantes, paris, orvault_ou_reze]
    assert told(made.page(ask, "-value").figures)[:3] == [orvault_ou_reze, laval, nantes]
    second = made.page(ask, offset=1, limit=2)
    assert (told(second.figures), second.count) == ([laval, nantes], 4)
    assert made.page(ask, offset=10).figures == ()
    inside = Ask("essai", "commune", "2025", within=find("departement:44"))
    assert told(made.page(inside).figures) == [orvault_ou_reze, nantes]
    assert made.page(inside).count == made.count(inside) == 2
    found = made.page(Ask("essai", "commune", "2025", words="REZE"))
    assert told(found.figures) == [orvault_ou_reze]
    assert made.page(Ask("essai", "commune", "2025", words="'; drop")).figures == ()
    with pytest.raises(KeyError):
        made.page(ask, "code; drop")
