"""Sentences that read figures: whole examples, then what must hold for any figure."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.documents.numbers import amount, number, shown
from lieucommun.kernel.documents.sentences import Compared, Rank, Reading, at, sentence, sentences
from lieucommun.kernel.documents.sentences.gaps import gap, least
from lieucommun.kernel.documents.sentences.periods import when
from lieucommun.kernel.territories import Territory, every, find

MAYENNE = find("53", "departement")
TOWN = next(each for each in every("commune") if each.name == "Angers")
assert MAYENNE is not None
GRANTS = Reading(
    title="subventions de l’État par habitant",
    value=Decimal("63.601"),
    place=TOWN,
    unit="€",
    places=2,
    period="2018",
    previous=Decimal("56.8"),
    before="2017",
    others=(Compared(at(MAYENNE, "fr"), Decimal("47.8")),),
    rank=Rank(3, 9, group="intercommunalités"),
)
PROJECTS = Reading(
    title="projets", value=41, place=TOWN, counted=("projet", "projets"), period="2018-Q3",
    others=(Compared("en Mayenne", 39),),
)  # fmt: skip
LANGUAGES = st.sampled_from(["fr", "en"])
VALUES = st.integers(-1000, 10**7) | st.decimals(-1000, 10**7, places=2)


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def test_a_figure_with_all_that_it_is_read_beside() -> None:
    assert plain(sentence(GRANTS, "fr")) == (
        "Subventions de l’État par habitant en 2018, à Angers : 63,60 €, "
        "33 % de plus qu’en Mayenne (47,80 €). C’est 12 % de plus qu’en 2017 (56,80 €). "
        "C’est le 3e rang parmi 9 intercommunalités."
    )
    english = replace(
        GRANTS, title="grants", others=(Compared(at(MAYENNE, "en"), Decimal("47.8")),),
        rank=Rank(1, 9, tied=2),
    )  # fmt: skip
    assert plain(sentence(english, "en")) == (
        "Grants in 2018, in Angers: €63.60, 33% more than in the Mayenne département (€47.80). "
        "This is 12% more than in 2017 (€56.80). It ranks 1st of 9, level with 2 others."
    )


def test_what_is_counted_is_counted() -> None:
    assert plain(sentence(PROJECTS, "fr")) == (
        "Au 3e trimestre 2018, on compte 41 projets à Angers, un peu plus qu’en Mayenne (39)."
    )
    one = replace(PROJECTS, value=1, counted=("project", "projects"), others=(), period="")
    assert plain(sentence(one, "en")) == "There was 1 project in Angers."
    assert plain(sentence(replace(one, value=0), "en")) == "There were 0 projects in Angers."


@pytest.mark.parametrize(
    ("value", "lacks", "french", "english"),
    [
        (None, "", "ce chiffre n’est pas connu.", "this figure is not known."),
        ("secret", "la population", "ce chiffre est gardé secret.", "this figure is kept secret."),
        (None, "la population",
         "ce chiffre ne peut pas être calculé, faute de connaître la population.",
         "this figure cannot be computed without knowing la population."),
    ],
)  # fmt: skip
def test_a_figure_that_is_missing_says_so_and_nothing_else(
    value: None, lacks: str, french: str, english: str
) -> None:
    reading = replace(GRANTS, value=value, lacks=lacks)
    for language, told in (("fr", french), ("en", english)):
        (said,) = sentences(reading, language)
        assert plain(said).endswith(told)
        assert re.findall(r"\d+", said) == ["2018"]


def test_what_is_missing_elsewhere_is_not_compared() -> None:
    reading = replace(GRANTS, others=(Compared("x", None), Compared("y", "secret")), previous=None)
    assert plain(sentences(reading, "fr")[0]).endswith("à Angers : 63,60 €.")


def test_a_figure_in_part_is_at_least_that() -> None:
    reading = replace(GRANTS, value=Decimal(100), least=True, others=(
        Compared("ici", Decimal(47)), Compared("là", Decimal(99)), Compared("loin", Decimal(200)),
    ))  # fmt: skip
    assert plain(sentence(reading, "fr")) == (
        "Subventions de l’État par habitant en 2018, à Angers : au moins 100,00 €, "
        "au moins deux fois plus qu’ici (47,00 €), au moins 1 % de plus que là (99,00 €) et "
        "contre 200,00 € loin. C’est au moins 76 % de plus qu’en 2017 (56,80 €)."
    )


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (100, "autant que là", "as much as là"),
        (101, "à peu près autant que là (100)", "about as much as là (100)"),
        (93, "un peu moins que là (100)", "slightly less than là (100)"),
        (123, "23 % de plus que là (100)", "23% more than là (100)"),
        (80, "20 % de moins que là (100)", "20% less than là (100)"),
        (190, "près de deux fois plus que là (100)", "nearly twice as much as là (100)"),
        (200, "deux fois plus que là (100)", "twice as much as là (100)"),
        (310, "environ trois fois plus que là (100)", "about three times as much as là (100)"),
        (250, "plus de deux fois plus que là (100)", "more than twice as much as là (100)"),
        (34, "près de trois fois moins que là (100)", "just over a third as much as là (100)"),
        (50, "deux fois moins que là (100)", "half as much as là (100)"),
        (1000, "dix fois plus que là (100)", "ten times as much as là (100)"),
        (3700, "plus de 30 fois plus que là (100)", "more than 30 times as much as là (100)"),
        (0, "contre 100 là", "compared with 100 là"),
        (-5, "contre 100 là", "compared with 100 là"),
    ],
)
def test_hedges(value: int, french: str, english: str) -> None:
    reading = Reading(title="x", value=value, place=TOWN, others=(Compared("là", 100),))
    said = [
        plain(sentence(reading, each)).partition(", ")[2].partition(", ")[2]
        for each in ("fr", "en")
    ]
    assert said == [f"{french}.", f"{english}."]


def test_percentages_differ_by_points() -> None:
    reading = Reading(title="x", value=Decimal("7.5"), unit="%", places=1, place=TOWN)
    for other, told in ((Decimal("8.5"), "1 point de moins"), (Decimal("5.5"), "2 points de plus"),
                        (Decimal("7.2"), "un peu plus")):  # fmt: skip
        said = plain(sentence(replace(reading, others=(Compared("là", other),)), "fr"))
        assert f", {told} que là (" in said


def test_periods() -> None:
    assert [when(each, "fr") for each in ("2018", "2018-07", "2018-Q1", "l’été 2018", "")] == [
        "en 2018", "en juillet 2018", "au 1er trimestre 2018", "pour l’été 2018", "",
    ]  # fmt: skip
    assert [when(each, "en") for each in ("2018-12", "2018-Q2")] == [
        "in December 2018", "in the 2nd quarter of 2018",
    ]  # fmt: skip


READINGS = st.builds(
    Reading,
    title=st.just("chiffre"),
    value=VALUES,
    place=st.sampled_from(every("commune")[::97] + every("departement") + every("epci")[::7]),
    unit=st.sampled_from(["", "€", "%", "km²"]),
    places=st.sampled_from([None, 0, 1, 2]),
    counted=st.none() | st.just(("projet", "projets")),
    least=st.booleans(),
    period=st.sampled_from(["", "2018", "2018-07", "2018-Q3"]),
    previous=st.none() | VALUES,
    before=st.sampled_from(["", "2017"]),
    others=st.lists(st.builds(Compared, st.just("en France"), VALUES), max_size=3).map(tuple),
    rank=st.none() | st.builds(Rank, st.integers(1, 9), st.integers(9, 9), st.integers(0, 3)),
)


def _digits(told: str, language: str) -> str:
    return told.replace(" ", "").replace(",", "." if language == "fr" else "")


@given(READINGS, LANGUAGES)
def test_any_figure_is_read_as_it_is_given(reading: Reading, language: str) -> None:
    said = sentences(reading, language)
    value = reading.value
    assert isinstance(value, int | Decimal)
    unit = "" if reading.counted else reading.unit
    assert amount(value, unit, language, reading.places) in said[0]
    for each in map(plain, said):
        assert each.endswith(".")
        assert each[0].isupper() or each[0].isdigit()
        assert "  " not in each
        assert not re.search(r"\b(de|à) (le|les) ", each)
        for told, plural in re.findall(r"(-?[\d ]*\d(?:[,.]\d+)*) projet(s?)\b", each):
            count = abs(Decimal(_digits(told, language)))
            assert bool(plural) == (count >= 2 if language == "fr" else count != 1)


@given(VALUES, VALUES, st.sampled_from([None, 0, 2]))
def test_percentages_never_lie(value: Decimal, other: Decimal, places: int | None) -> None:
    mine, theirs = shown(value, places), shown(other, places)
    found = gap(value, other, "%", places)
    assert found is not None
    assert (found.size, found.more) == (abs(mine - theirs), mine > theirs)
    assert found.kind == ("same" if mine == theirs else "points" if found.size >= 1 else "slightly")


@given(VALUES, VALUES, st.sampled_from([None, 0, 2]))
def test_a_comparison_never_lies(value: Decimal, other: Decimal, places: int | None) -> None:
    mine, theirs = shown(value, places), shown(other, places)
    found = gap(value, other, "", places)
    if found is None:
        assert min(mine, theirs) <= 0
        return
    assert (found.kind == "same", found.more) == (mine == theirs, mine > theirs)
    if found.kind != "same":
        ratio = Fraction(max(mine, theirs)) / Fraction(min(mine, theirs))
        part = ratio - 1 if found.more else 1 - 1 / ratio
        assert _holds(found.kind, Fraction(found.size), ratio, 100 * part)


def _holds(kind: str, size: Fraction, ratio: Fraction, per_cent: Fraction) -> bool:
    near = Fraction(15, 100)
    return {
        "about": ratio <= Fraction(102, 100),
        "slightly": Fraction(102, 100) < ratio <= Fraction(110, 100),
        "per cent": abs(size - per_cent) <= Fraction(1, 2),
        "nearly": size - near <= ratio < size,
        "times": ratio == size,
        "around": size < ratio <= size + near,
        "over": size < ratio,
    }[kind]


@given(VALUES, VALUES, st.integers(0, 10**6))
def test_what_is_surely_more_is_more_whatever_is_missing(
    value: Decimal, other: Decimal, lost: int
) -> None:
    found = least(value, other, "", None)
    if found is None:
        return
    whole = Fraction(value) + lost
    assert found.more
    if found.kind == "per cent":
        assert whole >= Fraction(other) * (1 + Fraction(found.size) / 100)
    else:
        assert whole >= Fraction(other) * Fraction(found.size)


def test_the_whole_country_can_be_read() -> None:
    for place in (*every("region"), *every("country"), *every("departement")):
        assert isinstance(place, Territory)
        assert number(41, "fr") in sentence(replace(PROJECTS, place=place), "fr")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_unit_that_is_cut_short_ends_a_sentence_once(language: str) -> None:
    per_head = replace(GRANTS, unit="€/hab.", others=(), previous=Decimal(0), rank=None)
    for told in sentences(per_head, language):
        assert told.endswith("€/hab.")
        assert ".." not in told
