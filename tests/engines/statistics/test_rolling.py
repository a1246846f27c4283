"""From the commune to the region: sums are kept, ranks are whole, ratios weigh as they should."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.engines.statistics import POPULATION, quotient, ranked, share
from lieucommun.engines.statistics.formulas import parse

from .rolling import LEVELS, Row, rolled

#: Twelve communes: four départements, of which two share an EPCI, in two régions.
COMMUNES = {
    f"c{n}": {
        "commune": f"c{n}",
        "epci": f"e{n % 5}",
        "departement": f"d{n // 3}",
        "region": f"r{n // 6}",
    }
    for n in range(12)
}
PER_HEAD = parse("sum(grants.paid) / population")
TOTAL = parse("sum(grants.paid)")
AMOUNTS = st.decimals(-(10**9), 10**9, places=6)


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Draw grants of communes, of EPCI, of syndicats (known by département), and of nobody."""
    found = []
    for _ in range(draw(st.integers(0, 40))):
        codes: dict[str, str | None] = dict(COMMUNES[draw(st.sampled_from(sorted(COMMUNES)))])
        for level in LEVELS[: draw(st.integers(0, len(LEVELS)))]:
            codes[level] = None
        found.append(Row(draw(AMOUNTS), codes))
    return found


@given(rows())
@settings(max_examples=150, deadline=None)
def test_each_level_and_what_is_not_located_there_make_the_total(grants: list[Row]) -> None:
    whole = sum((row.amount for row in grants), Decimal(0))
    for sums in rolled(grants).values():
        assert sum(sums.values(), Decimal(0)) == whole


@given(rows())
@settings(max_examples=150, deadline=None)
def test_a_region_is_the_sum_of_its_departements_and_of_what_is_only_located_in_it(
    grants: list[Row],
) -> None:
    found = rolled(grants)
    for region in ("r0", "r1"):
        within = {each["departement"] for each in COMMUNES.values() if each["region"] == region}
        parts = sum((found["departement"].get(code, Decimal(0)) for code in within), Decimal(0))
        only = [
            row.amount
            for row in grants
            if row.codes["region"] == region and row.codes["departement"] is None
        ]
        assert found["region"].get(region, Decimal(0)) == parts + sum(only, Decimal(0))
    assert TOTAL.additive
    assert not PER_HEAD.additive


@given(
    st.lists(AMOUNTS, min_size=12, max_size=12),
    st.lists(st.integers(0, 10**6), min_size=12, max_size=12),
)
@settings(max_examples=150, deadline=None)
def test_the_ratio_of_a_whole_is_the_mean_of_those_of_its_parts_weighed_by_denominator(
    amounts: list[Decimal], inhabitants: list[int]
) -> None:
    paid = PER_HEAD.aggregates[0]
    parts = [
        PER_HEAD.evaluate({paid: amount, POPULATION: people})
        for amount, people in zip(amounts, inhabitants, strict=True)
        if people
    ]
    whole = PER_HEAD.evaluate(
        {
            paid: sum((Decimal(part.numerator or 0) for part in parts), Decimal(0)),
            POPULATION: sum(int(part.denominator or 0) for part in parts),
        }
    )
    if not parts:
        assert whole.exact is None
        return
    weighed = sum(
        (Fraction(p.exact or 0) * Fraction(p.denominator or 0) for p in parts), Fraction(0)
    )
    assert whole.exact == weighed / sum(Fraction(p.denominator or 0) for p in parts)
    exact = [part.exact for part in parts if part.exact is not None]
    assert min(exact) <= whole.exact <= max(exact)


@given(rows())
@settings(max_examples=100, deadline=None)
def test_ranks_are_a_permutation_where_none_is_tied(grants: list[Row]) -> None:
    for level, sums in rolled(grants).items():
        located = {code: amount for code, amount in sums.items() if code is not None}
        found = ranked(located)
        assert len(found) == len(located), level
        if len(set(located.values())) == len(located):
            assert sorted(each.rank for each in found.values()) == list(range(1, len(located) + 1))
        best = [code for code, each in found.items() if each.rank == 1]
        assert all(located[code] == max(located.values()) for code in best)


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=30))
def test_shares_of_parts_make_a_hundred_but_for_rounding(amounts: list[Decimal]) -> None:
    whole = sum(amounts, Decimal(0))
    shares = [share(amount, whole, 2) for amount in amounts]
    if not whole:
        assert shares == [None] * len(amounts)
        return
    gap = sum((each for each in shares if each is not None), Decimal(0)) - 100
    assert abs(gap) <= Decimal("0.005") * len(amounts)
    assert quotient(whole, whole, 2) == 1
