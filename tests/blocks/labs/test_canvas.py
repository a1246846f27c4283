"""The canvas: written by a team, every version kept, nothing typed is ever lost."""

import uuid

import pytest
from django.test import Client

from lieucommun.kernel.datasets.models import Record, RecordVersion
from tests.blocks.trial import Trial
from tests.screen import Screen, screen

pytestmark = pytest.mark.django_db

CANVAS = "/s/epreuve/carnets/"


def form(client: Client, address: str = f"{CANVAS}new/") -> dict[str, str]:
    """Return what the form would send as it opens."""
    return filled(screen(client.get(address)))


def filled(page: Screen) -> dict[str, str]:
    (one,) = [each for each in page.all("form") if each.get("method") == "post"]
    sent = {field.get("name", ""): field.get("value", "") for field in one.iter("input")}
    for area in one.iter("textarea"):
        sent[area.get("name", "")] = "".join(area.itertext()).removeprefix("\n")
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def start(client: Client, **values: str) -> str:
    """Write a canvas and return the address of its sheet."""
    answer = client.post(f"{CANVAS}new/", form(client) | {"titre": "Premier"} | values)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return str(answer["Location"])


def test_canvas_is_started_then_read(trial: Trial) -> None:
    client = trial.client("agent")
    page = screen(client.get(start(client, qui="Une **équipe**.", quoi="")))
    assert page.heading == "Premier"
    assert page.texts("h2")[:2] == ["Qui", "Quoi"]
    assert "Une équipe." in page.text
    assert "Version 1" in page.text
    listed = screen(client.get(CANVAS))
    assert "Premier" in listed.links()
    record = Record.objects.get(dataset="carnet")
    assert (record.organisation, record.owner) == (trial.north, trial.people["agent"])


def test_new_version_leaves_the_former_one(trial: Trial) -> None:
    client = trial.client("agent")
    sheet = start(client, qui="Avant.", quoi="Pareil.")
    sent = form(client, f"{sheet}edit/")
    assert (sent["qui"], sent["version"]) == ("Avant.", "1")
    assert client.post(f"{sheet}edit/", sent | {"qui": "Après."})["Location"] == sheet
    latest = screen(client.get(sheet))
    assert "Après." in latest.text
    assert "Avant." not in latest.text
    assert len(latest.texts("span", class_="tag")) == 1, "one box changed"
    former = screen(client.get(f"{sheet}versions/1/"))
    assert "Avant." in former.text
    assert "ancienne" in former.text
    assert former.links()["Version 2"] == f"{sheet}versions/2/"
    screen(client.get(f"{sheet}versions/3/"), 404)
    screen(client.get(f"{sheet}versions/0/"), 404)


def test_saving_nothing_new_makes_no_version(trial: Trial) -> None:
    client = trial.client("agent")
    sheet = start(client, qui="Avant.")
    client.post(f"{sheet}edit/", form(client, f"{sheet}edit/"))
    assert RecordVersion.objects.filter(dataset="carnet").count() == 1


def test_form_sent_twice_starts_one_canvas(trial: Trial) -> None:
    client = trial.client("agent")
    sent = form(client) | {"titre": "Premier"}
    first = client.post(f"{CANVAS}new/", sent)
    second = client.post(f"{CANVAS}new/", sent)
    assert first["Location"] == second["Location"]
    assert Record.objects.filter(dataset="carnet").count() == 1


def test_version_sent_twice_is_one_version(trial: Trial) -> None:
    client = trial.client("agent")
    sheet = start(client, qui="Avant.")
    sent = form(client, f"{sheet}edit/") | {"qui": "Après."}
    assert client.post(f"{sheet}edit/", sent)["Location"] == sheet
    assert client.post(f"{sheet}edit/", sent)["Location"] == sheet
    assert Record.objects.get(dataset="carnet").version == 2


def test_two_forms_start_two_canvases(trial: Trial) -> None:
    client = trial.client("agent")
    assert start(client) != start(client)


@pytest.mark.parametrize("token", ["", "abc", "\0", "x" * 500])
def test_odd_token_is_no_fault(trial: Trial, token: str) -> None:
    client = trial.client("agent")
    answer = client.post(f"{CANVAS}new/", {"titre": "Premier", "token": token})
    assert answer.status_code == 302


def test_token_of_a_record_of_others_teaches_nothing(trial: Trial) -> None:
    theirs = trial.add(dataset="carnet", titre="Le leur", organisation=trial.south)
    answer = trial.client("agent").post(f"{CANVAS}new/", {"titre": "Premier", "token": theirs})
    assert answer.status_code == 302
    assert theirs not in answer["Location"]
    assert Record.objects.filter(dataset="carnet").count() == 2


def test_conflict_keeps_the_text_and_the_other_version(trial: Trial) -> None:
    mine, other = trial.client("agent"), trial.client("coordination")
    sheet = start(mine, qui="Avant.")
    sent = form(mine, f"{sheet}edit/") | {"qui": "Mon texte."}
    other.post(f"{sheet}edit/", form(other, f"{sheet}edit/") | {"qui": "Leur texte."})
    page = screen(mine.post(f"{sheet}edit/", sent), 409)
    again = filled(page)
    assert (again["qui"], again["version"]) == ("Mon texte.", "2")
    assert page.all("div", role="alert")
    assert "Leur texte." in screen(mine.get(sheet)).text
    assert mine.post(f"{sheet}edit/", again)["Location"] == sheet
    assert "Mon texte." in screen(mine.get(sheet)).text
    assert "Leur texte." in screen(mine.get(f"{sheet}versions/2/")).text


