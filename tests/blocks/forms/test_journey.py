"""A whole form through its screens, without scripts: asked, checked, sent, read back."""

import pytest
from django.test import Client

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.forms.models import Draft, Submission
from tests.forms.journey import HOME, Journey, fill

pytestmark = pytest.mark.usefixtures("service")


def test_a_form_from_its_first_screen_to_its_receipt() -> None:
    journey = Journey().begin()
    assert journey.screen.heading == "Comment vous appelez-vous ?"
    fill(journey)
    assert journey.screen.heading == "Les enfants qui viennent avec vous"
    journey.open(journey.screen.links()["Modifier 1"])
    journey.send({"q1": "Lina"}).send({"q1": "7"})
    assert "Lina · 7" in journey.screen.text
    journey.send({}, button="next")
    journey.send({"q1": "true"}).send({"q1.typed": "Amel B."})
    assert journey.screen.heading == "Vérifiez vos réponses"
    told = journey.screen.text
    for word in ("3 février 1990", "La Halle", "Les freins, Une roue", "12.5", "velo.png"):
        assert word in told
    assert "Samedi soir › Samedi matin › Samedi midi" in told
    check = journey.path
    journey.send({})
    number = Submission.objects.get().number
    assert (journey.screen.heading, number in journey.screen.text) == ("Envoyé", True)
    kept = Record.objects.filter(service__slug="demarche", dataset="demandes")
    assert (Draft.objects.count(), kept.count()) == (0, 1)
    again = journey.client.post(check, follow=True)
    assert number in again.content.decode()
    assert Submission.objects.count() == 1


def test_what_is_wrong_is_said_first_and_nothing_typed_is_lost() -> None:
    journey = Journey().begin()
    journey.send({"q1": ""}, status=422)
    (summary,) = journey.screen.all("div", role="alert")
    link = summary.find(".//a")
    assert link is not None
    assert (link.text, link.get("href")) == ("Écrivez votre nom.", "#f-q1")
    assert journey.screen.title.startswith("Erreur :")
    journey.send({"q1": "Amel"})
    journey.send({"q1.day": "31", "q1.month": "2", "q1.year": ""}, status=422)
    assert [each.get("value") for each in journey.screen.all("input", inputmode="numeric")] == [
        "31",
        "2",
        "",
    ]
    assert "qui existe" in journey.screen.text


def test_questions_that_come_with_an_answer_are_asked_on_the_same_screen() -> None:
    journey = Journey().begin().send({"q1": "Amel"})
    journey.send({"q1.day": "3", "q1.month": "2", "q1.year": "1990"})
    journey.send({"q1": "telephone"})
    assert "Téléphone (facultatif)" not in journey.screen.text
    assert "Téléphone" in journey.screen.texts("label")
    journey.send({"q1": "telephone", "q2": "x@y"}, status=422)
    journey.send({"q1": "telephone", "q3": "0477000000"})
    assert "gratuitement" in journey.screen.text


def test_two_tabs_are_told_and_both_answers_are_shown() -> None:
    first = Journey().begin()
    second = Journey(first.client)
    second.open(first.path)
    first.send({"q1": "Amel"})
    second.send({"q1": "Karim"}, status=409)
    assert "Amel" in second.screen.text
    assert [each.get("value") for each in second.screen.all("input", id="f-q1")] == ["Karim"]
    second.send({"q1": "Karim"})
    assert Draft.objects.get().answers.count("Karim") == 2


def test_nobody_else_opens_a_draft_its_files_or_its_receipt() -> None:
    journey = Journey().begin()
    for rest in ("", "q/vous/nom/", "check/", "later/", "share/", "delete/", "file/atelier/photo/"):
        answer = Client().get(f"{journey.home}{journey.uuid}/{rest}")
        assert answer.status_code == 404, rest
    assert Client().get("/s/demarche/reserve/").status_code == 302


def test_a_link_answers_for_whoever_follows_it() -> None:
    journey = Journey()
    journey.open(f"{HOME}?nom=Amel%20B.&inconnu=x&lang=fr")
    assert "répond à certaines questions" in journey.screen.text
    journey.begin()
    (field,) = [each for each in journey.screen.all("input", name="q1") if each.get("value")]
    assert field.get("value") == "Amel B."
    journey.open(f"{HOME}?inconnu=x")
    assert "répond à certaines questions" not in journey.screen.text


def test_programs_are_told_what_a_link_may_answer() -> None:
    answer = Client().get(f"{HOME}prefill/?lang=en")
    assert answer["Content-Type"] == "application/schema+json"
    told = answer.json()
    assert (told["title"], told["$id"]) == (
        "Have a bicycle mended",
        f"http://testserver{HOME}prefill/",
    )
    assert "nom" in told["properties"]
    assert Client().get("/s/demarche/reserve/prefill/").status_code in {302, 403}
