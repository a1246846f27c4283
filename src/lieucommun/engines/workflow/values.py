"""A machine: states, transitions, timers, opinions. Values that nothing changes once made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from .calendars import Span

#: Whether a transition may be made, from what is known of the case (facts of the caller's shape).
Guard = Callable[[Any], bool]
Kind = Literal["mail", "document", "assign", "webhook"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a step sets off, as data: the engine gives it back, in order, and never does it.

    `name` says which message, document, field or webhook; `to` whom, for mail.
    """

    kind: Kind
    name: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A moment in the life of a case. Nothing follows a final one."""

    name: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """A step from one of `origins` to a state, by holders of one of the roles `by`."""

    name: str
    origins: tuple[str, ...]
    to: str
    by: tuple[str, ...] = ()
    guard: Guard | None = None
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Timer:
    """What silence does: `after` a stay in the states `origins`, a transition, effects, or both.

    A reminder comes again `every` so often, `times` in all (None: for ever, which is a flaw). With
    `do`, the timer strikes once: silence means what the transition says. A stay goes on while the
    case moves between states that the timer watches.
    """

    name: str
    origins: tuple[str, ...]
    after: Span
    do: str | None = None
    effects: tuple[Effect, ...] = ()
    every: Span | None = None
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion that several may be asked for, before a decision.

    `before` names the transitions that wait for it; none named: those that lead to a final state.
    `wait` says for whom: all who were asked, any of them, nobody, or a number (a quorum). Those who
    do not answer `within` a delay are waited for no more. Silence (a timer) waits for no opinion.
    """

    name: str
    by: tuple[str, ...]
    wait: Literal["all", "any", "none"] | int = "all"
    within: Span | None = None
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Machine:
    """A workflow. What it names may be wrong: `check` says so; only sound machines are run."""

    initial: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...] = ()
    timers: tuple[Timer, ...] = ()
    opinions: tuple[Opinion, ...] = ()

    @cached_property
    def state(self) -> Mapping[str, State]:
        return {each.name: each for each in self.states}

    @cached_property
    def transition(self) -> Mapping[str, Transition]:
        return {each.name: each for each in self.transitions}

    @cached_property
    def timer(self) -> Mapping[str, Timer]:
        return {each.name: each for each in self.timers}

    @cached_property
    def opinion(self) -> Mapping[str, Opinion]:
        return {each.name: each for each in self.opinions}

    @cached_property
    def leaving(self) -> Mapping[str, tuple[Transition, ...]]:
        """The transitions that leave each state, in their order."""
        return {
            state.name: tuple(each for each in self.transitions if state.name in each.origins)
            for state in self.states
        }

    @cached_property
    def watching(self) -> Mapping[str, tuple[Timer, ...]]:
        """The timers that run in each state, in their order; none runs in a final one."""
        return {
            state.name: ()
            if state.final
            else tuple(each for each in self.timers if state.name in each.origins)
            for state in self.states
        }

    def ends(self, transition: Transition) -> bool:
        """Say whether a transition leads to a final state."""
        return transition.to in self.state and self.state[transition.to].final

    def held(self, opinion: Opinion) -> tuple[Transition, ...]:
        """Return the transitions that wait for an opinion."""
        if opinion.before:
            return tuple(each for each in self.transitions if each.name in opinion.before)
        return tuple(each for each in self.transitions if self.ends(each))

    def striking(self, timer: Timer, state: str) -> Transition | None:
        """Return the transition that a timer makes from a state, if it makes one."""
        found = self.transition.get(timer.do or "")
        return found if found is not None and state in found.origins else None
