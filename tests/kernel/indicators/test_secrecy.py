"""Figures of few people are hidden, and those that would betray them: by level, period and part."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lieucommun.kernel.indicators.plans import Refused, planned
from lieucommun.kernel.indicators.queries import Ask, Figures
from lieucommun.kernel.services.manifest import Indicator
from lieucommun.kernel.territories import LEVELS, Level

from .making_figures import TABLE, Row, figures

SECRET = {
    "formula": "sum(aides.montant)",
    "levels": ["commune", "departement", "region"],
    "secrecy": {"count": "sum(aides.effectif)", "threshold": 5},
}
PLACES = ["commune:53130", "commune:53147", "commune:44109", "commune:44143", "departement:53", ""]
COUNTS = st.lists(
    st.builds(
        Row,
        where=st.sampled_from(PLACES),
        kind=st.sampled_from(["a", "b"]),
        staff=st.integers(0, 9),
        amount=st.decimals("1", "100", places=2),
    ),
    min_size=1,
    max_size=12,
)


def made_of(rows: list[Row], folder: Path, **more: object) -> Figures:
    return figures(rows, folder, **{**SECRET, **more})


def counts(rows: list[Row], level: Level, kind: str | None) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        code = row.at(level)
        if code and (kind is None or row.kind == kind):
            found[code] = found.get(code, 0) + (row.staff or 0)
    return found


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=COUNTS)
def test_no_figure_of_few_is_shown_nor_deduced_from_its_neighbours(
    rows: list[Row], tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = made_of(rows, tmp_path_factory.mktemp("made"), by="sorte")
    shown: dict[tuple[Level, str | None], dict[str, bool]] = {}
    for level in ("commune", "departement", "region", "country"):
        for kind in (None, "a", "b"):
            found = made.values(Ask("essai", level, "2025", kind))
            for code, count in counts(rows, level, kind).items():
                if code in found and 0 < count < 5:
                    assert (found[code].secret, found[code].value) == (True, None)
                    assert found[code].numerator is None
                    assert found[code].rank is None
            shown[level, kind] = {code: not each.secret for code, each in found.items()}
    for kind in (
        None,
        "a",
        "b",
    ):  # no parent shown has exactly one small child hidden, all else known
        for code, known in shown["departement", kind].items():
            children = {c: v for c, v in shown["commune", kind].items() if c.startswith(code)}
            small = [
                c for c, v in children.items() if not v and 0 < counts(rows, "commune", kind)[c] < 5
            ]
            rest = any(row.where == f"departement:{code}" for row in rows)
            if known and len(small) == 1 and not rest:
                others = [c for c, v in children.items() if not v and c not in small]
                zeros = [c for c in children if counts(rows, "commune", kind)[c] == 0]
                assert others or len(zeros) == len(children)


def test_a_lone_small_territory_takes_another_with_it(tmp_path: Path) -> None:
    rows = [
        Row(where="commune:53130", staff=3, amount=Decimal(30)),
        Row(where="commune:53147", staff=40, amount=Decimal(400)),
        Row(where="commune:53062", staff=90, amount=Decimal(900)),
        Row(where="commune:44109", staff=50, amount=Decimal(500)),
    ]
    made = made_of(rows, tmp_path)
    found = made.values(Ask("essai", "commune", "2025"))
    assert {code: each.value for code, each in found.items()} == {
        "53130": None, "53147": None, "53062": Decimal(900), "44109": Decimal(500),
    }  # fmt: skip
    assert [each.rank for each in made.page(Ask("essai", "commune", "2025")).figures] == [
        1,
        2,
        None,
        None,
    ]
    whole = made.values(Ask("essai", "departement", "2025"))
    assert {code: each.value for code, each in whole.items()} == {
        "53": Decimal(1330),
        "44": Decimal(500),
    }
    stored = duckdb.execute(f"SELECT n FROM '{tmp_path}/essai.parquet' WHERE secret").fetchall()  # noqa: S608
    assert stored == [(None,), (None,)]


def test_what_is_not_located_is_never_told_under_secrecy(tmp_path: Path) -> None:
    rows = [Row(staff=50), Row(where="", staff=2), Row(where="departement:53", staff=30)]
    made = made_of(rows, tmp_path)
    assert made.page(Ask("essai", "commune", "2025")).unlocated is None
    assert made.values(Ask("essai", "country", "2025"))["FR"].secret


def test_levels_that_cross_are_refused_under_secrecy() -> None:
    told = {"title": "x", "date": "annee", **SECRET, "levels": list(LEVELS[:4])}
    refused = planned("essai", Indicator.model_validate(told), {"aides": TABLE})
    assert isinstance(refused, Refused)
    assert refused.params["reason"] == "levels"
    told = {"title": "x", "date": "annee", **SECRET, "secrecy": {"count": "population"}}
    refused = planned("essai", Indicator.model_validate(told), {"aides": TABLE})
    assert isinstance(refused, Refused)
    assert refused.params["reason"] == "secrecy"
