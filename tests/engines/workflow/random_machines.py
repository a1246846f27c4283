"""Random machines, sound by construction, and defects planted in them one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Self

from lieucommun.engines.workflow import (
    Effect,
    Fault,
    Known,
    Machine,
    Opinion,
    Span,
    State,
    Timer,
    Transition,
)

MAIL = Effect("mail", "letter", "owner")
At = tuple[str | int, ...]
Expected = set[tuple[Fault, At, str]]


def chance(seed: int) -> Random:
    """Return chance that is the same each time."""
    return Random(seed)  # noqa: S311 - chance, not secrets


@dataclass(frozen=True)
class Sample:
    """A machine, what it may name, and every flaw that it should be told to have."""

    machine: Machine
    known: Known
    expected: frozenset[tuple[Fault, At, str]] = frozenset()

    def plus(
        self,
        *expected: tuple[Fault, At, str],
        known: Known | None = None,
        **parts: Sequence[object],
    ) -> Self:
        """Return it with things added to its machine, and what is then expected of it."""
        machine = self.machine
        for part, added in parts.items():
            whole = {part: (*getattr(machine, part), *added)}
            machine = replace(machine, **whole)
        expect = self.expected.union(expected)
        return replace(self, machine=machine, known=known or self.known, expected=expect)


def sound(rng: Random) -> Sample:
    """Return a machine in which every state is reached and leads to an end."""
    count, ends = rng.randint(1, 7), rng.randint(1, 3)
    names = [f"s{number}" for number in range(count + ends)]
    roles = [f"r{number}" for number in range(rng.randint(1, 4))]
    steps = [_step(rng, 0, [names[at]], names[at + 1], roles) for at in range(count)]
    steps += [_step(rng, 0, [rng.choice(names[:count])], end, roles) for end in names[count + 1 :]]
    for _ in range(rng.randint(0, 6)):
        origins = rng.sample(names[:count], rng.randint(1, count))
        steps.append(_step(rng, 0, origins, rng.choice(names), roles))
    steps = [replace(each, name=f"t{number}") for number, each in enumerate(steps)]
    steps.append(Transition("all", (names[0],), names[-1], by=tuple(roles)))
    machine = Machine(
        names[0],
        tuple(State(each, final=each in names[count:]) for each in names),
        tuple(steps),
        tuple(_timers(rng, names, count, steps)),
        tuple(_opinions(rng, roles, steps)),
    )
    known = Known(
        roles=tuple(roles),
        messages={"letter"},
        recipients={"owner"},
        documents={"paper"},
        fields={"body"},
        webhooks={"site"},
    )
    return Sample(machine, known)


def _step(rng: Random, number: int, origins: list[str], to: str, roles: list[str]) -> Transition:
    effects = (
        MAIL,
        Effect("document", "paper"),
        Effect("assign", "body"),
        Effect("webhook", "site"),
    )
    return Transition(
        f"t{number}",
        tuple(origins),
        to,
        by=tuple(rng.sample(roles, rng.randint(1, len(roles)))),
        effects=tuple(rng.choices(effects, k=rng.randint(0, 3))),
    )


def _timers(rng: Random, names: list[str], count: int, steps: list[Transition]) -> list[Timer]:
    """Return reminders, and timers that only ever go forward: they cannot turn."""
    timers = []
    for number in range(rng.randint(0, 3)):
        origins = tuple(rng.sample(names[:count], rng.randint(1, count)))
        every = Span(days=rng.randint(1, 9)) if rng.random() < 0.5 else None
        span = Span(days=rng.randint(1, 30))
        timers.append(Timer(f"m{number}", origins, span, None, (MAIL,), every, rng.randint(1, 3)))
    forward = [
        step
        for step in steps
        if all(names.index(each) < names.index(step.to) for each in step.origins)
    ]
    for number in range(rng.randint(0, 3)):
        step = rng.choice(forward)
        origins = tuple(rng.sample(step.origins, rng.randint(1, len(step.origins))))
        timers.append(Timer(f"d{number}", origins, Span(days=rng.randint(1, 30)), step.name))
    return timers


def _opinions(rng: Random, roles: list[str], steps: list[Transition]) -> list[Opinion]:
    return [
        Opinion(
            f"o{number}",
            by=(rng.choice(roles),),
            wait=rng.choice(["all", "any", "none", 1, 2]),
            within=rng.choice([None, Span(days=rng.randint(1, 40))]),
            before=tuple(each.name for each in rng.sample(steps, rng.randint(0, 2))),
        )
        for number in range(rng.randint(0, 2))
    ]


def _end(sample: Sample) -> str:
    return [state.name for state in sample.machine.states if state.final][-1]


def _to(name: str, origin: str, to: str, **options: Any) -> Transition:
    return Transition(name, (origin,), to, by=options.pop("by", ("r0",)), **options)


def _unreachable(s: Sample) -> Sample:
    return s.plus(
        (Fault.UNREACHABLE, ("states", "lone"), "lone"),
        states=[State("lone")],
        transitions=[_to("from-lone", "lone", _end(s))],
    )


def _no_exit(s: Sample) -> Sample:
    return s.plus(
        (Fault.NO_EXIT, ("states", "pit"), "pit"),
        states=[State("pit")],
        transitions=[_to("fall", "s0", "pit")],
    )


def _no_end(s: Sample) -> Sample:
    return s.plus(
        (Fault.NO_END, ("states", "c1"), "c1"),
        (Fault.NO_END, ("states", "c2"), "c2"),
        states=[State("c1"), State("c2")],
        transitions=[_to("in-c", "s0", "c1"), _to("to-c2", "c1", "c2"), _to("to-c1", "c2", "c1")],
    )


def _final_exit(s: Sample) -> Sample:
    return s.plus(
        (Fault.FINAL_EXIT, ("states", _end(s)), "reopen"),
        transitions=[_to("reopen", _end(s), "s0")],
    )


def _idle_role(s: Sample) -> Sample:
    known = replace(s.known, roles=(*(s.known.roles or ()), "idle"))
    return s.plus((Fault.IDLE_ROLE, ("roles", "idle"), "idle"), known=known)


def _nobody(s: Sample) -> Sample:
    return s.plus(
        (Fault.NOBODY, ("transitions", "nobody"), "nobody"),
        transitions=[_to("nobody", "s0", _end(s), by=())],
    )


def _timer(fault: Fault, key: str, timer: Timer, found: str = "") -> Callable[[Sample], Sample]:
    at = ("timers", timer.name, *([key] if key else []))
    return lambda s: s.plus((fault, at, found or timer.name), timers=[timer])


def _asleep(s: Sample) -> Sample:
    timer = Timer("asleep", (_end(s),), Span(days=1), None, (MAIL,))
    return s.plus((Fault.ASLEEP, ("timers", "asleep", "in"), "asleep"), timers=[timer])


def _misses(s: Sample) -> Sample:
    return s.plus(
        (Fault.MISSES, ("timers", "misses", "do"), "s0"),
        states=[State("aside")],
        transitions=[_to("aside", "s0", "aside"), _to("onward", "aside", _end(s))],
        timers=[Timer("misses", ("s0", "aside"), Span(days=3), "onward")],
    )


def _turns(s: Sample) -> Sample:
    return s.plus(
        (Fault.TURNS, ("timers", "there"), "there"),
        (Fault.TURNS, ("timers", "back"), "back"),
        states=[State("w1"), State("w2")],
        transitions=[
            _to("in-w", "s0", "w1"),
            _to("w-there", "w1", "w2", by=()),
            _to("w-back", "w2", "w1"),
            _to("out-w", "w2", _end(s)),
        ],
        timers=[
            Timer("there", ("w1",), Span(days=2), "w-there"),
            Timer("back", ("w2",), Span(months=1), "w-back"),
        ],
    )


def _opinion(
    fault: Fault, opinion: Opinion, *rest: str, found: str = ""
) -> Callable[[Sample], Sample]:
    at = ("opinions", opinion.name, *rest)
    return lambda s: s.plus((fault, at, found or opinion.name), opinions=[opinion])


def _nameless(effect: Effect, key: str) -> Callable[[Sample], Sample]:
    found = effect.to if key == "to" else effect.name

    def plant(s: Sample) -> Sample:
        name = f"plant-{effect.kind}-{key}"
        step = _to(name, "s0", _end(s), effects=(MAIL, effect))
        at = ("transitions", name, "effects", 1, key)
        return s.plus((Fault.NAMELESS, at, found), transitions=[step])

    return plant


def _unknown_state(s: Sample) -> Sample:
    return s.plus(
        (Fault.UNKNOWN_STATE, ("transitions", "astray", "to"), "nowhere"),
        (Fault.UNKNOWN_STATE, ("transitions", "astray", "from"), "void"),
        transitions=[Transition("astray", ("s0", "void"), "nowhere", by=("r0",))],
    )


def _unknown_role(s: Sample) -> Sample:
    return s.plus(
        (Fault.UNKNOWN_ROLE, ("transitions", "ghostly", "by"), "ghost"),
        transitions=[_to("ghostly", "s0", _end(s), by=("r0", "ghost"))],
    )


DAY = Span(days=1)
#: Each adds a defect to a machine and says what should be found.
PLANTS: dict[str, Callable[[Sample], Sample]] = {
    "unreachable": _unreachable,
    "no exit": _no_exit,
    "no end": _no_end,
    "exit from the end": _final_exit,
    "idle role": _idle_role,
    "nobody": _nobody,
    "idle timer": _timer(Fault.IDLE_TIMER, "", Timer("idle", ("s0",), DAY)),
    "asleep": _asleep,
    "misses": _misses,
    "endless": _timer(
        Fault.ENDLESS, "every", Timer("endless", ("s0",), DAY, None, (MAIL,), every=DAY)
    ),
    "at once": _timer(Fault.AT_ONCE, "after", Timer("now", ("s0",), Span(), None, (MAIL,))),
    "every nothing": _timer(
        Fault.AT_ONCE, "every", Timer("still", ("s0",), DAY, None, (MAIL,), every=Span())
    ),
    "turns": _turns,
    "mute": _opinion(Fault.MUTE, Opinion("mute", ())),
    "pointless": _opinion(Fault.POINTLESS, Opinion("pointless", ("r0",), wait=0)),
    "opinion at once": _opinion(Fault.AT_ONCE, Opinion("hasty", ("r0",), within=Span()), "within"),
    "opinion before nothing": _opinion(
        Fault.UNKNOWN_TRANSITION,
        Opinion("early", ("r0",), before=("never",)),
        "before",
        found="never",
    ),
    "no message": _nameless(Effect("mail", "lost", "owner"), "mail"),
    "no addressee": _nameless(Effect("mail", "letter"), "to"),
    "no document": _nameless(Effect("document", ""), "document"),
    "no field": _nameless(Effect("assign", "lost"), "assign"),
    "no webhook": _nameless(Effect("webhook", "lost"), "webhook"),
    "unknown state": _unknown_state,
    "unknown role": _unknown_role,
    "unknown transition": _timer(
        Fault.UNKNOWN_TRANSITION, "do", Timer("vain", ("s0",), DAY, "never"), found="never"
    ),
}


def wild(rng: Random) -> Machine:
    """Return a machine in which anything may be wrong with what leads where."""
    names = [f"s{number}" for number in range(rng.randint(2, 6))]
    steps = tuple(
        Transition(
            f"t{number}",
            tuple(rng.sample(names, rng.randint(1, min(2, len(names))))),
            rng.choice(names),
            by=("r0",),
        )
        for number in range(rng.randint(1, 9))
    )
    timers = []
    for number in range(rng.randint(0, 8)):
        step = rng.choice(steps)
        origins = {rng.choice(step.origins), *rng.sample(names, rng.choice([0, 0, 1, 2]))}
        timers.append(Timer(f"d{number}", tuple(sorted(origins)), DAY, step.name))
    states = tuple(State(each, final=rng.random() < 0.25) for each in names)
    return Machine(names[0], states, steps, tuple(timers))
