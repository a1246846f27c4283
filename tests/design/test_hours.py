import pytest

from lieucommun.design.hours import DAYS, notation, week

WEEKDAYS = DAYS[:5]


def closed_but(**hours: str) -> dict[str, str]:
    return {**dict.fromkeys(DAYS, ""), **hours}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", closed_but()),
        ("Mo 09:00-12:00", closed_but(Mo="09:00-12:00")),
        (
            "Mo-Fr 09:00-12:00,14:00-17:00",
            closed_but(**dict.fromkeys(WEEKDAYS, "09:00-12:00, 14:00-17:00")),
        ),
        ("Mo,We 10:00-11:00; We off", closed_but(Mo="10:00-11:00")),
        ("Sa-Mo 10:00-11:00", closed_but(**dict.fromkeys(("Sa", "Su", "Mo"), "10:00-11:00"))),
        ("24/7", dict.fromkeys(DAYS, "00:00-24:00")),
    ],
)
def test_a_plain_week_is_read_day_by_day(text: str, days: dict[str, str]) -> None:
    assert week(text) == days


@pytest.mark.parametrize(
    "text",
    ["Mo-Fr 09:00-12:00; PH off", "Dec 25 off", "Mo[1] 09:00-12:00", "sunrise-sunset", "Mo 9-12"],
)
def test_what_says_more_stays_as_it_is_written(text: str) -> None:
    assert week(text) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, ""),
        ({"Mo": "9h-12h"}, "Mo 09:00-12:00"),
        ({"Mo": "9h30–12h et 14 h - 17 h 30"}, "Mo 09:30-12:00,14:00-17:30"),
        ({"Mo": "9-12 and 2pm"}, "Mo 09:00-12:00,2pm"),
        (dict.fromkeys(WEEKDAYS, "9:00-12:00"), "Mo-Fr 09:00-12:00"),
        ({"Mo": "9-12", "We": "9-12"}, "Mo 09:00-12:00; We 09:00-12:00"),
    ],
)
def test_what_people_type_becomes_the_notation(typed: dict[str, str], expected: str) -> None:
    assert notation(typed) == expected


@pytest.mark.parametrize(
    "text", ["Mo-Fr 09:00-12:00,14:00-17:00; Sa 10:00-12:00", "Tu 18:00-20:00", ""]
)
def test_a_week_shown_and_sent_back_is_unchanged(text: str) -> None:
    days = week(text)
    assert days is not None
    assert notation(days) == text
