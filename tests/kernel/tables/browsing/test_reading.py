"""Addresses read as questions: what is typed by people, what is left out, what is bounded."""

import datetime as dt
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest

from lieucommun.kernel.tables.browsing.questions import (
    MOST_VALUES,
    Filter,
    Group,
    Measure,
    Question,
)
from lieucommun.kernel.tables.browsing.reading import Read, Unread, read
from lieucommun.kernel.tables.browsing.words import words
from lieucommun.kernel.tables.browsing.writing import sql

from .trials import TABLE


def asked(query: str) -> Read:
    return read(TABLE, "aides", parse_qsl(query, keep_blank_values=True))


def test_a_question_is_read_whole() -> None:
    found = asked(
        "q=école&cols=id,montant&sorte.is=eau&sorte.is=école&montant.min=1 000,50&lieu.in=region:52"
        "&sort=-montant&rows=100&page=3"
    )
    assert found == Read(
        Question(
            "aides",
            ("id", "montant"),
            (
                Filter("sorte", "is", ("eau", "école")),
                Filter("lieu", "in", ("region:52",)),
                Filter("montant", "min", (Decimal("1000.50"),)),
            ),
            "école",
            sort="-montant",
            page=3,
            rows=100,
        )
    )


def test_groups_and_measures_are_read() -> None:
    found = asked("g=lieu.departement&g=jour.month&m=sum(montant)&m=count(*)&sort=-sum(montant)")
    assert found.question.group == (Group("lieu", "departement"), Group("jour", "month"))
    assert found.question.measures == (Measure("sum", "montant"), Measure("count"))
    assert found.question.sort == "-sum(montant)"
    assert found.question.query() == (
        "g=lieu.departement&g=jour.month&m=sum(montant)&m=count(*)&sort=-sum(montant)"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234,5", Decimal("1234.5")),
        ("1 234,5 €", Decimal("1234.5")),
        ("1\u202f234,50", Decimal("1234.50")),
        ("1,234.50", Decimal("1234.50")),
        ("-3", Decimal(-3)),
        ("beaucoup", None),
        ("1e9", None),
        ("٣", None),
        ("9" * 40, None),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, value: Decimal | None) -> None:
    found = asked(f"montant.min={text}")
    if value is None:
        assert found.unread == (Unread("value", "montant", text),)
        assert found.question.filters == ()
    else:
        assert found.question.filters == (Filter("montant", "min", (value,)),)


@pytest.mark.parametrize("text", ["2026-07-03", "3/7/2026", "03.07.2026"])
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert asked(f"jour.max={text}").question.filters[0].values == (dt.date(2026, 7, 3),)
    assert asked("jour.max=31/02/2026").unread == (Unread("value", "jour", "31/02/2026"),)


def test_what_cannot_be_asked_is_left_out_and_told() -> None:
    found = asked("nom.is=x&sorte.min=3&g=sorte.year&g=rien&m=sum(sorte)&m=sum(rien)&cols=id,rien")
    assert found.question == Question("aides", ("id",))
    assert set(found.unread) == {
        Unread("column", "nom", "x"),
        Unread("asked", "sorte", "3"),
        Unread("asked", "sorte", "year"),
        Unread("column", "rien"),
        Unread("asked", "sorte", "sum"),
    }


def test_what_a_form_leaves_empty_asks_nothing() -> None:
    found = asked("q=&sorte.has=&montant.min=+&lieu.find=&g=&g=&m=&sort=&lieu.empty=")
    assert found == Read(Question("aides"))


def test_names_of_territories_wait_to_be_found() -> None:
    assert asked("lieu.find=Saint-Denis").sought == (("lieu", "Saint-Denis"),)
    assert asked("sorte.find=x").unread == (Unread("asked", "sorte", "x"),)


def test_all_the_columns_in_their_order_are_the_usual_ones() -> None:
    assert asked(f"cols={','.join(TABLE.columns)}").question == Question("aides")


def test_there_are_bounds() -> None:
    values = "&".join(f"sorte.is=v{number}" for number in range(MOST_VALUES + 5))
    found = asked(values)
    assert len(found.question.filters[0].values) == MOST_VALUES
    assert found.unread == (Unread("many", "sorte"),)
    assert asked("rows=1000000&page=-3&page=x").question == Question("aides", rows=250)
    assert asked("rows=26").question == Question("aides")
    assert len(asked("q=" + "a" * 5000).question.words) == 200
    assert asked("g=id,sorte,objet,annee").question.group == (
        Group("id"),
        Group("sorte"),
        Group("objet"),
    )
    many = read(TABLE, "aides", [("sorte.is", str(number)) for number in range(10_000)])
    assert Unread("many", "sorte.is") in many.unread


def test_words_are_cut_at_whatever_parts_them() -> None:
    assert words("l’Eau, l'eau et Saint-Denis") == ["l", "eau", "et", "saint", "denis"]
    assert words("e\u0301cole") == ["école"]
    assert words(" ’ ") == []


LIST = """\
SELECT "id", "montant"
FROM "aides"
WHERE "lieu__departement" = '53'
  AND "annee" >= 2020
  AND "annee" <= 2022
  AND contains(strip_accents(lower(concat_ws(' ', "id", "sorte"))), strip_accents(lower('route')))
ORDER BY "montant" DESC NULLS LAST, "_source", "_line", "id"
LIMIT 50 OFFSET 0"""
GROUPS = """\
SELECT year("jour") AS "jour.year", sum("montant") AS "mean(montant): sum", \
count("montant") AS "mean(montant): count", quantile_disc("part", 0.5) AS "median(part): low", \
-quantile_disc(-"part", 0.5) AS "median(part): high", count(DISTINCT "lieu") AS "distinct(lieu)"
FROM "aides"
GROUP BY year("jour")
ORDER BY year("jour") NULLS LAST
LIMIT 50 OFFSET 0"""


def test_sql_reads_well() -> None:
    columns = {name: each for name, each in TABLE.columns.items() if name != "objet"}
    table = TABLE.model_copy(update={"columns": columns})
    found = asked("q=route&annee.min=2020&annee.max=2022&lieu.in=departement:53&sort=-montant")
    assert sql(found.question.but(columns=("id", "montant")), table).shown() == LIST
    grouped = asked("g=jour.year&m=mean(montant)&m=median(part)&m=distinct(lieu)")
    assert sql(grouped.question, table).shown() == GROUPS
