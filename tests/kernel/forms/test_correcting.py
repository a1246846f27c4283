"""Answers put right once sent: the same number, the same record with one more version."""

import shutil
from pathlib import Path

import pytest

from lieucommun.kernel.datasets.models import Record, RecordVersion
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.forms.actions import drafting, sending
from lieucommun.kernel.forms.filling import filled, sent_answers
from lieucommun.kernel.forms.models import Draft, Submission, SubmissionRecord
from lieucommun.kernel.forms.queries import held, may_correct, sent
from lieucommun.kernel.forms.refusals import NotReady, RefusedForm
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.services.loaded import LoadedService
from tests.forms.place import SERVICES, Filling, hand, opened, person

from .test_sending import _whole


@pytest.fixture
def filling(service: LoadedService) -> Filling:
    return _whole(service, person("amel"))


@pytest.fixture
def first(service: LoadedService, filling: Filling) -> Submission:
    return sending.send(service, filling.held, filling.hand)


def right(service: LoadedService, draft: Draft, filling: Filling, **texts: str) -> None:
    here = held(service, "demande", draft.uuid, filling.hand)
    given = {f"/data/vous/{name}": text for name, text in texts.items()}
    drafting.answer(service, here, given, drafting.Given(texts=given), filling.hand)


def test_answers_put_right_keep_their_number_their_record_and_their_files(
    service: LoadedService, filling: Filling, first: Submission
) -> None:
    draft = drafting.correct(service, first, filling.hand)
    assert drafting.correct(service, first, filling.hand).pk == draft.pk
    right(service, draft, filling, nom="Amel Benali")
    here = held(service, "demande", draft.uuid, filling.hand)
    again = sending.send(service, here, filling.hand)
    twice = sending.send(service, here, filling.hand)
    assert (again.pk, twice.pk, again.number) == (first.pk, first.pk, first.number)
    (record,) = Record.objects.all()
    assert (record.data["nom"], record.data["quartier"], record.version) == (
        "Amel Benali",
        "nord",
        2,
    )
    versions = RecordVersion.objects.filter(record=record.uuid).order_by("version")
    assert [each.data["nom"] for each in versions] == ["Amel B.", "Amel Benali"]
    assert SubmissionRecord.objects.count() == 1
    assert Attachment.objects.count() == 2
    kept = Submission.objects.get()
    assert kept.corrected_at is not None
    assert sent_answers(service, kept).answers.value("/data/vous/nom") == "Amel Benali"
    assert sent(service, "demande", draft.uuid, filling.hand) == kept
    acts = JournalEntry.objects.filter(object_id=str(first.uuid)).order_by("pk")
    assert [each.action for each in acts][-2:] == ["form.sent", "form.corrected"]


def test_what_is_left_empty_empties_the_record(
    service: LoadedService, filling: Filling, first: Submission
) -> None:
    draft = drafting.correct(service, first, filling.hand)
    here = held(service, "demande", draft.uuid, filling.hand)
    paths = {"/data/vous/joindre/moyen": "telephone", "/data/vous/joindre/telephone": "0477000000"}
    drafting.answer(service, here, paths, drafting.Given(texts=paths), filling.hand)
    sending.send(service, held(service, "demande", draft.uuid, filling.hand), filling.hand)
    assert "courriel" not in Record.objects.get().data


def test_what_is_wrong_leaves_all_as_it_was(
    service: LoadedService, filling: Filling, first: Submission
) -> None:
    draft = drafting.correct(service, first, filling.hand)
    right(service, draft, filling, nom="")
    with pytest.raises(NotReady):
        sending.send(service, held(service, "demande", draft.uuid, filling.hand), filling.hand)
    assert (Record.objects.get().version, Draft.objects.count()) == (1, 1)


def test_letting_go_of_corrections_keeps_what_was_sent(
    service: LoadedService, filling: Filling, first: Submission
) -> None:
    draft = drafting.correct(service, first, filling.hand)
    drafting.discard(service, held(service, "demande", draft.uuid, filling.hand), filling.hand)
    assert (Attachment.objects.count(), Submission.objects.count()) == (2, 1)


def test_only_who_sent_and_may_change_the_record_puts_right(
    service: LoadedService, filling: Filling, first: Submission
) -> None:
    others = (hand(person("zoe")), hand(person("bo", "agent")), hand())
    for other in others:
        with pytest.raises(RefusedForm):
            drafting.correct(service, first, other)
    assert may_correct(service, first, filling.hand.viewer)
    Record.objects.update(owner=None)
    assert not may_correct(service, first, filling.hand.viewer)


def test_what_was_sent_is_put_right_in_a_new_version_of_its_form_and_loses_no_answer(
    filling: Filling, first: Submission, tmp_path: Path
) -> None:
    shutil.copytree(SERVICES / "demarche", tmp_path / "demarche")
    form = tmp_path / "demarche" / "forms" / "demande.xml"
    text = form.read_text("utf-8").replace('id="atelier" version="1"', 'id="velo" version="2"')
    form.write_text(text.replace("prenom", "petit_nom"), "utf-8")
    before = Submission.objects.get().answers
    with opened(tmp_path) as newer:
        draft = drafting.correct(newer, first, filling.hand)
        now = filled(newer, draft)
        assert now.left_out == [("/data/enfants/prenom", "Lina")]
        assert now.answers.value("/data/vous/nom") == "Amel B."
        assert now.answers.value("/data/enfants[1]/ans") == "7"
        assert sent_answers(newer, first).answers.value("/data/atelier/lieu/quartier") == "nord"
    assert Submission.objects.get().answers == before
