"""Opinions: asked of several, waited for before a decision, given once, no longer asked for."""

import pytest

from lieucommun.kernel.datasets.errors import NotAllowedError
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.workflows.actions.consulting import (
    ask_opinion,
    give_opinion,
    withdraw_opinion,
)
from lieucommun.kernel.workflows.models import CaseOpinion
from lieucommun.kernel.workflows.queries import (
    consultable,
    dues,
    opinions_of,
    opinions_waited_of,
)
from lieucommun.kernel.workflows.refusals import NotAskedError, OpinionAwaitedError

from .place import Desk, at, later, state


def asked(desk: Desk, record: Record, *names: str, by: str = "bo") -> list[CaseOpinion]:
    return ask_opinion(
        desk.service,
        desk.dataset,
        record.uuid,
        "avis",
        of=[desk.people[name].pk for name in names],
        by=desk.viewer(by),
        question=" Le montant est-il juste ? ",
    )


def given(desk: Desk, opinion: CaseOpinion, by: str) -> CaseOpinion:
    return give_opinion(
        desk.service,
        desk.dataset,
        opinion.uuid,
        by=desk.viewer(by),
        verdict="reserved",
        text="Oui, mais…",
    )


@pytest.fixture
def record(desk: Desk) -> Record:
    found = desk.file()
    desk.move(found, "instruire", "bo")
    return found


def test_a_decision_waits_for_every_opinion_that_was_asked(desk: Desk, record: Record) -> None:
    eva, emil = asked(desk, record, "eva", "emil")
    assert (eva.question, eva.until) == ("Le montant est-il juste ?", later(15))
    for step in ("accepter", "refuser"):
        with pytest.raises(OpinionAwaitedError) as waited:
            desk.move(record, step, "bo", "Non")
        assert waited.value.names == ("avis",)
    given(desk, eva, "eva")
    with pytest.raises(OpinionAwaitedError):
        desk.move(record, "accepter", "bo")
    given(desk, emil, "emil")
    desk.move(record, "accepter", "bo")
    assert state(record) == "accepte"
    assert [(each.verdict, each.text) for each in opinions_of(record.uuid)] == [
        ("reserved", "Oui, mais…"),
        ("reserved", "Oui, mais…"),
    ]


def test_who_was_asked_is_not_asked_twice_and_answers_once(desk: Desk, record: Record) -> None:
    (eva,) = asked(desk, record, "eva")
    assert asked(desk, record, "eva", "eva") == []
    given(desk, eva, "eva")
    with pytest.raises(NotAskedError):
        given(desk, eva, "eva")
    with pytest.raises(NotAskedError):
        given(desk, asked(desk, record, "emil")[0], "eva")
    rows = JournalEntry.objects.filter(object_id=str(record.uuid), action__startswith="case.")
    assert list(rows.order_by("pk").values_list("action", flat=True)) == [
        "case.opinion_asked",
        "case.opinion_asked",
        "case.opinion_given",
        "case.opinion_asked",
    ]


def test_only_who_decides_asks_and_only_who_reads_the_case_is_asked(
    desk: Desk, record: Record
) -> None:
    able = consultable(desk.service, desk.dataset, record.uuid, "avis")
    assert [person.name for person in able] == ["Emil", "Eva"]
    for name, by in (("amel", "bo"), ("eva", "eva"), ("eva", "amel")):
        with pytest.raises(NotAllowedError):
            asked(desk, record, name, by=by)
    with pytest.raises(NotAllowedError):
        asked(desk, record)
    assert CaseOpinion.objects.count() == 0


def test_an_opinion_no_longer_asked_for_holds_nothing(desk: Desk, record: Record) -> None:
    eva, emil = asked(desk, record, "eva", "emil")
    given(desk, eva, "eva")
    with pytest.raises(NotAllowedError):
        withdraw_opinion(desk.service, desk.dataset, emil.uuid, by=desk.viewer("eva"))
    withdraw_opinion(desk.service, desk.dataset, emil.uuid, by=desk.viewer("bo"))
    with pytest.raises(NotAskedError):
        given(desk, emil, "emil")
    assert opinions_waited_of(desk.people["emil"].pk, "guichet") == []
    desk.move(record, "accepter", "bo")
    assert state(record) == "accepte"


def test_beyond_its_delay_nobody_is_waited_for_and_may_still_answer(
    desk: Desk, record: Record
) -> None:
    (eva,) = asked(desk, record, "eva")
    assert [each.pk for each in opinions_waited_of(desk.people["eva"].pk, "guichet")] == [eva.pk]
    with at(later(16)):
        assert given(desk, eva, "eva").given_at == later(16)
        desk.move(record, "accepter", "bo")
    assert state(record) == "accepte"


def test_asking_does_not_stop_the_time_that_runs(desk: Desk, record: Record) -> None:
    before = dues(desk.service, desk.dataset, record.uuid)
    asked(desk, record, "eva")
    assert dues(desk.service, desk.dataset, record.uuid) == before
    assert [each.transition for each in before] == ["accepter"]
