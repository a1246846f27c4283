"""What is unsound in a machine, found without running it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .graphs import circles, reached, reversed_graph
from .values import Effect, Machine, Opinion, Timer


class Fault(StrEnum):
    """The kinds of flaw."""

    UNKNOWN_STATE = "unknown-state"  #: a name that no state has
    UNKNOWN_TRANSITION = "unknown-transition"  #: a name that no transition has
    UNKNOWN_ROLE = "unknown-role"  #: a name that no role has
    UNREACHABLE = "unreachable"  #: no path leads there from the initial state
    NO_EXIT = "no-exit"  #: a state that is not final and that nothing leaves
    NO_END = "no-end"  #: states in a circle from which no end is reached, where the machine has one
    FINAL_EXIT = "final-exit"  #: a final state that a transition leaves
    IDLE_ROLE = "idle-role"  #: a role that makes no transition and gives no opinion
    NOBODY = "nobody"  #: a transition that no role and no timer makes
    IDLE_TIMER = "idle-timer"  #: a timer that sets nothing off
    ASLEEP = "asleep"  #: a timer that never runs: it watches no state that is reached and not final
    MISSES = "misses"  #: a timer's transition does not leave a state that the timer watches
    ENDLESS = "endless"  #: a reminder for ever
    AT_ONCE = "at-once"  #: a delay that lasts no time
    TURNS = "turns"  #: timers that lead in a circle while nobody acts
    MUTE = "mute"  #: an opinion that nobody gives
    POINTLESS = "pointless"  #: an opinion that no transition waits for
    NAMELESS = "nameless"  #: an effect that names nothing, or nothing that exists


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is unsound, and where: `("transitions", "admit", "to")`. `found`: the name in cause."""

    fault: Fault
    at: tuple[str | int, ...]
    found: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a machine may name. None: not known, nothing is said of such names.

    `roles` are those that are expected to take part; `others` may, and need not. `also` are steps
    that something else makes: pairs of states.
    """

    roles: Collection[str] | None = None
    others: Collection[str] = ()
    messages: Collection[str] | None = None
    recipients: Collection[str] | None = None
    documents: Collection[str] | None = None
    fields: Collection[str] | None = None
    webhooks: Collection[str] | None = None
    also: tuple[tuple[str, str], ...] = ()


def check(machine: Machine, known: Known | None = None) -> tuple[Flaw, ...]:
    """Return every flaw of a machine: names, then states, transitions, timers, opinions, effects.

    Conditions are taken to be met at times: a state that only a guard closes is reached. A cause is
    told, not what follows from it: a step that nobody makes still counts as leading somewhere.
    """
    known = known or Known()
    graph = _graph(machine, known)
    there = reached([machine.initial], graph) & set(machine.state)
    return (
        *_names(machine, known),
        *_states(machine, graph, there),
        *_roles(machine, known),
        *_timers(machine, there),
        *_opinions(machine),
        *_effects(machine, known),
    )


def _graph(machine: Machine, known: Known) -> dict[str, list[str]]:
    graph: dict[str, list[str]] = {name: [] for name in machine.state}
    steps = [(origin, each.to) for each in machine.transitions for origin in each.origins]
    for origin, to in (*steps, *known.also):
        if origin in graph and to in graph:
            graph[origin].append(to)
    return graph


def _names(machine: Machine, known: Known) -> Iterator[Flaw]:
    states, transitions = machine.state, machine.transition
    yield from _missing(Fault.UNKNOWN_STATE, ("initial",), [machine.initial], states)
    for step in machine.transitions:
        here = ("transitions", step.name)
        yield from _missing(Fault.UNKNOWN_STATE, (*here, "from"), step.origins, states)
        yield from _missing(Fault.UNKNOWN_STATE, (*here, "to"), [step.to], states)
        yield from _missing(Fault.UNKNOWN_ROLE, (*here, "by"), step.by, _all_roles(known))
    for timer in machine.timers:
        here = ("timers", timer.name)
        yield from _missing(Fault.UNKNOWN_STATE, (*here, "in"), timer.origins, states)
        if timer.do is not None:
            yield from _missing(Fault.UNKNOWN_TRANSITION, (*here, "do"), [timer.do], transitions)
    for opinion in machine.opinions:
        here = ("opinions", opinion.name)
        yield from _missing(Fault.UNKNOWN_ROLE, (*here, "by"), opinion.by, _all_roles(known))
        at = (*here, "before")
        yield from _missing(Fault.UNKNOWN_TRANSITION, at, opinion.before, transitions)


def _missing(
    fault: Fault, at: tuple[str, ...], names: Iterable[str], among: Collection[str] | None
) -> Iterator[Flaw]:
    if among is not None:
        yield from (Flaw(fault, at, name) for name in names if name not in among)


def _all_roles(known: Known) -> Collection[str] | None:
    return None if known.roles is None else {*known.roles, *known.others}


def _states(machine: Machine, graph: dict[str, list[str]], there: set[str]) -> Iterator[Flaw]:
    stops = {name for name, following in graph.items() if not following}
    ends = {name for name, state in machine.state.items() if state.final}
    ending = reached(stops | ends, reversed_graph(graph))
    for name, state in machine.state.items():
        at = ("states", name)
        if name not in there and machine.initial in machine.state:
            yield Flaw(Fault.UNREACHABLE, at, name)
        if state.final:
            leaving = machine.leaving[name]
            yield from (Flaw(Fault.FINAL_EXIT, at, each.name) for each in leaving[:1])
        elif name in stops and not _leads_astray(machine, name):
            yield Flaw(Fault.NO_EXIT, at, name)
        elif name in there and name not in ending and ends & there:
            yield Flaw(Fault.NO_END, at, name)


def _leads_astray(machine: Machine, state: str) -> bool:
    """Say whether a step leaves a state for one that does not exist: that is the flaw to tell."""
    return any(each.to not in machine.state for each in machine.leaving[state])


def _roles(machine: Machine, known: Known) -> Iterator[Flaw]:
    timed = {timer.do for timer in machine.timers}
    for step in machine.transitions:
        if not step.by and step.name not in timed:
            yield Flaw(Fault.NOBODY, ("transitions", step.name), step.name)
    acting = {role for step in machine.transitions for role in step.by}
    acting |= {role for opinion in machine.opinions for role in opinion.by}
    for role in known.roles or ():
        if role not in acting:
            yield Flaw(Fault.IDLE_ROLE, ("roles", role), role)


def _timers(machine: Machine, there: set[str]) -> Iterator[Flaw]:
    open_states = {name for name in there if not machine.state[name].final}
    for timer in machine.timers:
        at = ("timers", timer.name)
        if timer.do is None and not timer.effects:
            yield Flaw(Fault.IDLE_TIMER, at, timer.name)
        known = [each for each in timer.origins if each in machine.state]
        if known and not open_states.intersection(known):
            yield Flaw(Fault.ASLEEP, (*at, "in"), timer.name)
        if timer.do in machine.transition:
            missed = (each for each in known if machine.striking(timer, each) is None)
            yield from (Flaw(Fault.MISSES, (*at, "do"), each) for each in missed)
        yield from _delays(timer, at)
    for circle, turning in _turning(machine, open_states):
        for timer in turning:
            if any(to in circle for _, to in _strikes(machine, timer, circle)):
                yield Flaw(Fault.TURNS, ("timers", timer.name), timer.name)


def _delays(timer: Timer, at: tuple[str, ...]) -> Iterator[Flaw]:
    if timer.after.empty:
        yield Flaw(Fault.AT_ONCE, (*at, "after"), timer.name)
    if timer.every is not None and timer.every.empty:
        yield Flaw(Fault.AT_ONCE, (*at, "every"), timer.name)
    elif timer.every is not None and timer.do is None and timer.times is None:
        yield Flaw(Fault.ENDLESS, (*at, "every"), timer.name)


def _strikes(machine: Machine, timer: Timer, among: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the steps that a timer makes from some states."""
    for origin in timer.origins:
        step = machine.striking(timer, origin)
        if step is not None and origin in among:
            yield origin, step.to


