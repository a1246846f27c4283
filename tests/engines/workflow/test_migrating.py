"""Open cases taken to a new version of their workflow."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lieucommun.engines.workflow import (
    Calendar,
    Case,
    Machine,
    MigrationError,
    Obstacle,
    Opinion,
    Running,
    Span,
    State,
    Timer,
    Transition,
    ask,
    begin,
    give,
    migrate,
    move,
    obstacles,
    tick,
)

from .random_machines import MAIL, chance, sound

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAYS = Calendar()


def machine(*names: str, opinions: Iterable[Opinion] = (), timers: Iterable[Timer] = ()) -> Machine:
    states = (*(State(each) for each in names), State("end", final=True))
    steps = tuple(Transition(f"end-{each}", (each,), "end", by=("r",)) for each in names)
    return Machine(names[0], states, steps, tuple(timers), tuple(opinions))


def taken(
    case: Case, old: Machine, new: Machine, mapping: dict[str, str] | None = None, days: int = 5
) -> Case:
    now = START + timedelta(days=days)
    return migrate(case, old=old, new=new, mapping=mapping or {}, now=now, calendar=DAYS)


def test_what_stands_in_the_way_is_said_state_by_state() -> None:
    old = Machine("a", (State("a"), State("b"), State("c"), State("d", final=True), State("e")))
    new = Machine("a", (State("a"), State("c", final=True), State("d"), State("f")))
    assert obstacles(old, new, {"b": "gone", "x": "a"}) == (
        Obstacle("no-such-origin", "x", "a"),
        Obstacle("no-such-state", "b", "gone"),
        Obstacle("closes", "c", "c"),
        Obstacle("reopens", "d", "d"),
        Obstacle("lost", "e", "e"),
    )
    assert obstacles(old, new, {"b": "a", "c": "c", "d": "d", "e": "f"}) == ()


def test_a_case_goes_on_in_the_state_that_replaces_its_own() -> None:
    old, new = machine("filed", "read"), machine("received")
    case = begin(old, now=START, calendar=DAYS)
    with pytest.raises(MigrationError) as refused:
        taken(case, old, new)
    assert refused.value.obstacles == (Obstacle("lost", "filed", "filed"),)
    moved = taken(case, old, new, {"filed": "received"})
    assert moved == Case("received", START + timedelta(days=5))


def test_timers_keep_counting_by_their_new_delay_and_never_strike_before_now() -> None:
    def timed(days: int, *more: Timer) -> Machine:
        return machine("a", timers=(Timer("t", ("a",), Span(days=days), None, (MAIL,)), *more))

    old = timed(10)
    case = begin(old, now=START, calendar=DAYS)
    longer = taken(case, old, timed(20)).timers
    assert longer == (Running("t", START, START + timedelta(days=20)),)
    now = START + timedelta(days=5)
    assert taken(case, old, timed(2)).timers == (Running("t", START, now),)
    added = Timer("u", ("a",), Span(days=1), None, (MAIL,))
    assert [each.timer for each in taken(case, old, timed(10, added)).timers] == ["u", "t"]
    assert taken(case, old, machine("a")).timers == ()


def test_what_a_reminder_already_said_is_not_said_again() -> None:
    timer = Timer("t", ("a",), Span(days=1), None, (MAIL,), every=Span(days=2), times=3)
    old = machine("a", timers=[timer])
    case = begin(old, now=START, calendar=DAYS)
    steps = tick(old, case, facts=None, now=START + timedelta(days=4), calendar=DAYS)
    (kept,) = taken(steps[-1].case, old, old).timers
    assert (kept.struck, kept.due) == (2, START + timedelta(days=5))
    spent = tick(old, steps[-1].case, facts=None, now=START + timedelta(days=9), calendar=DAYS)
    assert taken(spent[-1].case, old, old, days=9).timers == ()


def test_opinions_stay_with_their_answers_and_one_that_is_waited_for_may_not_vanish() -> None:
    old = machine("a", opinions=[Opinion("o", ("q",))])
    case = begin(old, now=START, calendar=DAYS)
    case = ask(old, case, "o", of=["ann", "bob"], roles=["r"], now=START, calendar=DAYS)
    case = give(old, case, "o", person="ann", roles=["q"])
    assert taken(case, old, old).asked == case.asked
    with pytest.raises(MigrationError) as refused:
        taken(case, old, machine("a"))
    assert refused.value.obstacles == (Obstacle("opinion", "o"),)
    gathered = give(old, case, "o", person="bob", roles=["q"])
    assert taken(gathered, old, machine("a")).asked == ()


def test_a_case_that_is_mapped_to_an_end_keeps_nothing_running() -> None:
    old = machine("a", "b", opinions=[Opinion("o", ("q",))])
    case = begin(old, now=START, calendar=DAYS)
    case = ask(old, case, "o", of=["ann"], roles=["r"], now=START, calendar=DAYS)
    new = machine("b", opinions=[Opinion("o", ("q",))])
    assert taken(case, old, new, {"a": "end"}) == Case("end", START + timedelta(days=5))


def test_random_cases_migrate_to_their_own_version_unchanged_and_to_others_or_say_why() -> None:
    taken_over = refused = 0
    for seed in range(300):
        rng = chance(seed)
        sample, other = sound(rng), sound(rng)
        old, now = sample.machine, START
        case = begin(old, now=now, calendar=DAYS)
        for _ in range(rng.randint(0, 4)):
            steps = [step.name for step in old.leaving[case.state]]
            for step in tick(old, case, facts=None, now=now, calendar=DAYS):
                case = step.case
            if steps and steps[0] in {each.name for each in old.leaving[case.state]}:
                case = move(
                    old,
                    case,
                    rng.choice(old.leaving[case.state]).name,
                    roles=sample.known.roles,
                    facts=None,
                    now=now,
                    calendar=DAYS,
                ).case
            now += timedelta(days=2)
        for step in tick(old, case, facts=None, now=now, calendar=DAYS):
            case = step.case
        assert migrate(case, old=old, new=old, mapping={}, now=now, calendar=DAYS) == case
        mapping = {name: rng.choice([*other.machine.state]) for name in old.state}
        whole = obstacles(old, other.machine, mapping)
        assert whole == ()
        new = replace(other.machine, opinions=old.opinions)
        moved = migrate(case, old=old, new=new, mapping=mapping, now=now, calendar=DAYS)
        assert moved.state == mapping[case.state]
        assert {each.timer for each in moved.timers} <= {
            each.name for each in new.watching[moved.state]
        }
        taken_over += 1
        some = dict(rng.sample(sorted(mapping.items()), len(mapping) // 2))
        barred = {each.name for each in obstacles(old, new, some)}
        if case.state in barred:
            with pytest.raises(MigrationError) as found:
                migrate(case, old=old, new=new, mapping=some, now=now, calendar=DAYS)
            assert {each.name for each in found.value.obstacles} == {case.state}
            refused += 1
        else:
            migrate(case, old=old, new=new, mapping=some, now=now, calendar=DAYS)
    assert taken_over == 300
    assert refused > 10
