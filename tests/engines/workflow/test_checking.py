"""Static checks against planted defects, and against a search that knows nothing of graphs."""

from lieucommun.engines.workflow import (
    Effect,
    Fault,
    Known,
    Machine,
    Span,
    State,
    Timer,
    Transition,
    check,
)

from .random_machines import PLANTS, chance, sound, wild

SEEDS = range(500)
Found = set[tuple[Fault, tuple[str | int, ...], str]]


def told(machine: Machine, known: Known | None = None) -> Found:
    return {(flaw.fault, flaw.at, flaw.found) for flaw in check(machine, known)}


def test_sound_machines_have_no_flaw() -> None:
    for seed in SEEDS:
        sample = sound(chance(seed))
        assert told(sample.machine, sample.known) == set(), seed


def test_every_planted_defect_is_found_and_nothing_else() -> None:
    found = dict.fromkeys(PLANTS, 0)
    for seed in SEEDS:
        rng = chance(seed)
        sample = sound(rng)
        for name in rng.sample(sorted(PLANTS), rng.randint(1, 5)):
            sample = PLANTS[name](sample)
            found[name] += 1
        assert told(sample.machine, sample.known) == sample.expected, seed
    assert min(found.values()) > 20


def test_each_defect_alone_in_the_smallest_machine() -> None:
    for name, plant in PLANTS.items():
        sample = plant(sound(chance(0)))
        assert told(sample.machine, sample.known) == sample.expected, name


def paths(machine: Machine, start: str, most: int) -> set[str]:
    """Return the states that some walk of at most so many steps passes through."""
    seen = {start}
    for _ in range(most):
        seen |= {step.to for step in machine.transitions for s in step.origins if s in seen}
    return seen


def turns(
    machine: Machine,
    state: str,
    spent: frozenset[str] = frozenset(),
    before: tuple[tuple[str, frozenset[str]], ...] = (),
) -> bool:
    """Say whether timers alone can bring a case back to where it was: every order is tried."""
    if machine.state[state].final:
        return False
    if (state, spent) in before:
        return True
    for timer in machine.timers:
        step = next(each for each in machine.transitions if each.name == timer.do)
        if state in timer.origins and timer.name not in spent and state in step.origins:
            after = {each.name for each in machine.timers if step.to in each.origins}
            left = frozenset({*spent, timer.name} & after)
            if turns(machine, step.to, left, (*before, (state, spent))):
                return True
    return False


def test_what_leads_where_agrees_with_a_search_of_every_walk() -> None:
    circles = endless = 0
    for seed in SEEDS:
        machine = wild(chance(seed))
        faults = told(machine)
        there = paths(machine, machine.initial, len(machine.states))
        walks = {name: paths(machine, name, len(machine.states)) for name in machine.state}
        finals = {state.name for state in machine.states if state.final}
        leaving = {origin for step in machine.transitions for origin in step.origins}
        stops = set(machine.state) - leaving
        lost = {at[1] for fault, at, _ in faults if fault == Fault.UNREACHABLE}
        assert lost == set(machine.state) - there, seed
        pits = {at[1] for fault, at, _ in faults if fault == Fault.NO_EXIT}
        assert pits == stops - finals, seed
        trapped = {at[1] for fault, at, _ in faults if fault == Fault.NO_END}
        closed = {name for name in there if not walks[name] & (finals | stops)}
        assert trapped == (closed if finals & there else set()), seed
        turning = any(fault == Fault.TURNS for fault, _, _ in faults)
        assert turning == any(turns(machine, name) for name in there), seed
        circles += turning
        endless += bool(trapped)
    assert circles > 25
    assert endless > 20


def test_a_cause_is_told_and_not_what_follows_from_it() -> None:
    machine = Machine(
        "a",
        (State("a"), State("b"), State("end", final=True)),
        (Transition("go", ("a",), "b"), Transition("stop", ("b",), "nowhere", by=("r",))),
    )
    assert told(machine) == {
        (Fault.NOBODY, ("transitions", "go"), "go"),
        (Fault.UNKNOWN_STATE, ("transitions", "stop", "to"), "nowhere"),
        (Fault.UNREACHABLE, ("states", "end"), "end"),
    }


def test_steps_that_something_else_makes_count() -> None:
    machine = Machine(
        "a",
        (State("a"), State("b")),
        (Transition("back", ("b",), "a", by=("r",)),),
    )
    assert {fault for fault, _, _ in told(machine)} == {Fault.UNREACHABLE, Fault.NO_EXIT}
    assert told(machine, Known(also=(("a", "b"),))) == set()


def test_an_unknown_initial_state_is_the_only_thing_told_of_what_is_reached() -> None:
    machine = Machine("x", (State("a"), State("b", final=True)), (Transition("t", ("a",), "b"),))
    assert {flaw.fault for flaw in check(machine)} == {Fault.UNKNOWN_STATE, Fault.NOBODY}


def test_a_timer_that_watches_a_whole_circle_does_not_turn() -> None:
    steps = (
        Transition("there", ("a",), "b", by=("r",)),
        Transition("back", ("b",), "a", by=("r",)),
        Transition("end", ("a", "b"), "z", by=("r",)),
    )
    states = (State("a"), State("b"), State("z", final=True))
    once = Timer("once", ("a",), Span(days=1), "there")
    whole = Timer("whole", ("a", "b"), Span(days=1), "back")
    found = told(Machine("a", states, steps, (once, whole)))
    assert found == {(Fault.MISSES, ("timers", "whole", "do"), "a")}


def test_large_machines_are_checked_at_once() -> None:
    size = 300
    names = [f"s{number}" for number in range(size)]
    steps = tuple(
        Transition(
            f"t{at}", (names[at],), names[at + 1], by=("r",), effects=(Effect("mail", "m", "r"),)
        )
        for at in range(size - 1)
    )
    states = (*(State(each) for each in names[:-1]), State(names[-1], final=True))
    assert check(Machine(names[0], states, steps)) == ()
