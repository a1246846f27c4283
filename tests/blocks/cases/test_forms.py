"""Forms that a step or an opinion asks for: filled in first, kept with the case, once."""

import pytest
from django.test import Client

from lieucommun.kernel.datasets.actions import SYSTEM, delete_record
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.forms.models import Draft, Submission, SubmissionRecord
from lieucommun.kernel.workflows.actions.consulting import ask_opinion, give_opinion
from lieucommun.kernel.workflows.models import CaseOpinion
from lieucommun.kernel.workflows.refusals import FormNeededError
from tests.kernel.workflows.place import Desk, at, later, state
from tests.screen import Screen, screen


@pytest.fixture
def record(desk: Desk) -> Record:
    found = desk.file()
    desk.move(found, "instruire", "bo")
    return found


def client(desk: Desk, name: str) -> Client:
    found = Client()
    found.force_login(desk.people[name])
    return found


def home(record: Record) -> str:
    return f"/s/guichet/dossiers/{record.uuid}/"


def begin(who: Client, page: Screen) -> str:
    """Press the button that begins the form, and return where its first question is."""
    (form,) = [each for each in page.all("form") if each.get("action", "").endswith("/about/")]
    fields = {each.get("name"): each.get("value") for each in form.iter("input")}
    answer = who.post(form.get("action"), fields, follow=True)
    screen(answer)
    return str(answer.request["PATH_INFO"])


def send(who: Client, question: str, text: str) -> Screen:
    shown = screen(who.get(question))
    seen = shown.all("input", name="seen")[0].get("value")
    answer = who.post(question, {"q1": text, "seen": seen}, follow=True)
    check = str(answer.request["PATH_INFO"])
    return screen(who.post(check, follow=True))


def test_a_step_waits_for_its_form_and_is_then_taken(desk: Desk, record: Record) -> None:
    bo, step = client(desk, "bo"), home(record) + "do/signaler/"
    with pytest.raises(FormNeededError):
        desk.move(record, "signaler", "bo")
    page = screen(bo.post(step))
    assert "Un formulaire est à remplir" in page.text
    assert state(record) == "instruction"
    question = begin(bo, page)
    assert begin(bo, screen(bo.get(step))) == question
    assert Draft.objects.count() == 1
    after = send(bo, question, "La toiture fuit.")
    assert "Vos réponses restent avec le dossier." in after.text
    assert after.heading == "Signaler"
    screen(bo.post(step, {"version": record.version + 1}, follow=True))
    assert state(record) == "a_completer"
    case = screen(bo.get(home(record)))
    assert "La toiture fuit." in case.text
    asked = screen(client(desk, "amel").get(home(record)))
    assert "La toiture fuit." not in asked.text


def test_the_form_is_asked_again_the_next_time(desk: Desk, record: Record) -> None:
    bo, step = client(desk, "bo"), home(record) + "do/signaler/"
    send(bo, begin(bo, screen(bo.get(step))), "Une fois")
    desk.move(record, "signaler", "bo")
    with at(later(1)):
        desk.move(record, "completer", "amel")
    with at(later(2)), pytest.raises(FormNeededError):
        desk.move(record, "signaler", "bo")
    assert "Un formulaire est à remplir" in screen(bo.get(step)).text


def test_an_opinion_waits_for_its_form(desk: Desk, record: Record) -> None:
    (asked,) = ask_opinion(
        desk.service, desk.dataset, record.uuid, "visite",
        of=[desk.people["eva"].pk], by=desk.viewer("bo"),
    )  # fmt: skip
    eva, give = client(desk, "eva"), f"{home(record)}opinion/{asked.uuid}/"
    with pytest.raises(FormNeededError):
        give_opinion(
            desk.service, desk.dataset, asked.uuid, by=desk.viewer("eva"), verdict="favourable"
        )
    after = send(eva, begin(eva, screen(eva.get(give))), "Vu le 2 mars.")
    assert after.heading == "Visite"
    screen(eva.post(give, {"verdict": "reserved", "text": "À suivre"}, follow=True))
    assert CaseOpinion.objects.get().verdict == "reserved"
    assert "Vu le 2 mars." in screen(client(desk, "bo").get(home(record))).text
    assert "Vu le 2 mars." not in screen(client(desk, "emil").get(home(record))).text


@pytest.mark.parametrize("task", ["step:accepter", "step:rien", "opinion:x", "", "autre"])
def test_a_form_nobody_asks_for_is_not_begun(desk: Desk, record: Record, task: str) -> None:
    fields = {"dataset": "demandes", "record": str(record.uuid), "task": task}
    screen(client(desk, "bo").post("/s/guichet/note/about/", fields), 409)
    other = {**fields, "record": "x"}
    screen(client(desk, "bo").post("/s/guichet/note/about/", other), 404)
    screen(client(desk, "eva").post("/s/guichet/note/about/", {**fields, "task": "step:signaler"}),
           409)  # fmt: skip
    assert Draft.objects.count() == 0


def test_a_step_with_a_form_is_not_taken_with_several_cases(desk: Desk, record: Record) -> None:
    fields = {"case": [str(record.uuid)], "step": "signaler"}
    answer = client(desk, "bo").post("/s/guichet/dossiers/-/together/", fields)
    screen(answer, 403)


def test_answers_go_with_their_case(desk: Desk, record: Record) -> None:
    bo = client(desk, "bo")
    send(bo, begin(bo, screen(bo.get(home(record) + "do/signaler/"))), "Vu")
    kept = SubmissionRecord.objects.get()
    assert (kept.record, kept.created) == (record.uuid, False)
    delete_record(desk.dataset, record.uuid, by=SYSTEM)
    from lieucommun.kernel.forms.tasks import forget
    from tests.kernel.workflows.test_timers import Context

    forget(Context())  # type: ignore[arg-type]
    assert Submission.objects.count() == 0
