"""What a form is sent that no screen would send: bounded, told, and nothing of others touched."""

import io
from uuid import uuid4

import pytest
from django.test import Client

from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.forms.models import Draft, Submission
from tests.forms.journey import Journey, fill

pytestmark = pytest.mark.usefixtures("service")
HUGE = "9" * 5_000
KEYS = (
    "x", "..", "vous", "vous/nom/x", "enfants:0/prenom", f"enfants:{HUGE}/prenom", "vous/nom:2",
    "enfants:2/prenom", "meta/instanceID", "a\x00b", "vous[1]/nom", "é", ":", "/", "vous//nom",
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_an_address_that_no_screen_has_leads_back_or_nowhere(key: str) -> None:
    journey = Journey().begin()
    start = f"{journey.home}{journey.uuid}/"
    for kind in ("q", "rows", "file"):
        for send in (journey.client.get, journey.client.post):
            answer = send(f"{start}{kind}/{key}/")
            assert answer.status_code in {301, 302, 400, 404, 405}, (kind, answer.status_code)


@pytest.mark.parametrize("value", ["", HUGE, "-1", "NaN", "²", "٣", "\0", "0", "2"])
def test_a_row_that_is_not_there_is_neither_moved_nor_taken_away(value: str) -> None:
    journey = Journey().begin()
    rows = f"{journey.home}{journey.uuid}/rows/enfants/"
    for act in ("up", "down", "remove"):
        assert journey.client.post(rows, {act: value}).status_code == 302
    assert Draft.objects.get().answers.count("<enfants>") == 1


def test_names_of_other_questions_are_left_aside() -> None:
    journey = Journey().begin()
    forged = {
        "/data/vous/naissance": "1990-02-03", "q2": "x", "q99": "x", "vous/age": "9",
        "uuid": str(uuid4()), "person": "1",
    }  # fmt: skip
    journey.send({"q1": "Amel", **forged})
    kept = Draft.objects.get().answers
    assert ("<nom>Amel</nom>" in kept, "1990" in kept, kept.count(">x<")) == (True, False, 0)


@pytest.mark.parametrize("text", ["x" * 20_001, "a\0b", "\x0b"])
def test_a_text_that_cannot_be_kept_is_told_and_shown_again(text: str) -> None:
    journey = Journey().begin()
    answer = journey.client.post(journey.path, {**journey.hidden(), "q1": text})
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("value", ["../../etc/passwd", "<script>", HUGE, "nord sud", "inconnu"])
def test_a_choice_that_is_not_offered_is_told(value: str) -> None:
    journey = Journey().begin()
    group = f"{journey.home}{journey.uuid}/q/vous/joindre/"
    journey.open(group)
    journey.send({"q1": value}, status=422)
    assert "n’est plus proposé" in journey.screen.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("velo.png", b"<svg onload=alert(1)>"),
        ("velo.png", b""),
        ("velo.exe", b"MZ\x90"),
    ],
)
def test_a_file_that_is_not_a_picture_is_told_and_nothing_is_kept(
    name: str, content: bytes
) -> None:
    journey = Journey().begin()
    journey.open(f"{journey.home}{journey.uuid}/q/atelier/photo/")
    sent = io.BytesIO(content)
    sent.name = name
    journey.send({"q1": sent}, status=422)
    assert journey.screen.all("p", class_="error")
    assert Attachment.objects.count() == 0


def test_a_form_sent_ten_times_is_sent_once_and_a_former_screen_changes_nothing() -> None:
    journey = fill(Journey().begin())
    journey.open(journey.screen.links()["Modifier 1"])
    journey.send({"q1": "Lina"}).send({"q1": "7"}).send({}, button="next")
    journey.send({"q1": "true"}).send({"q1.typed": "Amel B."})
    check, uuid = journey.path, journey.uuid
    for _ in range(10):
        assert journey.client.post(check, journey.hidden()).status_code == 302
    former = journey.client.post(f"{journey.home}{uuid}/q/vous/nom/", {"q1": "Karim"})
    assert former.status_code == 404
    assert "Karim" not in Submission.objects.get().answers


def test_many_drafts_of_one_address_wait() -> None:
    codes = [Client().post("/s/demarche/demande/start/").status_code for _ in range(8)]
    assert codes == [302] * 6 + [429] * 2


@pytest.mark.parametrize("token", ["x", "d.x.y", "w.." + HUGE[:300], "é"])
def test_a_forged_link_opens_nothing(token: str) -> None:
    for send in (Client().get, Client().post):
        answer = send(f"/s/demarche/demande/link/{token}/")
        assert answer.status_code == 409
        assert "ne fonctionne plus" in answer.content.decode()