def test_mistake_is_told_and_the_text_is_kept(trial: Trial) -> None:
    client = trial.client("agent")
    sent = form(client) | {"titre": " ", "qui": "Mon long texte."}
    page = screen(client.post(f"{CANVAS}new/", sent), 422)
    again = filled(page)
    assert (again["qui"], again["token"]) == ("Mon long texte.", sent["token"])
    assert [url for url in page.links().values() if url.startswith("#")]
    assert Record.objects.filter(dataset="carnet").count() == 0
    too_long = screen(client.post(f"{CANVAS}new/", sent | {"titre": "x" * 41}), 422)
    assert "40" in too_long.text


def test_mistake_does_not_hide_a_conflict(trial: Trial) -> None:
    mine, other = trial.client("agent"), trial.client("coordination")
    sheet = start(mine, qui="Avant.")
    sent = form(mine, f"{sheet}edit/") | {"qui": "Mon texte."}
    other.post(f"{sheet}edit/", form(other, f"{sheet}edit/") | {"qui": "Leur texte."})
    first = mine.post(f"{sheet}edit/", sent | {"titre": ""})
    again = filled(screen(first, first.status_code))
    if first.status_code == 422:
        assert again["version"] == "1"
        second = mine.post(f"{sheet}edit/", again | {"titre": "Premier"})
        assert second.status_code == 409
    else:
        assert first.status_code == 409


@pytest.mark.parametrize("version", ["abc", "-1", "²", "9" * 30])
def test_odd_version_is_no_fault(trial: Trial, version: str) -> None:
    client = trial.client("agent")
    sheet = start(client, qui="Avant.")
    sent = form(client, f"{sheet}edit/") | {"qui": "Après.", "version": version}
    assert client.post(f"{sheet}edit/", sent).status_code in {302, 409}


def test_hostile_text_is_shown_as_text(trial: Trial) -> None:
    client = trial.client("agent")
    evil = "<script>alert(1)</script> [x](javascript:alert(1))"
    sheet = start(client, titre="<b>Titre</b>", qui=evil)
    for address in (sheet, f"{sheet}edit/", f"{sheet}versions/1/", CANVAS):
        page = screen(client.get(address))
        assert page.all("script") == page.all("b") == []
        assert not [url for url in page.links().values() if "javascript" in url]
    assert form(client, f"{sheet}edit/")["qui"] == evil


@pytest.mark.parametrize(
    ("who", "listed", "read", "written"),
    [
        ("agent", 200, 200, 200),
        ("agent-sud", 200, 404, 404),
        ("lecteur", 200, 200, 403),
        ("coordination", 200, 200, 200),
        ("statistique", 403, 403, 403),
        ("sans-role", 403, 403, 403),
        ("anyone", 302, 302, 302),
    ],
)
def test_rights(trial: Trial, who: str, listed: int, read: int, written: int) -> None:
    sheet = start(trial.client("agent"), qui="zinzolin")
    client = trial.client(who)
    assert client.get(CANVAS).status_code == listed
    assert ("Premier" in client.get(CANVAS).content.decode()) is (read == 200)
    assert client.get(sheet).status_code == read
    assert client.get(f"{sheet}versions/1/").status_code == read
    assert client.get(f"{sheet}edit/").status_code == written
    sent = {"titre": "Autre", "qui": "changé", "version": "1"}
    assert client.post(f"{sheet}edit/", sent).status_code == (302 if written == 200 else written)
    if read == 200:
        offered = "Écrire une nouvelle version" in client.get(sheet).content.decode()
        assert offered is (written == 200)


@pytest.mark.parametrize(
    ("who", "status"), [("agent", 200), ("coordination", 200), ("lecteur", 403)]
)
def test_who_may_start(trial: Trial, who: str, status: int) -> None:
    client = trial.client(who)
    assert client.get(f"{CANVAS}new/").status_code == status
    assert client.post(f"{CANVAS}new/", {"titre": "A"}).status_code == (
        302 if status == 200 else 403
    )
    assert (f'href="{CANVAS}new/"' in client.get(CANVAS).content.decode()) is (status == 200)


def test_form_from_another_site_is_refused(trial: Trial) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(trial.people["agent"])
    assert client.post(f"{CANVAS}new/", {"titre": "A"}).status_code == 403
    assert Record.objects.filter(dataset="carnet").count() == 0


def test_unknown_canvas(trial: Trial) -> None:
    client = trial.client("agent")
    for key in ("nothing", str(uuid.uuid4()), "%00"):
        for rest in ("", "edit/", "versions/1/"):
            assert client.get(f"{CANVAS}{key}/{rest}").status_code == 404


def test_no_canvas_yet(trial: Trial) -> None:
    page = screen(trial.client("lecteur").get(CANVAS))
    assert "Chaque enregistrement" in page.text


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_canvas_of_the_network(language: str) -> None:
    from tests.blocks.labs.test_sheets import become

    client = become("maelle")
    listed = screen(client.get(f"/s/reseau/canevas/?lang={language}"))
    (sheet,) = {
        url
        for url in listed.links().values()
        if url.count("/") == 5 and "new" not in url and "canevas" in url
    }
    page = screen(client.get(sheet))
    assert len(page.all("article", class_="card")) == 10
    screen(client.get(f"{sheet}edit/"))
    screen(client.get(f"{sheet}versions/1/"))
