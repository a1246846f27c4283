"""A late value is told by mail, once, to those who must enter it."""

import datetime as dt

import pytest
from django.core import mail

from lieucommun.blocks.observatory.following.reminding import ask_reminders
from lieucommun.blocks.observatory.tasks import reminders
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.people.models import RoleGrant
from tests.jobs import run_jobs

from .making import NOON, Ground, at


class Context:
    """A job that nothing follows."""

    def finish(self) -> None:
        """Take note of nothing."""


def night(moment: dt.datetime) -> list[tuple[str, list[str]]]:
    """Do what a night does; return the letters that left: to whom, the lines of their values."""
    before = len(mail.outbox)
    with at(moment):
        reminders(Context())
        run_jobs()
    return [
        (
            letter.to[0].partition("@")[0],
            [line for line in str(letter.body).split("\n") if "- " in line],
        )
        for letter in mail.outbox[before:]
    ]


def on(month: int, day: int, hour: int = 4) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _english(ground: Ground) -> None:
    for person in ground.people.values():
        person.language = "en"
        person.save()


def test_value_that_becomes_late_is_told_once_to_who_must_enter_it(ground: Ground) -> None:
    nils = ground.person("nils", "releveur", "nord")
    nils.language = "en"
    nils.save()
    assert night(on(6, 10)) == [], "it may be entered on its last day"
    assert night(on(6, 11)) == [
        ("nora", ["- Water used, May 2026"]),
        ("nils", ["- Water used, May 2026"]),
    ]
    letter = mail.outbox[0]
    assert letter.subject.startswith("1 value is late: Review")
    assert "due on 10/06/2026" in letter.body
    assert "/s/bilan/suivi/suivi/eau/?period=2026-05#enter" in letter.body
    for later in range(12, 30):
        assert night(on(6, later)) == [], later


def test_values_due_on_one_day_come_together(ground: Ground) -> None:
    ground.theme("t5", "Encore", ["eau"], "sud", "a")
    ground.value("bruit", "2024", "60")
    told = night(on(7, 11))
    assert told == [("nora", ["- Water used, June 2026"]), ("sven", ["- Water used, June 2026"])]
    assert dict(night(on(7, 1)))["sven"] == ["- Noise, 2025"]


def test_value_entered_meanwhile_is_not_told(ground: Ground) -> None:
    with at(on(6, 11)):
        assert ask_reminders(ground.service, on(6, 11)) == 1
        ground.value("eau", "2026-05", "100")
        run_jobs()
    assert mail.outbox == []


@pytest.mark.usefixtures("ground")
def test_nights_without_a_worker_are_caught_up_for_a_week() -> None:
    assert [who for who, _ in night(on(6, 17))] == ["nora"]
    assert night(on(7, 18)) == [], "June was due eight days ago"


def test_asked_twice_the_same_night_it_is_one_letter(ground: Ground) -> None:
    with at(on(6, 11)):
        assert [ask_reminders(ground.service, on(6, 11)) for _ in range(3)] == [1, 0, 0]
        run_jobs()
        assert ask_reminders(ground.service, on(6, 11)) == 0
    assert len(mail.outbox) == 1


def test_who_left_is_not_told(ground: Ground) -> None:
    with at(on(6, 11)):
        ask_reminders(ground.service, on(6, 11))
        RoleGrant.objects.filter(person=ground.people["nora"]).delete()
        run_jobs()
    assert mail.outbox == []
    ground.people["sven"].is_active = False
    ground.people["sven"].save()
    assert night(on(5, 1)) == []


@pytest.mark.parametrize("changes", [(("privacy: none", "privacy: none\nzone: Pacific/Noumea"),)])
@pytest.mark.usefixtures("ground")
def test_day_of_the_service_decides_not_that_of_the_place() -> None:
    assert night(dt.datetime(2026, 6, 10, 12, 59, tzinfo=dt.UTC)) == []
    assert len(night(dt.datetime(2026, 6, 10, 13, 1, tzinfo=dt.UTC))) == 1


def test_service_without_followed_indicators_costs_nothing(ground: Ground) -> None:
    ground.value("eau", "2026-05", "100")
    with at(NOON):
        ask_reminders(ground.service, NOON)
    assert Job.objects.count() == 0
