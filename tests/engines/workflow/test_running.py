"""Cases that move: invariants along random walks, against a history kept apart from the engine."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lieucommun.engines.workflow import (
    Calendar,
    Case,
    Effect,
    Machine,
    Opinion,
    Refusal,
    RefusedError,
    Running,
    Span,
    State,
    Step,
    Timer,
    Transition,
    ask,
    begin,
    give,
    leads,
    may,
    move,
    next_due,
    tick,
)

from .random_machines import chance, sound

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
UTC_DAYS = Calendar()


class History:
    """What happened to a case, as a list; timers are computed anew from it, day by day."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.stays = [(START, machine.initial)]

    def running(self, now: datetime) -> set[tuple[str, datetime, int]]:
        """Return the timers that should be running: name, when due, how often they struck."""
        found = set()
        state = self.stays[-1][1]
        for timer in self.machine.timers:
            if state not in timer.origins or self.machine.state[state].final:
                continue
            start = now
            for at, stayed in reversed(self.stays):
                if stayed not in timer.origins:
                    break
                start = at
            most = 1 if timer.do or not timer.every else timer.times
            every = timedelta(days=timer.every.days) if timer.every else timedelta()
            dues = [start + timedelta(days=timer.after.days) + every * n for n in range(most)]
            late = [due for due in dues if due > now]
            if late:
                found.add((timer.name, late[0], most - len(late)))
        return found


def held(machine: Machine, case: Case, history: History, now: datetime) -> None:
    """Assert what is true of every case at every moment."""
    assert case.state in machine.state
    assert list(case.timers) == sorted(case.timers, key=lambda each: each.due)
    assert {(each.timer, each.due, each.struck) for each in case.timers} == history.running(now)
    assert not set(case.spent) & {each.timer for each in case.timers}
    if machine.state[case.state].final:
        assert (case.timers, case.spent, case.asked) == ((), (), ())
    for asked in case.asked:
        assert set(asked.given) <= set(asked.of)


def test_random_walks_keep_the_invariants() -> None:
    moved = struck = ended = opinions = 0
    for seed in range(500):
        rng = chance(seed)
        sample = sound(rng)
        machine, roles = sample.machine, sample.known.roles
        history, now = History(machine), START
        case = begin(machine, now=now, calendar=UTC_DAYS)
        held(machine, case, history, now)
        for _ in range(25):
            now += timedelta(days=rng.choice([0, 1, 3, 12]), hours=rng.randint(1, 5))
            for step in tick(machine, case, facts=None, now=now, calendar=UTC_DAYS):
                assert step.at <= now
                if step.transition:
                    history.stays.append((step.at, step.case.state))
                case, struck = step.case, struck + 1
            held(machine, case, history, now)
            given = rng.choice(machine.opinions or (None,))
            if given and rng.random() < 0.5 and not machine.state[case.state].final:
                people = rng.sample("abcd", rng.randint(1, 3))
                case = ask(
                    machine, case, given.name, of=people, roles=roles, now=now, calendar=UTC_DAYS
                )
                case = (
                    give(machine, case, given.name, person=people[0], roles=roles)
                    if (
                        people[0]
                        not in next(e for e in case.asked if e.opinion == given.name).given
                    )
                    else case
                )
                opinions += 1
            role = rng.choice(roles)
            open_to = leads(machine, case, roles=[role], facts=None, now=now)
            assert set(open_to) == {t.name for t in machine.transitions if case.state in t.origins}
            allowed = [name for name, why in open_to.items() if why is None]
            for name, why in open_to.items():
                assert (why == Refusal.ROLE) == (role not in machine.transition[name].by)
            if not allowed:
                continue
            name = rng.choice(allowed)
            step = move(machine, case, name, roles=[role], facts=None, now=now, calendar=UTC_DAYS)
            assert step.effects == machine.transition[name].effects
            case = step.case
            history.stays.append((now, case.state))
            held(machine, case, history, now)
            moved += 1
        ended += machine.state[case.state].final
    assert min(moved, struck, opinions) > 300
    assert ended > 300


def test_looking_late_gives_what_looking_often_gives() -> None:
    for seed in range(500):
        rng = chance(seed)
        machine = sound(rng).machine
        case = begin(machine, now=START, calendar=UTC_DAYS)
        end = START + timedelta(days=120)
        at_once = tick(machine, case, facts=None, now=end, calendar=UTC_DAYS)
        often, now = [], START
        while now < end:
            now = min(end, now + timedelta(days=rng.randint(0, 20), hours=1))
            often += tick(machine, case, facts=None, now=now, calendar=UTC_DAYS)
            case = often[-1].case if often else case
        assert tuple(often) == at_once, seed


