"""Steps of cases: rights, reasons, opinions, effects, each once."""

import pytest
from django.core import mail

from lieucommun.kernel.datasets.errors import ConflictError, NotAllowedError, NotMetError
from lieucommun.kernel.datasets.models import Record, RecordVersion
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.messages.models import Letter
from lieucommun.kernel.people.models import Organisation
from lieucommun.kernel.webhooks.models import Delivery, Webhook
from lieucommun.kernel.workflows.actions.moving import move
from lieucommun.kernel.workflows.models import CaseEffect, CaseStep, OpenCase
from lieucommun.kernel.workflows.refusals import ReasonNeededError

from .place import Desk, at, later, state, work


def acts(record: Record) -> list[str]:
    rows = JournalEntry.objects.filter(object_id=str(record.uuid)).order_by("pk")
    return list(rows.values_list("action", flat=True))


def test_a_step_is_one_version_one_entry_and_what_it_sets_off(desk: Desk) -> None:
    record = desk.file()
    written = desk.move(record, "instruire", "bo")
    assert (written.state, written.version, state(record)) == ("instruction", 2, "instruction")
    assert acts(record) == ["record.created", "record.moved"]
    step = CaseStep.objects.get(record=record.uuid)
    assert (step.transition, step.origin, step.state, step.version, step.by) == (
        "instruire", "depose", "instruction", 2, desk.people["bo"],
    )  # fmt: skip
    work()
    work()
    assert [letter.subject for letter in mail.outbox] == ["Votre demande, Amel – Lieu commun"]
    assert mail.outbox[0].to == ["amel@desk.example"]
    assert CaseEffect.objects.filter(done_at=None).count() == 0


def test_a_reason_is_asked_kept_and_told(desk: Desk) -> None:
    record = desk.file()
    for reason in ("", "  \n "):
        with pytest.raises(ReasonNeededError):
            desk.move(record, "demander", "bo", reason)
    assert (state(record), RecordVersion.objects.filter(record=record.uuid).count()) == (
        "depose", 1,
    )  # fmt: skip
    desk.move(record, "demander", "bo", "La *facture* [ici](http://x.example)")
    work()
    assert CaseStep.objects.get().reason == "La *facture* [ici](http://x.example)"
    assert "> La *facture* [ici](http://x.example)" in str(mail.outbox[0].body)
    assert "facture" not in str(JournalEntry.objects.values_list("fields", "object_id"))


def test_who_may_not_is_told_so_before_anything_else(desk: Desk) -> None:
    record = desk.file()
    with pytest.raises(NotAllowedError):
        desk.move(record, "demander", "amel")
    with pytest.raises(NotAllowedError):
        desk.move(record, "refuser", "bo", "Non")
    desk.person("loin", "demandeur")
    with pytest.raises(UnknownRecord):
        desk.move(record, "completer", "loin")
    with pytest.raises(LookupError):
        desk.move(record, "inventer", "bo")
    assert CaseStep.objects.count() == 0


def test_a_condition_and_a_version_are_held(desk: Desk) -> None:
    record = desk.file(montant=500)
    desk.move(record, "instruire", "bo")
    with pytest.raises(NotMetError):
        desk.move(record, "accepter", "bo")
    with pytest.raises(ConflictError):
        move(
            desk.service,
            desk.dataset,
            record.uuid,
            "refuser",
            by=desk.viewer("bo"),
            reason="Trop",
            expected_version=1,
        )
    assert state(record) == "instruction"


def test_two_clicks_are_one_step(desk: Desk) -> None:
    record = desk.file()
    desk.move(record, "instruire", "bo")
    with pytest.raises(NotAllowedError):
        desk.move(record, "instruire", "bo")
    assert CaseStep.objects.count() == 1


def test_a_case_goes_to_the_organisation_that_a_field_names(desk: Desk) -> None:
    relay = Organisation.objects.create(slug="relais", name="Relais")
    record = desk.file(relais="relais")
    desk.move(record, "demander", "bo", "Une pièce")
    work()
    record.refresh_from_db()
    assert record.organisation == relay
    assert acts(record) == ["record.created", "record.moved", "letter.queued", "record.assigned"]


def test_other_sites_are_told_once(desk: Desk) -> None:
    Webhook.objects.create(
        service="guichet", name="voisin", address="https://example.org/x", set_by=desk.people["bo"]
    )
    record = desk.file()
    desk.move(record, "instruire", "bo")
    desk.move(record, "accepter", "bo")
    Webhook.objects.update(paused_at=later(0))
    work()
    told = Delivery.objects.exclude(act="record.created").values_list("act", "state", "version")
    assert list(told) == [("record.moved", "accepte", 3)]


def test_an_ended_case_is_followed_no_more(desk: Desk) -> None:
    record = desk.file()
    assert OpenCase.objects.get().case["state"] == "depose"
    desk.move(record, "instruire", "bo")
    desk.move(record, "refuser", "bo", "Hors sujet")
    assert OpenCase.objects.count() == 0
    with at(later(365)):
        work()
    assert state(record) == "refuse"


def test_letters_say_to_each_what_they_may_read(desk: Desk) -> None:
    record = desk.file(sante="secrète")
    desk.move(record, "instruire", "bo")
    work()
    assert "secrète" in Letter.objects.get().text
    Letter.objects.all().delete()
    stranger = desk.file(nom="Zoé", courriel="zoe@example.org", sante="secrète")
    Record.objects.filter(pk=stranger.pk).update(owner=None)
    desk.move(stranger, "instruire", "bo")
    work()
    letter = Letter.objects.get()
    assert (letter.email, letter.person) == ("zoe@example.org", None)
    assert "Zoé" in letter.text
    assert "secrète" not in letter.text


def test_a_letter_is_in_the_language_of_who_reads_it(desk: Desk) -> None:
    amel = desk.people["amel"]
    amel.language = "en"
    amel.save()
    record = desk.file()
    desk.move(record, "demander", "bo", "An invoice")
    work()
    letter = Letter.objects.get()
    assert (letter.subject, letter.language) == ("A document is missing", "en")
    assert letter.text.startswith("Hello Amel")
