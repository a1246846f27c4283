"""A form on paper: a draft that says it was not sent, what was sent with its number."""

import io

import pikepdf
import pytest
from django.test import Client

from lieucommun.kernel.forms.models import Submission
from tests.forms.journey import Journey, fill

pytestmark = pytest.mark.usefixtures("service")


def test_answers_are_taken_as_one_file_before_and_after_they_are_sent() -> None:
    journey = Journey().begin()
    fill(journey)
    draft = journey.client.get(f"{journey.home}{journey.uuid}/paper/")
    assert draft.headers["Content-Type"] == "application/pdf"
    assert draft.headers["Content-Disposition"] == 'attachment; filename="demande.pdf"'
    with pikepdf.open(io.BytesIO(draft.content)) as pdf:
        assert len(pdf.pages) == 2
    journey.open(journey.screen.links()["Modifier 1"])
    journey.send({"q1": "Lina"}).send({"q1": "7"})
    journey.send({}, button="next")
    journey.send({"q1": "true"}).send({"q1.typed": "Amel B."})
    assert "sans les envoyer" in journey.screen.text
    journey.send({})
    sent = Submission.objects.get()
    answer = journey.client.get(journey.screen.links()["L’emporter en PDF"])
    assert answer.status_code == 200
    assert sent.number in answer.headers["Content-Disposition"]
    for address in (f"{sent.uuid}/paper/", f"sent/{sent.uuid}/paper/"):
        assert Client().get(journey.home + address).status_code == 404