MACHINE = Machine(
    "filed",
    (State("filed"), State("sent"), State("admitted", final=True), State("refused", final=True)),
    (
        Transition("send", ("filed",), "sent", ("desk",), guard=lambda facts: facts["body"] != ""),
        Transition("back", ("sent",), "filed", ("body",)),
        Transition(
            "admit",
            ("sent",),
            "admitted",
            ("body",),
            effects=(Effect("document", "act"), Effect("mail", "yes", "owner")),
        ),
        Transition("refuse", ("sent",), "refused", ("body",)),
    ),
    (
        Timer(
            "remind",
            ("filed",),
            Span(days=10),
            effects=(Effect("mail", "late", "desk"),),
            every=Span(days=5),
            times=3,
        ),
        Timer("silence", ("sent",), Span(months=2), "admit", (Effect("webhook", "told"),)),
    ),
    (Opinion("funder", ("region",), wait="all", within=Span(days=30), before=("admit", "refuse")),),
)
KNOWN = {"body": "centre"}


def begun(state: str = "filed") -> Case:
    case = begin(MACHINE, now=START, calendar=UTC_DAYS)
    if state == "sent":
        case = moved(case, "send", "desk").case
    return case


def moved(case: Case, name: str, *roles: str, days: int = 0, facts: Any = None) -> Step:
    now = START + timedelta(days=days)
    facts = KNOWN if facts is None else facts
    return move(MACHINE, case, name, roles=roles, facts=facts, now=now, calendar=UTC_DAYS)


@pytest.mark.parametrize(
    ("name", "roles", "facts", "why"),
    [
        ("dance", ["desk"], KNOWN, Refusal.UNKNOWN),
        ("admit", ["body"], KNOWN, Refusal.STATE),
        ("send", ["body"], KNOWN, Refusal.ROLE),
        ("send", [], KNOWN, Refusal.ROLE),
        ("send", ["desk"], {"body": ""}, Refusal.GUARD),
        ("send", ["desk", "body"], KNOWN, None),
    ],
)
def test_what_cannot_be_done_says_why(
    name: str, roles: list[str], facts: Any, why: Refusal | None
) -> None:
    assert may(MACHINE, begun(), name, roles=roles, facts=facts, now=START) == why
    if why is not None:
        with pytest.raises(RefusedError) as refused:
            moved(begun(), name, *roles, facts=facts)
        assert (refused.value.name, refused.value.why) == (name, why)


def test_effects_are_given_in_order_and_never_done() -> None:
    step = moved(begun("sent"), "admit", "body", days=1)
    assert step.effects == (Effect("document", "act"), Effect("mail", "yes", "owner"))
    assert step.case == Case("admitted", START + timedelta(days=1))


def test_reminders_come_a_number_of_times_and_start_anew_with_a_new_stay() -> None:
    case = begun()
    steps = tick(MACHINE, case, facts=KNOWN, now=START + timedelta(days=40), calendar=UTC_DAYS)
    assert [(each.at - START).days for each in steps] == [10, 15, 20]
    assert {each.effects for each in steps} == {(Effect("mail", "late", "desk"),)}
    case = steps[-1].case
    assert (case.timers, case.spent, next_due(case)) == ((), ("remind",), None)
    case = moved(case, "send", "desk", days=40).case
    case = moved(case, "back", "body", days=41).case
    back = START + timedelta(days=41)
    assert case.timers == (Running("remind", back, back + timedelta(days=10)),)


def test_silence_admits_after_two_months_on_the_day_that_it_was_due() -> None:
    case = begun("sent")
    assert next_due(case) == datetime(2026, 5, 2, 9, tzinfo=UTC)
    (step,) = tick(
        MACHINE, case, facts=KNOWN, now=datetime(2026, 6, 1, tzinfo=UTC), calendar=UTC_DAYS
    )
    assert (step.transition, step.timer) == ("admit", "silence")
    assert [each.kind for each in step.effects] == ["webhook", "document", "mail"]
    assert step.case == Case("admitted", datetime(2026, 5, 2, 9, tzinfo=UTC))


def test_nothing_is_done_before_what_was_due() -> None:
    with pytest.raises(RefusedError) as refused:
        moved(begun("sent"), "refuse", "body", days=90)
    assert refused.value.why == Refusal.LATE


def test_a_timer_whose_guard_refuses_is_spent_and_says_so_by_making_no_transition() -> None:
    machine = Machine(
        "a",
        (State("a"), State("z", final=True)),
        (Transition("end", ("a",), "z", ("r",), guard=lambda ready: ready),),
        (Timer("silence", ("a",), Span(days=1), "end", (Effect("mail", "m", "r"),)),),
    )
    case = begin(machine, now=START, calendar=UTC_DAYS)
    later = START + timedelta(days=9)
    (step,) = tick(machine, case, facts=False, now=later, calendar=UTC_DAYS)
    assert (step.transition, step.timer, step.case.state) == (None, "silence", "a")
    assert step.effects == (Effect("mail", "m", "r"),)
    assert step.case.spent == ("silence",)
    (step,) = tick(machine, case, facts=True, now=later, calendar=UTC_DAYS)
    assert step.case.state == "z"


