"""The list of followed indicators: who sees it, in which order, at what cost, as which files."""

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.datasets.writing import touch
from tests.screen import Screen, screen, words

from .making import PAGE, Ground

LIST = f"{PAGE}?lang=en"
HEADS = ["Indicator", "State", "Last value", "Next entry"]


def listed(client: Client, address: str = LIST) -> Screen:
    return screen(client.get(address))


def rows(page: Screen) -> dict[str, list[str]]:
    """Return the rows of every group by the name of their indicator."""
    found: dict[str, list[str]] = {}
    for line in page.all("tr"):
        cells = [words(cell) for cell in line]
        if len(cells) == len(HEADS) and cells != HEADS:
            found[cells[0]] = cells[1:]
    return found


def body(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_late_ones_come_first_under_what_they_are_about(ground: Ground) -> None:
    ground.value("bruit", "2025", "61")
    page = listed(ground.client("lena"))
    assert list(rows(page)) == ["Water used", "Rounds done", "Noise", "Area planted"]
    assert page.texts("th", scope="rowgroup") == ["Économies", "Calme", "Other indicators"]
    water = rows(page)["Water used"]
    assert water[0] == "Late entry 4 values late, since 10 February 2026"
    assert water[1] == "– target: 90 m³ (December 2026)"
    assert water[2] == "January 2026: late, was due on 10 February 2026 Nord"
    assert rows(page)["Area planted"][2].endswith("Steering"), "the role, where no team is told"


def test_only_the_follow_up_of_a_page_of_followed_indicators_is_its_first_screen(
    ground: Ground,
) -> None:
    client = ground.client("lena")
    assert rows(listed(client, f"{PAGE}suivi/?lang=en")) == rows(listed(client))


@pytest.mark.parametrize(
    "changes",
    [(("indicators: indicateurs, organ", "indicators: indicateurs, group: famille, organ"),)],
)
def test_groups_are_those_of_a_field_where_the_page_names_one(ground: Ground) -> None:
    ground.theme("t3", "Autre calme", ["bruit"], "nord", "b")
    page = listed(ground.client("lena"))
    assert page.texts("th", scope="rowgroup") == ["First", "Second", "Other indicators"]
    assert list(rows(page)) == [
        "Water used Économies",
        "Rounds done Calme",
        "Noise Calme Autre calme",
        "Area planted",
    ]
    assert page.links()["Économies"] == "/s/bilan/themes/t1/"


def test_states_are_words_and_narrow_the_list(ground: Ground) -> None:
    ground.value("bruit", "2025", "61")
    page = listed(ground.client("lena"))
    assert [text for text in page.links() if text.split()[-1].isdecimal()] == [
        "All 4",
        "Late entry 3",
        "No target 1",
    ]
    page = listed(ground.client("lena"), f"{LIST}&state=no-target")
    assert list(rows(page)) == ["Noise"]
    assert "1 indicator" in page.text
    page = listed(ground.client("lena"), f"{LIST}&state=reached")
    assert rows(page) == {}
    assert "No indicator is in this state" in page.text
    for odd in ("nonsense", "%00", "late%27"):
        assert len(rows(listed(ground.client("lena"), f"{LIST}&state={odd}"))) == 4


def test_those_who_must_enter_are_reminded_and_nobody_else(ground: Ground) -> None:
    told = "You are late to enter these values"
    page = listed(ground.client("nora"))
    assert told in page.text
    links = [url for text, url in page.links().items() if text.endswith("10 May 2026")]
    assert links == ["/s/bilan/suivi/suivi/eau/?period=2026-04#enter"]
    assert "and 1 older one" in page.text
    assert "Rounds done" in listed(ground.client("sven")).text.partition("All ")[0]
    assert "Water used" not in listed(ground.client("sven")).text.partition("All ")[0]
    assert told not in listed(ground.client("lena")).text
    assert "Area planted" in listed(ground.client("paul")).text.partition("All ")[0]
    assert "Water used" not in listed(ground.client("paul")).text.partition("All ")[0]


def test_list_is_for_those_to_whom_the_page_is_open(ground: Ground) -> None:
    assert ground.client().get(LIST).status_code == 302
    other = ground.person("oda", "lecteur-d-ailleurs")
    client = Client()
    client.force_login(other)
    assert client.get(LIST).status_code == 403
    assert ground.client("lena").post(LIST).status_code == 405


@pytest.mark.parametrize(
    "changes",
    [
        (
            ("for: [releveur, pilotage, lecteur]", "for: [anyone]"),
            ("access: {anyone: {read: all}, p", "access: {lecteur: {read: all}, p"),
        )
    ],
)
def test_values_that_one_may_not_read_are_not_there(ground: Ground) -> None:
    ground.value("eau", "2026-04", "77.25", note="zinzolin")
    for address in (LIST, f"{PAGE}suivi/eau/?lang=en", f"{LIST}&format=json"):
        answer = ground.client().get(address)
        content = body(answer) if answer.streaming else answer.content
        for word in ("77.25", "zinzolin", "Économies"):
            assert word.encode() not in content, address


def test_cost_is_the_same_for_two_values_and_two_hundred(ground: Ground) -> None:
    client = ground.client("nora")
    ground.many(2)

    def cost(address: str) -> int:
        client.get(address)
        touch(ground.service.dataset("releves"))  # nothing that was read is kept
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        told = [each["sql"] for each in queries]
        return len([sql for sql in told if "services_" not in sql])  # asked once a second

    addresses = (LIST, f"{PAGE}suivi/eau/?lang=en", f"{PAGE}suivi/eau/?lang=en&all=1")
    few = [cost(address) for address in addresses]
    ground.many(200)
    assert [cost(address) for address in addresses] == few


def test_files_hold_the_list_that_is_shown(ground: Ground) -> None:
    ground.value("eau", "2026-04", "113.5")
    client = ground.client("lena")
    text = body(client.get(f"{LIST}&format=csv&state=late")).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["Name"] for line in lines] == ["rondes", "surface"]
    whole = json.loads(body(client.get(f"{LIST}&format=json")))["items"]
    water = next(each for each in whole if each["Name"] == "eau")
    assert water == {
        "About": "Économies",
        "Name": "eau",
        "Indicator": "Water used",
        "Unit": "m³",
        "State": "Behind",
        "Last period": "2026-04",
        "Last value": "113.5",
        "Expected": "112.0",
        "Target": "90",
        "Period of the target": "2026-12",
        "Late values": 3,
        "Next entry": "2026-01",
        "Due on": "2026-02-10",
        "Entered by": "Nord",
    }
    for kind in ("xlsx", "ods"):
        assert body(client.get(f"{LIST}&format={kind}"))[:2] == b"PK"
    assert client.get(f"{LIST}&format=exe").status_code == 404


