"""Drafts: begun, written in, brought back after the form changed; nothing entered is lost."""

import io
import shutil
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from lieucommun.kernel.files.actions import keep
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.forms.actions import drafting, rows
from lieucommun.kernel.forms.actions.drafting import Given
from lieucommun.kernel.forms.filling import filled
from lieucommun.kernel.forms.models import Draft
from lieucommun.kernel.forms.queries import drafts_of, held
from lieucommun.kernel.forms.refusals import ChangedMeanwhile, RefusedForm, UnknownDraft
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.services.loaded import LoadedService
from tests.forms.place import PIXEL, SERVICES, Filling, hand, opened, person, uuid_of

NAME, BORN = "/data/vous/nom", "/data/vous/naissance"


def test_what_is_written_is_kept_right_or_wrong(service: LoadedService) -> None:
    filling = Filling(service)
    done = filling.give({NAME: "Amel", BORN: "2999-01-01"})
    assert [(each.path, each.kind) for each in done.problems] == [(BORN, "constraint")]
    done = filling.give({BORN: "12-xx-"})
    assert [each.kind for each in done.problems] == ["type"]
    assert (filling.value(NAME), filling.value(BORN)) == ("Amel", "12-xx-")


def test_the_journal_says_which_questions_and_never_what(service: LoadedService) -> None:
    Filling(service, hand(person("amel"))).give({NAME: "Amel Zinzolin"})
    entries = JournalEntry.objects.filter(object_kind="draft").order_by("pk")
    told = [(entry.action, entry.fields) for entry in entries]
    assert told == [("draft.started", []), ("draft.answered", ["vous.nom"])]
    assert "Zinzolin" not in str([entry.__dict__ for entry in entries])


def test_other_fields_are_left_aside(service: LoadedService) -> None:
    filling = Filling(service)
    sent = Given(texts={NAME: "Amel", "/data/vous/age": "99", "/data/x": "y", BORN: "1990-02-03"})
    drafting.answer(service, filling.held, [NAME, "/data/vous/age"], sent, filling.hand)
    assert (filling.value(NAME), filling.value(BORN)) == ("Amel", "")
    assert filling.value("/data/vous/age") != "99"


def test_two_tabs_tell_each_other(service: LoadedService) -> None:
    filling = Filling(service)
    shown = drafting.seen(filling.answers, [NAME, BORN])

    def sent(name: str, born: str) -> None:
        given = Given(texts={NAME: name, BORN: born}, seen=shown)
        drafting.answer(service, filling.held, [NAME, BORN], given, filling.hand)

    sent("Amel", "")
    sent("Amel", "")  # the same, clicked twice
    filling.give({"/data/atelier/detail": "crevaison"})
    with pytest.raises(ChangedMeanwhile) as told:
        sent("Karim", "1990-02-03")
    assert told.value.values == {NAME: "Amel", BORN: ""}
    assert filling.value(NAME) == "Amel"


def test_a_very_long_answer_and_odd_characters_are_told(service: LoadedService) -> None:
    filling = Filling(service)
    told = [filling.give({NAME: text}).problems[0].kind for text in ("x" * 20_001, "a\0b")]
    assert told == ["long", "refused"]


@pytest.mark.parametrize("who", ["other", "nobody", "stranger"])
def test_a_draft_is_for_its_owner_alone(service: LoadedService, who: str) -> None:
    filling = Filling(service, hand(person("amel")))
    asking = {"other": hand(person("karim")), "nobody": hand()}.get(
        who, hand(None, **{str(filling.draft.uuid): "owner"})
    )
    with pytest.raises(UnknownDraft):
        held(service, "demande", filling.draft.uuid, asking)
    assert drafts_of(service, "demande", asking) == []
    assert [each.draft.pk for each in drafts_of(service, "demande", filling.hand)] == [
        filling.draft.pk
    ]