def _turning(
    machine: Machine, states: set[str]
) -> Iterator[tuple[frozenset[str], tuple[Timer, ...]]]:
    """Yield the circles of states in which timers alone may keep a case, whatever the delays.

    A timer that watches the whole of a circle strikes there once: it starts again only when the
    case leaves what it watches. It is taken away, and circles are looked for in what remains.
    """
    waiting = [(frozenset(states), machine.timers)]
    while waiting:
        within, timers = waiting.pop()
        graph: dict[str, list[str]] = {name: [] for name in machine.state if name in within}
        for timer in timers:
            for origin, to in _strikes(machine, timer, within):
                if to in within:
                    graph[origin].append(to)
        for circle in circles(graph):
            kept = tuple(each for each in timers if not circle.issubset(each.origins))
            if len(kept) == len(timers):
                yield circle, timers
            else:
                waiting.append((circle, kept))


def _opinions(machine: Machine) -> Iterator[Flaw]:
    for opinion in machine.opinions:
        at = ("opinions", opinion.name)
        if not opinion.by:
            yield Flaw(Fault.MUTE, at, opinion.name)
        if _pointless(machine, opinion):
            yield Flaw(Fault.POINTLESS, at, opinion.name)
        if opinion.within is not None and opinion.within.empty:
            yield Flaw(Fault.AT_ONCE, (*at, "within"), opinion.name)


def _pointless(machine: Machine, opinion: Opinion) -> bool:
    """Say whether an opinion holds nothing back, and so nobody may ask for it."""
    if isinstance(opinion.wait, int) and opinion.wait < 1:
        return True
    return not any(each.by for each in machine.held(opinion)) and not (
        set(opinion.before) - set(machine.transition)
    )


def _effects(machine: Machine, known: Known) -> Iterator[Flaw]:
    parts = (("transitions", machine.transitions), ("timers", machine.timers))
    for part, holders in parts:
        for holder in holders:
            for number, effect in enumerate(holder.effects):
                at = (part, holder.name, "effects", number)
                yield from _effect(effect, known, at)


def _effect(effect: Effect, known: Known, at: tuple[str | int, ...]) -> Iterator[Flaw]:
    among = {
        "mail": known.messages,
        "document": known.documents,
        "assign": known.fields,
        "webhook": known.webhooks,
    }[effect.kind]
    if not effect.name or (among is not None and effect.name not in among):
        yield Flaw(Fault.NAMELESS, (*at, effect.kind), effect.name)
    if effect.kind == "mail" and (
        not effect.to or (known.recipients is not None and effect.to not in known.recipients)
    ):
        yield Flaw(Fault.NAMELESS, (*at, "to"), effect.to)