def test_an_unsound_machine_does_not_turn_for_ever() -> None:
    machine = Machine(
        "a",
        (State("a"), State("b")),
        (Transition("t", ("a",), "b"), Transition("u", ("b",), "a")),
        (Timer("x", ("a",), Span(), "t"), Timer("y", ("b",), Span(), "u")),
    )
    case = begin(machine, now=START, calendar=UTC_DAYS)
    with pytest.raises(RuntimeError, match="circle"):
        tick(machine, case, facts=None, now=START, calendar=UTC_DAYS)


def asked(*people: str, days: int = 0, case: Case | None = None) -> Case:
    return ask(
        MACHINE,
        case or begun("sent"),
        "funder",
        of=people,
        roles=["body"],
        now=START + timedelta(days=days),
        calendar=UTC_DAYS,
    )


def why(case: Case, transition: str = "admit", days: int = 1) -> Refusal | None:
    now = START + timedelta(days=days)
    return may(MACHINE, case, transition, roles=["body"], facts=KNOWN, now=now)


def given(case: Case, *people: str) -> Case:
    for person in people:
        case = give(MACHINE, case, "funder", person=person, roles=["region"])
    return case


def test_a_decision_waits_for_all_opinions_and_other_steps_do_not() -> None:
    case = asked("ann", "bob")
    assert why(case) == why(case, "refuse") == Refusal.OPINION
    assert why(case, "back") is None
    case = given(case, "ann")
    assert why(case) == Refusal.OPINION
    assert why(given(case, "bob")) is None


def test_opinions_are_waited_for_no_longer_than_their_delay_and_silence_waits_for_none() -> None:
    case = asked("ann")
    assert why(case, days=29) == Refusal.OPINION
    assert why(case, days=30) is None
    case = asked("ann", days=50, case=case)
    assert why(case, days=55) == Refusal.OPINION
    now = START + timedelta(days=61)
    (step,) = tick(MACHINE, case, facts=KNOWN, now=now, calendar=UTC_DAYS)
    assert step.case.state == "admitted"
    assert step.case.asked == ()


@pytest.mark.parametrize(("wait", "answers"), [("none", 0), ("any", 1), (2, 2), (9, 3), ("all", 3)])
def test_a_quorum_is_never_more_than_those_who_were_asked(wait: Any, answers: int) -> None:
    machine = Machine(
        "a",
        (State("a"), State("z", final=True)),
        (Transition("end", ("a",), "z", ("r",)),),
        opinions=(Opinion("o", ("q",), wait=wait),),
    )
    case = begin(machine, now=START, calendar=UTC_DAYS)
    case = ask(
        machine, case, "o", of=["a", "b", "c", "a"], roles=["r"], now=START, calendar=UTC_DAYS
    )
    assert case.asked[0].of == ("a", "b", "c")
    open_after = []
    for count, person in enumerate([None, "a", "b", "c"]):
        case = give(machine, case, "o", person=person, roles=["q"]) if person else case
        if may(machine, case, "end", roles=["r"], facts=None, now=START) is None:
            open_after.append(count)
    assert open_after[0] == answers


def test_who_may_ask_and_who_may_answer() -> None:
    refused = {}
    attempts = {
        "unknown": lambda: ask(
            MACHINE, begun(), "x", of=["a"], roles=["body"], now=START, calendar=UTC_DAYS
        ),
        "asker": lambda: ask(
            MACHINE, begun(), "funder", of=["a"], roles=["desk"], now=START, calendar=UTC_DAYS
        ),
        "ended": lambda: ask(
            MACHINE,
            moved(begun("sent"), "admit", "body").case,
            "funder",
            of=["a"],
            roles=["body"],
            now=START,
            calendar=UTC_DAYS,
        ),
        "stranger": lambda: given(asked("ann"), "bob"),
        "twice": lambda: given(asked("ann"), "ann", "ann"),
        "nobody asked": lambda: given(begun("sent"), "ann"),
        "no such": lambda: give(MACHINE, begun(), "x", person="a", roles=["region"]),
        "role": lambda: give(MACHINE, asked("ann"), "funder", person="ann", roles=["desk"]),
    }
    for name, attempt in attempts.items():
        with pytest.raises(RefusedError) as found:
            attempt()
        refused[name] = found.value.why
    assert refused == {
        "unknown": Refusal.UNKNOWN,
        "asker": Refusal.ROLE,
        "ended": Refusal.STATE,
        "stranger": Refusal.PERSON,
        "twice": Refusal.PERSON,
        "nobody asked": Refusal.PERSON,
        "no such": Refusal.UNKNOWN,
        "role": Refusal.ROLE,
    }
