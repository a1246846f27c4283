"""A value is entered once, by those who must, and corrected with its reason."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lieucommun.blocks.observatory.following.actions import AlreadyEnteredError, enter_value
from lieucommun.blocks.observatory.following.declared import declared
from lieucommun.engines.statistics.following import Period
from lieucommun.kernel.datasets.models import RecordVersion
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.journal.models import JournalEntry
from tests.screen import screen, words

from .making import Ground, filled, one, sent

WATER = one("eau")
NEXT = {"periode": "2026-05", "valeur": "110,4"}


def proof(name: str = "relevé.csv", content: bytes = b"jour,valeur\n1,2\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/csv")


def test_value_is_entered_with_what_goes_with_it(ground: Ground) -> None:
    client = ground.client("nora")
    told = filled(client, WATER, **NEXT, note="Compteur neuf.", preuve=proof())
    answer = client.post(WATER, told)
    assert (answer.status_code, answer["Location"]) == (302, "/s/bilan/suivi/suivi/eau/")
    (record,) = ground.records()
    assert record.organisation == ground.organisation("nord")
    assert record.owner == ground.people["nora"]
    proved = Attachment.objects.get(record=record.uuid)
    assert record.data == {
        "indicateur": "eau", "theme": "t1", "periode": "2026-05", "valeur": "110.4",
        "note": "Compteur neuf.", "preuve": f"attachment:{proved.uuid}",
    }  # fmt: skip
    page = screen(client.get(WATER))
    assert "Entered for May 2026: 110.4 m³." in page.text
    (line,) = [row for row in page.rows() if row[0] == "May 2026"]
    assert line[:4] == ["May 2026", "110.0", "110.4", "+0.4"]
    assert "Nord" in line[4]
    assert "relevé.csv" in line[5]
    acts = JournalEntry.objects.filter(object_id=str(record.uuid)).values_list("action", flat=True)
    assert list(acts) == ["record.created"]


@pytest.mark.parametrize("typed", ["110,4", "110.4", " 110,40 ", "1\u202f10,4"])
def test_number_is_read_as_people_write_it(ground: Ground, typed: str) -> None:
    client = ground.client("nora")
    assert (
        client.post(WATER, filled(client, WATER, periode="2026-05", valeur=typed)).status_code
        == 302
    )
    assert ground.records()[0].data["valeur"] == "110.4"


def test_form_says_unit_bounds_and_the_last_value(ground: Ground) -> None:
    ground.value("eau", "2026-04", "113.5")
    page = screen(ground.client("nora").get(WATER))
    assert "Read on the meter. From 0 to 500. Last value: 113.5 m³ (April 2026)." in page.text
    assert page.texts("label")[:4] == [
        "Period", "Value", "Proof (optional)", "Comment (optional)",
    ]  # fmt: skip
    (periods,) = page.all("select", name="periode")
    offered = [words(each) for each in periods.iter("option")]
    assert offered[1:] == [
        "March 2026: late, was due on 10 April 2026",
        "February 2026: late, was due on 10 March 2026",
        "January 2026: late, was due on 10 February 2026",
        "June 2026: to enter by 10 July 2026",
        "May 2026: to enter by 10 June 2026",
    ]


def test_link_of_a_late_period_chooses_it(ground: Ground) -> None:
    page = screen(ground.client("nora").get(one("eau", period="2026-02")))
    assert sent(page)["periode"] == "2026-02"
    for odd in ("2026", "2031-01", "2025-01", "x", "%00", "2026-13"):
        page = screen(ground.client("nora").get(one("eau", period=odd)))
        assert sent(page)["periode"] == "", odd


def test_form_sent_twice_is_written_once(ground: Ground) -> None:
    client = ground.client("nora")
    told = filled(client, WATER, **NEXT, note="Une fois.")
    for _twice in range(2):
        assert client.post(WATER, told)["Location"] == "/s/bilan/suivi/suivi/eau/"
    (record,) = ground.records()
    assert (record.version, RecordVersion.objects.filter(record=record.uuid).count()) == (1, 1)


def test_two_clicks_with_a_file_keep_one_value(ground: Ground) -> None:
    client = ground.client("nora")
    for _twice in range(2):
        told = filled(client, WATER, **NEXT, preuve=proof())
        assert client.post(WATER, told).status_code == 302
    assert len(ground.records()) == 1
    assert Attachment.objects.exclude(record=None).count() == 1


def test_two_people_who_enter_the_same_month_are_told(ground: Ground) -> None:
    ground.person("nils", "releveur", "nord")
    first, second = ground.client("nora"), ground.client("nils")
    mine = filled(second, WATER, periode="2026-05", valeur="99", note="La mienne.")
    first.post(WATER, filled(first, WATER, **NEXT))
    page = screen(second.post(WATER, mine), 409)
    assert "It is 110.4 m³; nothing of what you sent was written." in page.text
    again = sent(page)
    assert (again["valeur"], again["note"], again["_version"]) == ("99", "La mienne.", "1")
    assert second.post(WATER, again | {"motif": "Relu."}).status_code == 302
    (record,) = ground.records()
    assert (record.data["valeur"], record.version) == ("99", 2)


@pytest.mark.parametrize(
    ("period", "told"),
    [("2026-07", "to come"), ("2025-12", "before"), ("2026", "a year"), ("", "none"), ("\0", "?")],
)
def test_wrong_period_is_refused_and_nothing_is_lost(
    ground: Ground, period: str, told: str
) -> None:
    client = ground.client("nora")
    sending = filled(client, WATER, periode=period, valeur="110,4", note="Gardé.")
    page = screen(client.post(WATER, sending), 422)
    assert page.links()["Choose one of the periods of the list."] == "#f-periode", told
    assert (sent(page)["valeur"], sent(page)["note"]) == ("110,4", "Gardé.")
    assert ground.records() == []


@pytest.mark.parametrize("value", ["", "abc", "-1", "500,01", "1e3", "١٢", "9" * 400, "Infinity"])
def test_wrong_value_is_told_first_and_nothing_is_lost(ground: Ground, value: str) -> None:
    client = ground.client("nora")
    sending = filled(client, WATER, periode="2026-05", valeur=value, note="Gardé.", preuve=proof())
    answer = client.post(WATER, sending)
    if value == "١٢":
        assert answer.status_code == 302, "digits of other writings are digits"
        assert ground.records()[0].data["valeur"] == "12"
        return
    page = screen(answer, 422)
    assert [url for url in page.links().values() if url == "#f-valeur"]
    again = sent(page)
    assert (again["periode"], again["note"]) == ("2026-05", "Gardé.")
    assert "relevé.csv" in page.text
    assert client.post(WATER, again | {"valeur": "111"}).status_code == 302
    (record,) = ground.records()
    assert record.data["preuve"] == again["_kept.preuve"]


def test_file_that_is_refused_is_told_beside_its_field(ground: Ground) -> None:
    client = ground.client("nora")
    bad = proof("malin.exe", b"MZ\x90\x00")
    page = screen(client.post(WATER, filled(client, WATER, **NEXT, preuve=bad)), 422)
    assert "malin.exe" in page.text
    assert sent(page)["valeur"] == "110,4"
    assert (ground.records(), Attachment.objects.count()) == ([], 0)


def test_file_of_someone_else_is_not_taken(ground: Ground) -> None:
    theirs, mine = ground.client("sven"), ground.client("nora")
    noise = one("bruit")
    told = filled(theirs, noise, periode="2026", valeur="x")
    page = screen(theirs.post(noise, told), 422)
    assert "_kept.preuve" not in sent(page), "this indicator has no proof"
    kept = Attachment.objects.create(
        service="bilan", name="a.csv", content_type="text/csv", size=1, sha256="0" * 64,
        by=ground.people["sven"], created_at="2026-06-03T10:00:00Z",
    )  # fmt: skip
    taken = filled(mine, WATER, **NEXT) | {"_kept.preuve": f"attachment:{kept.uuid}"}
    assert mine.post(WATER, taken).status_code == 302
    assert "preuve" not in ground.records()[0].data


@pytest.mark.parametrize("who", ["lena", "sven", ""])
def test_whoever_must_not_enter_gets_no_form_and_writes_nothing(ground: Ground, who: str) -> None:
    client = ground.client(who)
    answer = client.get(WATER)
    if who:
        page = screen(answer)
        assert page.all("form", method="post") == []
        assert "Enter a value" not in page.text
        assert "Nord" in page.terms()["Entered by"]
    told = {"periode": "2026-05", "valeur": "1", "theme": "t1", "indicateur": "eau"}
    assert client.post(WATER, told).status_code == (403 if who else 302)
    assert ground.records() == []


def test_role_that_changes_everything_enters_for_a_team(ground: Ground) -> None:
    client = ground.client("paul")
    assert client.post(WATER, filled(client, WATER, **NEXT)).status_code == 302
    assert ground.records()[0].organisation == ground.organisation("siege")


def test_unknown_indicator_territory_or_page_is_not_there(ground: Ground) -> None:
    client = ground.client("nora")
    for address in (
        one("inconnu"),
        one("eau", territory="departement:42"),
        "/s/bilan/suivi/suivi/-/",
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, NEXT).status_code == 404, address


def corrected(ground: Ground, **values: Any) -> tuple[Any, dict[str, Any], str]:
    client = ground.client("nora")
    client.post(WATER, filled(client, WATER, **NEXT, preuve=proof()))
    address = one("eau", period="2026-05")
    return client, filled(client, address) | values, address


def test_correction_asks_why_and_keeps_what_was(ground: Ground) -> None:
    client, told, address = corrected(ground, valeur="109")
    page = screen(client.post(address, told), 422)
    assert page.links()["Say why you correct this value: the reason is kept with it."] == "#f-motif"
    assert sent(page)["valeur"] == "109"
    assert client.post(address, told | {"motif": "Virgule mal placée."}).status_code == 302
    (record,) = ground.records()
    assert record.data["valeur"] == "109"
    assert "preuve" in record.data
    page = screen(client.get(address))
    history = page.texts("li")
    shown = [text for text in history if "m³" in text]
    assert [text.endswith("109 m³ Virgule mal placée.") for text in shown[:1]] == [True]
    assert shown[1].endswith("110.4 m³")
    assert "Nora" in shown[0]
    assert sent(page)["motif"] == "", "the reason is asked anew"
    assert "Nora" not in screen(ground.client("lena").get(address)).text.partition("History")[0]


def test_reader_sees_the_history_and_no_form(ground: Ground) -> None:
    client, told, address = corrected(ground, valeur="109", motif="Relu.")
    client.post(address, told)
    page = screen(ground.client("lena").get(address))
    assert "History of the value of May 2026" in page.text
    assert "Relu." in page.text
    assert page.all("form", method="post") == []
    assert "relevé.csv" not in page.text, "the proof is hidden from this role"


def test_correction_sent_twice_is_one_version(ground: Ground) -> None:
    client, told, address = corrected(ground, valeur="109", motif="Relu.")
    for _twice in range(2):
        assert client.post(address, told).status_code == 302
    assert ground.records()[0].version == 2


def test_correction_of_what_changed_meanwhile_is_shown_first(ground: Ground) -> None:
    client, told, address = corrected(ground, valeur="109", motif="Relu.")
    other = ground.client("paul")
    other.post(address, filled(other, address, valeur="101", motif="Compté deux fois."))
    page = screen(client.post(address, told), 409)
    assert "It is 101 m³" in page.text
    again = sent(page)
    assert (again["valeur"], again["motif"], again["_version"]) == ("109", "Relu.", "2")
    assert client.post(address, again).status_code == 302
    assert ground.records()[0].data["valeur"] == "109"


def test_value_of_the_wrong_month_is_moved(ground: Ground) -> None:
    client, told, address = corrected(ground, periode="2026-04", motif="Un mois trop tard.")
    assert client.post(address, told).status_code == 302
    (record,) = ground.records()
    assert record.data["periode"] == "2026-04"
    assert client.post(address, told).status_code == 302, "sent twice"
    assert len(ground.records()) == 1
    assert client.post(WATER, filled(client, WATER, **NEXT)).status_code == 302
    assert {each.data["periode"] for each in ground.records()} == {"2026-04", "2026-05"}


def test_value_is_not_moved_onto_another(ground: Ground) -> None:
    ground.value("eau", "2026-04", "113")
    client, told, address = corrected(ground, motif="Déplacée.")
    page = screen(client.post(address, told | {"periode": "2026-04"}), 409)
    assert "It is 113 m³" in page.text
    assert sorted(each.data["periode"] for each in ground.records()) == ["2026-04", "2026-05"]


@pytest.mark.parametrize("who", ["sven", "lena"])
def test_value_of_another_team_is_not_corrected(ground: Ground, who: str) -> None:
    _, told, address = corrected(ground, valeur="1", motif="x")
    told.pop("preuve", None)
    assert ground.client(who).post(address, told).status_code == 403
    assert ground.records()[0].data["valeur"] == "110.4"


def test_team_keeps_its_value_from_the_others_of_the_same_role(ground: Ground) -> None:
    ground.value("eau", "2026-04", "113", team="sud")
    page = screen(ground.client("nora").get(WATER))
    (line,) = [row for row in page.rows() if row[0] == "April 2026"]
    assert "Correct" not in line[4]


def test_removed_proof_goes(ground: Ground) -> None:
    client, told, address = corrected(ground, motif="Mauvais fichier.")
    assert client.post(address, told | {"preuve.remove": "true"}).status_code == 302
    assert "preuve" not in ground.records()[0].data


def test_quarter_is_kept_as_its_first_day(ground: Ground) -> None:
    client, rounds = ground.client("sven"), one("rondes")
    told = filled(client, rounds, jour="2026-Q1", combien="24")
    assert client.post(rounds, told).status_code == 302
    (record,) = ground.records("rondes")
    assert record.data == {
        "code": "rondes-2026-Q1", "quoi": "rondes", "jour": "2026-01-01", "combien": 24,
    }  # fmt: skip
    page = screen(client.get(rounds))
    assert page.rows()[-1][:4] == ["quarter 1 of 2026", "15", "24", "+9"]


def test_value_that_one_may_not_read_is_not_written_twice(ground: Ground) -> None:
    ground.person("nils", "releveur", "est")
    ground.theme("t4", "Est", ["rondes"], "est", "a")
    rounds = one("rondes")
    first, second = ground.client("sven"), ground.client("nils")
    first.post(rounds, filled(first, rounds, jour="2026-Q1", combien="24"))
    told = filled(second, rounds, jour="2026-Q1", combien="30")
    page = screen(second.post(rounds, told), 409)
    assert "This period already has a value, which you may not read." in page.text
    assert sent(page)["combien"] == "30"
    assert len(ground.records("rondes")) == 1


def test_value_of_a_territory_is_entered_in_its_own_series(ground: Ground) -> None:
    client, area = ground.client("paul"), one("surface")
    told = filled(client, area, periode="2025", valeur="12", lieu="departement:42")
    assert client.post(area, told).status_code == 302
    assert ground.records()[0].data["lieu"] == "departement:42"
    place = one("surface", territory="departement:42")
    page = screen(client.get(place))
    assert page.heading == "Area planted – Loire"
    again = filled(client, place, periode="2026", valeur="13")
    assert client.post(place, again)["Location"].endswith("?territory=departement:42")
    assert [each.data["lieu"] for each in ground.records()] == ["departement:42"] * 2


def test_files_of_one_indicator_hold_every_period(ground: Ground) -> None:
    ground.value("eau", "2026-04", "113.5", note="=1+1")
    answer: Any = ground.client("lena").get(one("eau", format="json"))
    items = json.loads(b"".join(answer.streaming_content))["items"]
    assert [each["Period"] for each in items][:3] == ["2026-06", "2026-05", "2026-04"]
    assert items[2] == {
        "Period": "2026-04", "Expected": "112.0", "Entered": "113.5", "Gap": "1.5",
        "Due on": "2026-05-10", "Late": "", "Entered on": "2026-06-03", "Entered by": "Nord",
        "Proof": "", "Remarks": "=1+1",
    }  # fmt: skip
    assert ground.client("lena").get(one("eau", format="exe")).status_code == 404


def test_two_writes_that_saw_no_value_make_one(ground: Ground) -> None:
    water = declared(ground.service, ground.page("nora").page)["eau"]
    may, by = Period.read("2026-05"), ground.viewer("nora")
    enter_value(water, may, {"valeur": "110"}, by=by)
    with pytest.raises(AlreadyEnteredError):
        enter_value(water, may, {"valeur": "111"}, by=by)
    assert [record.data["valeur"] for record in ground.records()] == ["110"]


@pytest.mark.parametrize(
    "odd",
    [
        {"_version": "9" * 9000},
        {"_version": "-1"},
        {"_of": "\0"},
        {"_of": "2026-05"},
        {"_kept.preuve": "attachment:zinzolin"},
        {"note": "a\0b"},
        {"lieu": "departement:zinzolin"},
        {"theme": "zinzolin"},
        {"indicateur": "bruit"},
    ],
)
def test_odd_parts_of_a_form_are_no_fault(ground: Ground, odd: dict[str, str]) -> None:
    client = ground.client("nora")
    answer = client.post(WATER, filled(client, WATER, **NEXT) | odd)
    if "lieu" in odd:
        assert "zinzolin" in screen(answer, 422).text
        return
    assert answer.status_code == 302
    (record,) = ground.records()
    assert (record.data["indicateur"], record.data["theme"]) == ("eau", "t1")