def test_name_that_a_spreadsheet_would_run_is_kept_as_words(ground: Ground) -> None:
    ground.theme("t9", "=HYPERLINK(1)", ["bruit"], "nord", "a")
    text = body(ground.client("lena").get(f"{LIST}&format=csv")).decode()
    assert "\n=HYPERLINK" not in text.replace("\r", "")


def test_ten_thousand_months_of_delay_are_counted_not_listed(ground: Ground) -> None:
    ground.value("bruit", "0001", "60")
    page = listed(ground.client("sven"))
    assert "2,023 values late" in page.text
    assert "and 2,020 older ones" in page.text


def test_list_that_was_read_is_read_anew_after_a_write(ground: Ground) -> None:
    client = ground.client("lena")
    ground.value("eau", "2026-04", "113.5")
    assert rows(listed(client))["Water used"][1].startswith("113.5 m³ (April 2026)")
    with CaptureQueriesContext(connection) as queries:
        listed(client)
    assert [
        each["sql"] for each in queries if '"data"' in each["sql"] and "eau" in each["sql"]
    ] == []
    ground.value("eau", "2026-05", "99")
    assert rows(listed(client))["Water used"][1].startswith("99 m³ (May 2026)")


def test_what_one_may_read_is_never_kept_for_another(ground: Ground) -> None:
    ground.round("2026-02-14", 20, "sud")
    assert "20 (quarter 1 of 2026)" in listed(ground.client("sven")).text
    assert "20 (quarter 1 of 2026)" not in listed(ground.client("nora")).text
    assert "20 (quarter 1 of 2026)" not in listed(ground.client("lena")).text
