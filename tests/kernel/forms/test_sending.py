"""Sending: once, with the records that the manifest says; kept as sent, for as long as they are."""

import datetime as dt
import io
import uuid as uuids

import pytest
import time_machine
from django.utils import timezone

from lieucommun.kernel.datasets.actions import SYSTEM, delete_record
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.files.actions import keep
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.forms.actions import drafting, sending
from lieucommun.kernel.forms.filling import sent_answers
from lieucommun.kernel.forms.models import Draft, Submission, SubmissionRecord
from lieucommun.kernel.forms.queries import sent, sent_by
from lieucommun.kernel.forms.refusals import NotReady, RefusedForm, UnknownDraft
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.loaded import LoadedService
from tests.forms.place import PIXEL, WHOLE, Filling, hand, person, uuid_of
from tests.jobs import run_jobs


def _file(service: LoadedService, by: Person | None, name: str = "velo.png") -> Attachment:
    return keep(
        io.BytesIO(PIXEL),
        name=name,
        service=service.slug,
        purpose="image",
        by=by.pk if by else None,
    )


def _whole(service: LoadedService, who: Person | None = None) -> Filling:
    filling = Filling(service, hand(who))
    filling.give(WHOLE)
    for path in ("/data/atelier/photo", "/data/accord/signature"):
        filling.give_file(path, _file(service, who))
    return filling


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_form_is_sent_once_with_its_record(service: LoadedService, signed_in: bool) -> None:  # noqa: FBT001
    filling = _whole(service, person("amel") if signed_in else None)
    held = filling.held
    first = sending.send(service, held, filling.hand)
    again = sending.send(service, held, filling.hand)
    assert (first.pk, Draft.objects.count()) == (again.pk, 0)
    (record,) = Record.objects.all()
    photo = filling_photo(service, first)
    assert record.data == {
        "nom": "Amel B.",
        "courriel": "amel@example.org",
        "quartier": "nord",
        "besoins": ["freins", "roue"],
        "position": {"lat": 45.43, "lon": 4.39},
        "photo": f"attachment:{photo}",
    }
    assert record.owner_id == filling.hand.viewer.person
    (written,) = SubmissionRecord.objects.all()
    assert (written.record, written.created) == (record.uuid, True)
    homes = {row.record for row in Attachment.objects.all()}
    assert homes == {record.uuid, first.uuid}


def filling_photo(service: LoadedService, submission: Submission) -> uuids.UUID:
    return uuid_of(sent_answers(service, submission).answers.value("/data/atelier/photo"))


def test_what_is_missing_is_told_in_order_and_nothing_is_sent(service: LoadedService) -> None:
    filling = Filling(service)
    filling.give({"/data/vous/nom": "Amel"})
    with pytest.raises(NotReady) as told:
        sending.send(service, filling.held, filling.hand)
    assert [each.path for each in told.value.problems][:3] == [
        "/data/vous/naissance",
        "/data/vous/joindre/moyen",
        "/data/atelier/lieu/quartier",
    ]
    assert (Submission.objects.count(), Record.objects.count()) == (0, 0)


def test_what_a_field_refuses_is_told_on_its_question(service: LoadedService) -> None:
    filling = _whole(service)
    filling.give({"/data/vous/joindre/courriel": "amel@example"})
    with pytest.raises(NotReady) as told:
        sending.send(service, filling.held, filling.hand)
    (problem,) = told.value.problems
    assert (problem.path, problem.kind) == ("/data/vous/joindre/courriel", "record")
    assert (Submission.objects.count(), Draft.objects.count()) == (0, 1)


def test_a_form_that_closed_is_kept_and_not_sent(service: LoadedService) -> None:
    with time_machine.travel(dt.datetime(2020, 1, 4, 12, tzinfo=dt.UTC), tick=False):
        filling = Filling(service, form="ferme")
        filling.give({"/data/note": "3"})
    with (
        time_machine.travel(dt.datetime(2020, 1, 6, 12, tzinfo=dt.UTC), tick=False),
        pytest.raises(RefusedForm) as told,
    ):
        sending.send(service, filling.held, filling.hand)
    assert (told.value.reason, Draft.objects.count()) == ("late", 1)


def test_the_person_who_sent_reads_it_and_nobody_else(service: LoadedService) -> None:
    amel = person("amel")
    submission = sending.send(service, (filling := _whole(service, amel)).held, filling.hand)
    assert sent(service, "demande", submission.uuid, hand(amel)) == submission
    assert sent_by(service, "demande", hand(amel)) == [submission]
    for other in (hand(person("karim")), hand(None, **{str(submission.uuid): "owner"})):
        with pytest.raises(UnknownDraft):
            sent(service, "demande", submission.uuid, other)


def test_a_former_answer_begins_a_new_one(service: LoadedService) -> None:
    amel = person("amel")
    first = sending.send(service, (filling := _whole(service, amel)).held, filling.hand)
    draft = drafting.start(service, "demande", hand(amel), again=first)
    again = Filling.__new__(Filling)
    again.service, again.hand, again.form, again.draft = service, hand(amel), "demande", draft
    assert again.value("/data/enfants[1]/prenom") == "Lina"
    assert again.value("/data/atelier/photo") == ""
    for path in ("/data/atelier/photo", "/data/accord/signature"):
        again.give_file(path, _file(service, amel))
    second = sending.send(service, again.held, again.hand)
    assert second.number != first.number
    assert Record.objects.count() == 2


def test_what_was_sent_goes_with_its_records_and_drafts_in_their_time(
    service: LoadedService,
) -> None:
    filling = _whole(service)
    submission = sending.send(service, filling.held, filling.hand)
    opinion = Filling(service, form="avis")
    opinion.give({"/data/note": "4"})
    other = sending.send(service, opinion.held, opinion.hand)
    left = Filling(service)
    assert submission.expires_at is None
    assert other.expires_at is not None
    enqueue("forms.forget")
    run_jobs()
    assert (Submission.objects.count(), Draft.objects.count()) == (2, 1)
    record = Record.objects.get()
    delete_record(service.dataset("demandes"), record.uuid, by=SYSTEM)
    with time_machine.travel(timezone.now() + dt.timedelta(days=200), tick=False):
        enqueue("forms.forget")
        run_jobs()
    assert (Submission.objects.count(), Draft.objects.count()) == (0, 0)
    assert left.draft.expires_at > timezone.now()


def test_a_draft_begun_before_signing_in_is_sent_by_the_account(service: LoadedService) -> None:
    filling = _whole(service)
    amel = hand(person("amel"), **filling.hand.session)
    adopted = drafting.adopt(service, filling.held, amel)
    assert {row.by_id for row in Attachment.objects.all()} == {amel.viewer.person}
    submission = sending.send(service, adopted, amel)
    record = Record.objects.get()
    assert (submission.person_id, record.owner_id) == (amel.viewer.person, amel.viewer.person)
    with pytest.raises(UnknownDraft):  # the session it was begun in holds it no more
        sent(service, "demande", submission.uuid, filling.hand)
