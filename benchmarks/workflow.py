"""Moving cases through a workflow, against `transitions` on the same states and guards.

python -m benchmarks workflow
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from transitions import Machine as PeerMachine

from lieucommun.engines.workflow import (
    Calendar,
    Effect,
    Machine,
    Opinion,
    Span,
    State,
    Timer,
    Transition,
    begin,
    check,
    move,
)

from .measuring import Case, Outcome, compare
from .options import Options

NAME = "workflow"
PEER = (
    "`transitions`, with the same states, steps and guards, one model per case, the role among the "
    "conditions, effects appended to a list by callbacks. It has no timers, no opinions, no "
    "calendar; checking is not something it does, so its peer is making the machine."
)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAYS = Calendar()
STATES = ("filed", "to_correct", "sent", "admitted", "refused")
#: name, origin, target, role.
STEPS = (
    ("ask", "filed", "to_correct", "desk"),
    ("correct", "to_correct", "filed", "owner"),
    ("send", "filed", "sent", "desk"),
    ("admit", "sent", "admitted", "body"),
    ("refuse", "sent", "refused", "body"),
)
WALK = (("ask", "desk"), ("correct", "owner"), ("send", "desk"), ("admit", "body"))
CASES = 100
FACTS = {"complete": True}


def _complete(facts: dict[str, bool]) -> bool:
    return facts["complete"]


def _machine() -> Machine:
    mail = Effect("mail", "told", "owner")
    return Machine(
        "filed",
        tuple(State(each, final=each in STATES[3:]) for each in STATES),
        tuple(
            Transition(name, (origin,), to, (role,), _complete, (mail,))
            for name, origin, to, role in STEPS
        ),
        (
            Timer("remind", ("filed",), Span(days=10), None, (mail,)),
            Timer("silence", ("sent",), Span(months=2), "admit"),
        ),
        (Opinion("funder", ("region",)),),
    )


class _Model:
    """A case of the peer."""

    state: str
    trigger: Callable[..., bool]

    def __init__(self) -> None:
        self.effects: list[tuple[str, str, str]] = []

    def tell(self, **_: object) -> None:
        self.effects.append(("mail", "told", "owner"))


def _peer() -> PeerMachine:
    steps = [
        {
            "trigger": name,
            "source": origin,
            "dest": to,
            "conditions": lambda given, facts, wanted=role: given == wanted and _complete(facts),
            "after": "tell",
        }
        for name, origin, to, role in STEPS
    ]
    return PeerMachine(
        model=None, states=[*STATES], transitions=steps, initial="filed", auto_transitions=False
    )


def _walks() -> Case:
    machine, peer = _machine(), _peer()

    def ours(_: int) -> None:
        for _case in range(CASES):
            if _walked(machine) != "admitted":
                raise SystemExit("our case is not admitted")

    def theirs(_: int) -> None:
        for _case in range(CASES):
            if _peer_walked(peer) != "admitted":
                raise SystemExit("the peer's case is not admitted")

    return Case(f"{CASES} cases, four steps each", ours, theirs)


def _walked(machine: Machine) -> str:
    case = begin(machine, now=START, calendar=DAYS)
    for day, (name, role) in enumerate(WALK):
        now = START + timedelta(days=day)
        step = move(machine, case, name, roles=(role,), facts=FACTS, now=now, calendar=DAYS)
        case = step.case
    return case.state


def _peer_walked(machine: PeerMachine) -> str:
    case = _Model()
    machine.add_model(case)
    for name, role in WALK:
        case.trigger(name, given=role, facts=FACTS)
    machine.remove_model(case)
    return case.state


def _checks() -> Case:
    def ours(_: int) -> None:
        if check(_machine()):
            raise SystemExit("a sound machine has flaws")

    return Case("make a machine, and check ours", ours, lambda _: _peer())


def run(options: Options) -> Outcome:
    """Compare cases that walk to their end, and a machine made and checked."""
    figures = [
        compare(case, rounds=options.rounds, repeats=options.repeats)
        for case in (_walks(), _checks())
    ]
    outcome = Outcome(NAME, "Moving cases through a workflow", PEER, figures)
    ratio = figures[0].ours.median / figures[0].peer.median
    missed = "" if ratio <= 1 else " MISSED"
    outcome.aims = [f"a case to its end, ratio of medians: {ratio:.2f} (aim: 1){missed}"]
    return outcome