def test_the_manifest_says_who_may_begin_and_until_when(service: LoadedService) -> None:
    with pytest.raises(PermissionError):
        drafting.start(service, "reserve", hand(person("amel")))
    drafting.start(service, "reserve", hand(person("karim", "demandeur")))
    with pytest.raises(RefusedForm) as late:
        drafting.start(service, "ferme", hand())
    assert late.value.reason == "late"
    with pytest.raises(RefusedForm) as other:
        drafting.start(service, "avis", hand(), on_behalf="Ma mère")
    assert other.value.reason == "behalf"


def test_a_form_knows_what_the_place_knows(service: LoadedService) -> None:
    assert Filling(service, hand(person("amel"))).value(NAME) == "Amel"


def test_rows_are_added_moved_and_taken_away(service: LoadedService) -> None:
    filling = Filling(service)
    repeat = "/data/enfants"
    filling.give({f"{repeat}[1]/prenom": "Un"})
    for name in ("Deux", "Trois"):
        row = rows.add_row(service, filling.held, repeat, filling.hand)
        filling.give({f"{row}/prenom": name})
    moved = rows.shift_row(service, filling.held, f"{repeat}[3]", -2, filling.hand)
    rows.remove_row(service, filling.held, f"{repeat}[2]", filling.hand)
    names = [filling.value(f"{repeat}[{number}]/prenom") for number in (1, 2)]
    assert (moved, names) == (f"{repeat}[1]", ["Trois", "Deux"])


def test_a_file_takes_the_place_of_another_and_goes_with_its_draft(service: LoadedService) -> None:
    filling = Filling(service)
    path = "/data/atelier/photo"
    first, second = (
        keep(io.BytesIO(PIXEL), name="velo.png", service=service.slug, purpose="image")
        for _ in range(2)
    )
    filling.give_file(path, first)
    filling.give_file(path, second)
    assert uuid_of(filling.value(path)) == second.uuid
    assert [*Attachment.objects.values_list("uuid", flat=True)] == [second.uuid]
    second.refresh_from_db()
    assert second.expires_at == filling.held.draft.expires_at
    drafting.discard(service, filling.held, filling.hand)
    assert (Attachment.objects.count(), Draft.objects.count()) == (0, 0)


def test_a_draft_survives_a_new_version_of_its_form(service: LoadedService, tmp_path: Path) -> None:
    filling = Filling(service)
    filling.give({NAME: "Amel", "/data/atelier/detail": "Tombé", "/data/enfants[1]/prenom": "Lina"})
    folder = tmp_path / "demarche"
    shutil.copytree(SERVICES / "demarche", folder)
    form = folder / "forms" / "demande.xml"
    text = form.read_text("utf-8").replace('id="atelier" version="1"', 'id="velo" version="2"')
    form.write_text(text.replace("detail", "recit").replace("L'atelier", "Atelier"), "utf-8")
    with opened(tmp_path) as newer:
        found = held(newer, "demande", filling.draft.uuid, filling.hand)
        now = filled(newer, found.draft)
        assert now.left_out == [("/data/atelier/detail", "Tombé")]
        assert now.answers.value(NAME) == "Amel"
        assert now.answers.value("/data/enfants[1]/prenom") == "Lina"
        sent = Given(texts={NAME: "Amel B."})
        drafting.answer(newer, found, [NAME], sent, filling.hand)
        kept = Draft.objects.get()
        assert kept.left_out == [["/data/atelier/detail", "Tombé"]]
        assert filled(newer, kept).left_out == []


def test_the_list_of_drafts_costs_the_same_for_few_and_for_many(
    service: LoadedService, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    amel = hand(person("amel"))
    for _ in range(2):
        drafting.start(service, "avis", amel)
    with django_assert_max_num_queries(2):
        assert len(drafts_of(service, "avis", amel)) == 2
    for _ in range(28):
        drafting.start(service, "avis", amel)
    with django_assert_max_num_queries(2):
        assert len(drafts_of(service, "avis", amel)) == 30
