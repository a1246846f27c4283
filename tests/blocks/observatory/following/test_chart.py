"""The chart of an indicator: from its start to its target, what is missing left open."""

import datetime as dt
from decimal import Decimal

from lieucommun.blocks.observatory.following.chart import lines
from lieucommun.kernel.documents.charts import Lines
from tests.screen import screen

from .making import Ground, one
from .test_series import series


def drawn(ground: Ground, name: str, today: dt.date = dt.date(2026, 6, 3)) -> Lines:
    return lines(series(ground, name, today), "Titre")


def test_chart_goes_from_the_start_to_the_target(ground: Ground) -> None:
    ground.value("eau", "2026-02", "117.5")
    ground.value("eau", "2026-04", "113")
    chart = drawn(ground, "eau")
    assert len(chart.periods) == 13
    entered, expected, target = chart.lines
    assert [entered.course, expected.course, target.course] == ["value", "trajectory", "target"]
    assert entered.values[:5] == (Decimal("120.0"), None, Decimal("117.5"), None, Decimal(113))
    assert set(entered.values[5:]) == {None}
    assert expected.values[:3] == (Decimal("120.0"), Decimal("118.0"), Decimal("116.0"))
    assert expected.values[-1] == Decimal("90.0")
    assert set(target.values) == {Decimal("90.0")}


def test_chart_of_an_indicator_without_a_target_has_one_line(ground: Ground) -> None:
    ground.value("bruit", "2023", "62")
    chart = drawn(ground, "bruit")
    assert chart.periods == ("2023", "2024", "2025", "2026")
    assert [line.values for line in chart.lines] == [(Decimal(62), None, None, None)]


def test_chart_of_many_months_keeps_to_the_last_years(ground: Ground) -> None:
    ground.many(300)
    chart = drawn(ground, "eau")
    assert len(chart.periods) == 36 + 1 + 6, "three years, this month, and on to the target"


def test_page_shows_the_chart_once_there_is_a_value(ground: Ground) -> None:
    client = ground.client("lena")
    assert "Since the start" not in screen(client.get(one("eau"))).text
    ground.value("eau", "2026-02", "117.5", note="<script>alert(1)</script>")
    page = screen(client.get(one("eau")))
    assert [each.get("role") for each in page.all("svg", role="img")] == ["img", "img"]
    assert page.all("script") == []
